// The scalability report of a project, for the commands that write it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/scalability_report.h"
#include "tool/pipeline.h"

namespace loadline {

// Judges the project by the findings of `run`, and reads the source lines they point at. Commit, date, history and links
// are the caller's to fill in. The report refers to both, which must outlive it.
ScalabilityReport judged_report(const Project& project, const RunResult& run);

}  // namespace loadline

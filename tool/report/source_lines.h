// The source lines that findings point at, read from the project.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "reports/scalability_report.h"

namespace loadline {

// The lines of places and trails, with one line before and after each. Only files that the program knows as its own are
// read, and none that a link takes out of the project; what cannot be read is left out.
SourceLines read_source_lines(const std::filesystem::path& root, const Program& program,
                              const std::vector<JudgedFinding>& findings);

}  // namespace loadline

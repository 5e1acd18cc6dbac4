// Fingerprints for formats that would take two findings with the same one for a single finding.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "reports/report.h"

namespace loadline {

// One for each finding, in the same order: its fingerprint, with "-2", "-3" … from the second one that shares it on
std::vector<std::string> distinct_fingerprints(const RunResult& result);

}  // namespace loadline

// Fingerprints for formats in which two findings with the same one would be taken for one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "reports/report.h"

namespace loadline {

// One for each finding, in the same order: its fingerprint, and from the second that has the same one on "-2", "-3" …
std::vector<std::string> distinct_fingerprints(const RunResult& result);

}  // namespace loadline

// Findings as fixtures expect them: `// expect: rule-a rule-b x3` on the line of the findings (`#` in CMake and Python files),
// here one of rule-a and three of rule-b.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "rules/engine/finding.h"

namespace loadline::test {

using ExpectedFindings = std::multiset<std::string>;  // "api/main.cpp:12 no-metrics"

// The marks in all files below `root`. A finding about a whole file is expected at its line 0: `expect-file:` anywhere in it.
ExpectedFindings expected_findings(const std::filesystem::path& root);

ExpectedFindings as_expected(const std::vector<Finding>& findings);

}  // namespace loadline::test

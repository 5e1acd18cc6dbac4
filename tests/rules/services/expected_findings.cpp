// Reads marks out of fixtures.
// SPDX-License-Identifier: Apache-2.0
#include "tests/rules/services/expected_findings.h"

#include <fstream>
#include <regex>
#include <sstream>

namespace loadline::test {

namespace fs = std::filesystem;

ExpectedFindings expected_findings(const fs::path& root) {
  static const std::regex kMark(R"((?://|#) (expect|expect-file): ([a-z -]+[a-z])\s*$)");
  ExpectedFindings expected;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    const std::string path = entry.path().lexically_relative(root).generic_string();
    if (path.starts_with("build/")) continue;
    std::ifstream file(entry.path());
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
      std::smatch match;
      if (!std::regex_search(line, match, kMark)) continue;
      std::istringstream rules(match[2].str());
      const std::string place = path + ':' + (match[1] == "expect" ? std::to_string(number) : "0");
      for (std::string rule; rules >> rule;) expected.insert(place + ' ' + rule);
    }
  }
  return expected;
}

ExpectedFindings as_expected(const std::vector<Finding>& findings) {
  ExpectedFindings found;
  for (const Finding& finding : findings) {
    found.insert(finding.where.path + ':' + std::to_string(finding.where.line) + ' ' + finding.rule);
  }
  return found;
}

}  // namespace loadline::test

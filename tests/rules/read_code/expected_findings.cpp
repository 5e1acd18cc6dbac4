// Reads marks out of fixtures.
// SPDX-License-Identifier: Apache-2.0
#include "tests/rules/read_code/expected_findings.h"

#include <fstream>
#include <regex>
#include <sstream>

namespace loadline::test {

namespace fs = std::filesystem;

ExpectedFindings expected_findings(const fs::path& root) {
  static const std::regex kMark(R"((?://|#) (expect|expect-file): ([a-z0-9 -]+[a-z0-9])\s*$)");
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
      std::string last;
      for (std::string word; rules >> word;) {
        const bool is_count =
            word.size() > 1 && word[0] == 'x' && word.find_first_not_of("0123456789", 1) == std::string::npos;
        const int more = is_count ? std::stoi(word.substr(1)) - 1 : 1;
        if (!is_count) last = place + ' ' + word;
        for (int count = 0; count < more; ++count) expected.insert(last);
      }
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

// The github report.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <regex>
#include <sstream>

#include "tests/reports/hostile_result.h"
#include "tests/reports/report_text.h"
#include "tests/reports/sample_result.h"
#include "tests/support/golden.h"

using namespace loadline;
using namespace loadline::test;

TEST_CASE("the github report is as recorded", "[github]") {
  CHECK(equals_golden("tests/reports/golden/github.txt", report_text("github", sample_result())));
}

TEST_CASE("every line of the github report is one command of ours, whatever the names are", "[github]") {
  const std::regex command(
      "::(error|warning|notice) (file=[^:,\\x00-\\x1f]*,(line=[0-9]+,)?)?title=[^:,\\x00-\\x1f]*::[^\\x00-\\x1f]*");
  for (const std::string& text : hostile_texts()) {
    INFO(text);
    std::istringstream lines(report_text("github", hostile_result(text)));
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
      CHECK(std::regex_match(line, command));
      CHECK(line.find("##[") == std::string::npos);
    }
    CHECK(count == 2);  // the finding, and that the analysis is incomplete
  }
}

TEST_CASE("percent signs reach the reader as they are", "[github]") {
  const std::string text = report_text("github", hostile_result("a%0Ab"));
  CHECK(text.find("file=a%250Ab/a%250Ab,line=3,") != std::string::npos);
  CHECK(text.find("::a%250Ab%0A    a%250Ab:1: a%250Ab%0A") != std::string::npos);
}

TEST_CASE("annotations of a project in a subfolder name files as the repository does", "[github]") {
  RunResult result = sample_result();
  result.folder = "services/shop";
  CHECK(report_text("github", result).starts_with("::error file=services/shop/store/store.cc,line=12,"));
}

TEST_CASE("a clean run annotates nothing", "[github]") { CHECK(report_text("github", RunResult{}).empty()); }

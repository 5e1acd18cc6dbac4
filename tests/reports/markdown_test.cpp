// The markdown report.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <regex>
#include <sstream>

#include "reports/markdown_text.h"
#include "tests/reports/hostile_result.h"
#include "tests/reports/report_text.h"
#include "tests/reports/sample_result.h"
#include "tests/support/golden.h"

using namespace loadline;
using namespace loadline::test;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

// What is left of a line once our own markup is gone: it must be text and nothing else.
std::string without_own_markup(std::string line) {
  for (const char* own : {"</?(code|details|summary)>", "&#[0-9]+;", "^ *(\\* |1\\. |#+ )", "\\*\\*[a-z0-9 ]+\\*\\*",
                          "\\*[a-z ]+:\\*", "\\([0-9]+\\)"}) {
    line = std::regex_replace(line, std::regex(own), "");
  }
  return line;
}

}  // namespace

TEST_CASE("the markdown report is as recorded", "[markdown]") {
  CHECK(equals_golden("tests/reports/golden/markdown.md", report_text("markdown", sample_result())));
}

TEST_CASE("what is new comes first, then what is known, then what is suppressed", "[markdown]") {
  const std::string text = report_text("markdown", sample_result());
  const std::size_t fresh = text.find("### "), known = text.find("Known to"), suppressed = text.find("Suppressed in");
  CHECK(fresh < known);
  CHECK(known < suppressed);
  CHECK(suppressed != std::string::npos);
}

TEST_CASE("no name is markup in the markdown report", "[markdown]") {
  for (const std::string& text : hostile_texts()) {
    INFO(text);
    const std::string markdown = report_text("markdown", hostile_result(text));
    std::istringstream lines(markdown);
    bool in_picture = false;
    for (std::string line; std::getline(lines, line);) {
      INFO(line);
      if (line == "```mermaid" || line == "```") {
        in_picture = !in_picture;
      } else if (in_picture) {
        CHECK(std::regex_match(line,
                               std::regex("flowchart LR|  n[0-9]+\\[\"[^\"<>\\[\\]`;]*([^\"<>\\[\\]`;]|#[0-9]+;)*\"\\]"
                                          "|  n0 -->\\|1\\| n1|  linkStyle 0 stroke:#[0-9a-f]+,stroke-width:2px")));
      } else {
        CHECK(without_own_markup(line).find_first_of("<>`*_[]|~@#&\"'{}!\\\x1b\r") == std::string::npos);
        CHECK(line.find("://") == std::string::npos);
        CHECK(line.find("www.") == std::string::npos);
      }
    }
    CHECK_FALSE(in_picture);
    CHECK(count(markdown, "\n* **error**") == 2);
    CHECK(count(markdown, "<details>") == count(markdown, "</details>"));
  }
}

TEST_CASE("text between backticks is code, and everything else stays what it says", "[markdown]") {
  CHECK(markdown_text("`a` uses b") == "<code>a</code> uses b");
  CHECK(markdown_text("one ` alone") == "one &#96; alone");
  CHECK(markdown_text("@all") == "<code>&#64;</code>all");
  CHECK(markdown_code("a@b#1") == "<code>a&#64;b&#35;1</code>");
  CHECK(markdown_text("a\nb") == "a&#92;x0ab");
}

TEST_CASE("a comment never grows beyond what code hosts accept, and says what is left out", "[markdown]") {
  RunResult result = sample_result();
  for (int i = 0; i < 500; ++i) result.findings.push_back(result.findings.front());
  const std::string text = report_text("markdown", result);
  CHECK(text.size() < 65000);
  CHECK(text.starts_with("## loadline: the analysis is incomplete") == !result.coverage.complete);
  const std::size_t shown = count(text, "\n* **");
  CHECK(text.find("**" + std::to_string(result.findings.size() - shown) + " more findings** did not fit") !=
        std::string::npos);
}

TEST_CASE("with many edges only those that findings name are drawn", "[markdown]") {
  RunResult result;
  for (int i = 0; i < 200; ++i) result.edges.push_back({"hub", "m" + std::to_string(i), 1, i < 3});
  const std::string text = report_text("markdown", result);
  CHECK(count(text, " -->|") == 3);
  CHECK(text.find("linkStyle 0,1,2 ") != std::string::npos);
}

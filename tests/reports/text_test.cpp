// The text report.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <sstream>

#include "reports/report.h"
#include "reports/terminal_text.h"
#include "tests/reports/sample_result.h"
#include "tests/support/golden.h"

using namespace loadline;
using namespace loadline::test;

namespace {

std::string text_of(const RunResult& result, bool color = false) {
  std::ostringstream out;
  find_report("text")->write(result, {color}, out);
  return out.str();
}

}  // namespace

TEST_CASE("the text report shows findings, evidence, a summary and the coverage", "[text]") {
  CHECK(equals_golden("tests/reports/golden/text.txt", text_of(sample_result())));
}

TEST_CASE("the text report on a terminal is the same text in colours", "[text]") {
  const std::string colored = text_of(sample_result(), true);
  CHECK(equals_golden("tests/reports/golden/text_color.txt", colored));
  std::string plain;
  for (std::size_t i = 0; i < colored.size(); ++i) {
    if (colored[i] == '\x1b')
      i = colored.find('m', i);
    else
      plain += colored[i];
  }
  CHECK(plain == text_of(sample_result()));
}

TEST_CASE("nothing found is said, with how much was looked at", "[text]") {
  RunResult result;
  result.rules_run = {"dependency-cycle"};
  result.coverage = {1, 0, 0, 40, 0, 2, 1, 1, false};
  CHECK(text_of(result) == "no findings from 1 rule\n1 of 1 translation unit parsed; 2 files, 1 module, 1 reference\n");
}

TEST_CASE("a name cannot drive the terminal nor start a line", "[text]") {
  const std::string text = text_of(sample_result());
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
  CHECK(std::none_of(text.begin(), text.end(), is_control));
  CHECK(text.find("\n::error::") == std::string::npos);
}

TEST_CASE("what a terminal would obey is spelled out, everything else is kept", "[terminal_text]") {
  CHECK(terminal_text("a\x1b[0m\n\t") == "a\\x1b[0m\\x0a\\x09");
  CHECK(terminal_text("caf\xc3\xa9 \xe2\x86\x92 \xf0\x9f\x9a\xa2") == "caf\xc3\xa9 \xe2\x86\x92 \xf0\x9f\x9a\xa2");
  CHECK(terminal_text("\xc2\x9b\x7f") == "\\xc2\\x9b\\x7f");                    // one-character CSI, DEL
  CHECK(terminal_text("\xe2\x80\xae") == "\\xe2\\x80\\xae");                    // right-to-left override
  CHECK(terminal_text("\xff\xc0\xaf\xe2\x82") == "\\xff\\xc0\\xaf\\xe2\\x82");  // not UTF-8
  CHECK(terminal_text("\xed\xa0\x80") == "\\xed\\xa0\\x80");                    // a surrogate
  CHECK(terminal_text("").empty());
}

TEST_CASE("what a CI system would obey in a log is spelled out", "[terminal_text]") {
  CHECK(terminal_text("::error::x") == "\\x3a:error::x");
  CHECK(terminal_text("  ::error::x") == "  \\x3a:error::x");
  CHECK(terminal_text("\xe3\x80\x80::x") == "\xe3\x80\x80\\x3a:x");  // an ideographic space
  CHECK(terminal_text("a ##[error]") == "a \\x23#[error]");
  CHECK(terminal_text("a::b ::c #[x] ##") == "a::b ::c #[x] ##");
}

TEST_CASE("reports have names of their own and can be found", "[reports]") {
  std::set<std::string_view> names;
  for (const Report* report : all_reports()) {
    CHECK(names.insert(report->name).second);
    CHECK(find_report(report->name) == report);
    CHECK_FALSE(report->summary.empty());
  }
  CHECK(find_report("papyrus") == nullptr);
}

TEST_CASE("what is known or suppressed is counted but not shown, and the baseline is mentioned in a green run, too",
          "[text]") {
  RunResult result = sample_result();
  std::erase_if(result.findings, [](const JudgedFinding& judged) { return judged.status == FindingStatus::fresh; });
  result.baseline = {41, 0, 3};
  const std::string text = text_of(result);
  CHECK(
      text.starts_with("no findings from 4 rules; 1 known, 1 suppressed\nbaseline: 41 (+0 \xe2\x88\x92"
                       "3)\n"));
}

// Texts that nothing may obey.
// SPDX-License-Identifier: Apache-2.0
#include "tests/reports/hostile_result.h"

namespace loadline::test {

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> kTexts = {
      "<script>alert(1)</script>",
      "</system-out></failure><testcase name=\"x\"/>",
      "quotes \" and ' and \\\"",
      "]]> <![CDATA[ <!-- -->",
      "line\nbreak\r\n::error file=a::injected",
      "::error::injected",
      "  ::add-mask::injected",
      "##[error]injected",
      "%0A::error::injected%0D%25",
      "a,line=1,title=x::y",
      "\x1b[31mred\x07 bell \x7f",
      std::string("zero\0byte", 9),
      "\xe2\x80\xae turned round \xe2\x80\x8f",
      "\xef\xbf\xbe\xef\xbf\xbf no characters",
      "not UTF-8: \xff\xc0\x80",
      "`code` ``two`` ```\n```mermaid\ngraph",
      "|pipe|s| and **bold** _it_ ~~no~~",
      "[link](https://example.org) ![image](x) <https://example.org>",
      "operator[](int) {0} {placeholder}",
      "@everyone #123 https://example.org www.example.org",
      "\"]; click n0 \"https://example.org",
      "# heading\n- item\n\n    code",
      "</details></summary>",
      "&lt;b&gt; &#60;",
      "javascript:alert(1)",
  };
  return kTexts;
}

RunResult hostile_result(const std::string& text) {
  Finding finding;
  finding.rule = "dependency-cycle";
  finding.where = {text, 3};
  finding.message = finding.advice = finding.because = finding.from = finding.to = finding.kind = text;
  finding.trail = {{{text, 1}, text}, {{}, text}};
  RunResult result;
  result.version = "1.2.3";
  result.findings = {{finding, FindingStatus::fresh, ""}, {finding, FindingStatus::known, text}};
  result.baseline = {1, 1, 0};
  result.rules_run = {"dependency-cycle"};
  result.coverage.complete = false;
  result.degraded_units = {{text, true}};
  result.edges = {{text, text + "2", 1, true}};
  result.folder = text;
  return result;
}

}  // namespace loadline::test

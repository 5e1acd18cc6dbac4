// What holds for every format: it shows each finding once, and agrees with the exit code.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <regex>

#include <nlohmann/json.hpp>

#include "analyzers/structure/metrics.h"
#include "tests/reports/hostile_result.h"
#include "tests/reports/read_xml.h"
#include "tests/reports/report_text.h"
#include "tests/reports/sample_result.h"

using namespace loadline;
using namespace loadline::test;
using Json = nlohmann::ordered_json;

namespace {

std::size_t matches(const std::string& text, const char* pattern) {
  const std::regex regex(pattern, std::regex::multiline);
  return static_cast<std::size_t>(std::distance(std::sregex_iterator(text.begin(), text.end(), regex), {}));
}

std::size_t with_status(const RunResult& result, const std::vector<FindingStatus>& wanted) {
  return static_cast<std::size_t>(
      std::count_if(result.findings.begin(), result.findings.end(), [&](const JudgedFinding& judged) {
        return std::find(wanted.begin(), wanted.end(), judged.status) != wanted.end();
      }));
}

// How many findings a format shows, and of which status it is meant to show them.
struct Shown {
  std::function<std::size_t(const std::string&)> count;
  std::vector<FindingStatus> of;
};

const std::map<std::string_view, Shown>& formats() {
  using enum FindingStatus;
  static const std::map<std::string_view, Shown> kFormats{
      {"text", {[](const auto& text) { return matches(text, " \\[[a-z]+(-[a-z]+)*\\]$"); }, {fresh}}},
      {"json",
       {[](const auto& text) { return Json::parse(text)["findings"].size(); }, {fresh, known, suppressed, older}}},
      {"sarif",
       {[](const auto& text) { return Json::parse(text)["runs"][0]["results"].size(); },
        {fresh, known, suppressed, older}}},
      {"junit",
       {[](const auto& text) {
          const pugi::xml_document root = read_xml(text);
          return elements(root, "failure").size() + elements(root, "skipped").size();
        },
        {fresh, known, suppressed, older}}},
      {"github", {[](const auto& text) { return matches(text, "^::[a-z]+ .*title=loadline [a-z]"); }, {fresh}}},
      {"codeclimate", {[](const auto& text) { return Json::parse(text).size(); }, {fresh, known, older}}},
      {"markdown",
       {[](const auto& text) { return matches(text, "^\\* \\*\\*(error|warning|note)\\*\\* "); },
        {fresh, known, suppressed, older}}},
      {"html",
       {[](const auto& text) { return matches(text, "<details class=\"finding "); },
        {fresh, known, suppressed, older}}},
  };
  return kFormats;
}

std::vector<RunResult> results() {
  std::vector<RunResult> results{RunResult{}, sample_result(), compared_result()};
  for (const Severity fail_on : {Severity::note, Severity::warning}) {
    results.push_back(sample_result());
    results.back().fail_on = fail_on;
  }
  for (const std::string& text : hostile_texts()) results.push_back(hostile_result(text));
  return results;
}

}  // namespace

TEST_CASE("every format shows each finding that it is meant to show, once", "[reports]") {
  for (const Report* report : all_reports()) {
    INFO(report->name);
    const auto format = formats().find(report->name);
    REQUIRE(format != formats().end());  // a new format: say here how to count its findings
    for (const RunResult& result : results()) {
      const std::string text = report_text(report->name, result);
      CAPTURE(text);
      CHECK(format->second.count(text) == with_status(result, format->second.of));
    }
  }
}

TEST_CASE("the failures of junit are what the exit code counts", "[reports]") {
  for (const RunResult& result : results()) {
    std::size_t failing = 0;
    for (const JudgedFinding& judged : result.findings) failing += fails(result, judged);
    const pugi::xml_document root = read_xml(report_text("junit", result));
    CHECK(elements(root, "failure").size() == failing);
    CHECK((elements(root, "error").empty()) == result.coverage.complete);
  }
}

TEST_CASE("only fresh findings at fail_on or above fail a run", "[reports]") {
  RunResult result = sample_result();
  const auto failing = [&](Severity fail_on) {
    result.fail_on = fail_on;
    std::vector<bool> fail;
    for (const JudgedFinding& judged : result.findings) fail.push_back(fails(result, judged));
    return fail;
  };
  CHECK(failing(Severity::error) == std::vector<bool>{true, false, false, false, false});
  CHECK(failing(Severity::warning) == std::vector<bool>{true, false, true, false, false});
  CHECK(failing(Severity::note) == std::vector<bool>{true, false, true, false, true});
}

TEST_CASE("what is older than the commit compared with fails no run, and no format takes it for new", "[reports]") {
  const RunResult result = compared_result();
  REQUIRE(with_status(result, {FindingStatus::fresh}) == 1);
  CHECK(std::count_if(result.findings.begin(), result.findings.end(),
                      [&](const JudgedFinding& judged) { return fails(result, judged); }) == 1);
  const std::string text = report_text("text", result), markdown = report_text("markdown", result);
  CHECK(text.find("1 finding: 1 error; 1 known, 1 suppressed, 2 older; compared with main (1234567890ab)\n") !=
        std::string::npos);
  CHECK(markdown.starts_with("## loadline: 1 new finding\n"));
  CHECK(markdown.find("<summary>Older than main (1234567890ab) (2)</summary>") > markdown.find("### "));
  const pugi::xml_document junit = read_xml(report_text("junit", result));
  CHECK(elements(junit, "failure").size() == 1);
  CHECK(Json::parse(report_text("json", result))["since"] == "main (1234567890ab)");
}

TEST_CASE("every format writes the same bytes for the same result", "[reports]") {
  for (const Report* report : all_reports()) {
    CHECK(report_text(report->name, sample_result()) == report_text(report->name, sample_result()));
  }
}

TEST_CASE("no format lets a control character or a turned direction through", "[reports]") {
  for (const Report* report : all_reports()) {
    INFO(report->name);
    for (const std::string& text : hostile_texts()) {
      const std::string bytes = report_text(report->name, hostile_result(text));
      INFO(bytes);
      CHECK(std::none_of(bytes.begin(), bytes.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n') || byte == 0x7f;
      }));
      CHECK(bytes.find("\xe2\x80\xae") == std::string::npos);
      CHECK(bytes.find("\xff") == std::string::npos);
    }
  }
}

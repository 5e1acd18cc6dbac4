// The scalability report: the same content in every format, and no name that becomes markup.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <regex>
#include <sstream>

#include <nlohmann/json.hpp>

#include "reports/html/html_text.h"
#include "reports/json_schemas.h"
#include "tests/reports/hostile_result.h"
#include "tests/reports/html/made_report.h"
#include "tests/support/schema_check.h"

using namespace loadline;
using namespace loadline::test;

namespace {

std::string written(const ScalabilityReport& report, void (*write)(const ScalabilityReport&, std::ostream&)) {
  std::ostringstream out;
  write(report, out);
  return out.str();
}

// The page without the style, the scripts and the data that we put in.
std::string without_scripts(const std::string& page) {
  static const std::regex kOurs("<(style|script)[^>]*>[^<]*(<(?!/)[^<]*)*</(style|script)>");
  std::string rest = page;
  for (const char* name : {"style", "script"}) {
    const std::string open = "<" + std::string(name), close = "</" + std::string(name) + ">";
    for (std::size_t at = rest.find(open); at != std::string::npos; at = rest.find(open)) {
      rest.erase(at, rest.find(close, at) + close.size() - at);
    }
  }
  return rest;
}

}  // namespace

TEST_CASE("no name is markup in the page", "[scalability_report]") {
  const auto made = hostile_report();
  const std::string page = written(made->report(hostile_texts().front()), write_scalability_html);
  const std::string rest = without_scripts(page);
  static const std::regex kTag("<(!doctype html|/?[a-z][a-z0-9]*( [a-z-]+(=\"[^\"<>]*\")?)*/?)>", std::regex::icase);
  CHECK(std::regex_replace(rest, kTag, "").find_first_of("<>") == std::string::npos);
  for (const char* sign : {"\xe2\x80\xae", "\xe2\x80\x8f", "\x1b", "\x07", "\xef\xbf\xbf"})
    CHECK(page.find(sign) == std::string::npos);
  CHECK(rest.find(" onerror") == std::string::npos);
}

TEST_CASE("the page asks nothing of the network", "[scalability_report]") {
  const auto made = hostile_report();
  const std::string page = written(made->report("p"), write_scalability_html);
  CHECK(page.find("default-src 'none'") != std::string::npos);
  const std::string rest = without_scripts(page);
  CHECK_FALSE(std::regex_search(rest, std::regex("(src|href)=\"(?!#)")));
}

TEST_CASE("no name is markup in the Markdown", "[scalability_report]") {
  const auto made = hostile_report();
  const std::string text = written(made->report(hostile_texts().front()), write_scalability_markdown);
  CHECK(text.find("<script") == std::string::npos);
  CHECK(text.find("](http") == std::string::npos);
  CHECK(text.find("</details>") == std::string::npos);
  CHECK(text.find("\xe2\x80\xae") == std::string::npos);
}

TEST_CASE("JSON holds what the page shows", "[scalability_report]") {
  const auto made = hostile_report();
  const ScalabilityReport report = made->report("p");
  const auto json = nlohmann::json::parse(written(report, write_scalability_json));
  CHECK(json["scorecard"].size() == all_principles().size());
  CHECK(json["modules"].size() == made->analyses->modules().all().size());
  CHECK(json["run"]["findings"].size() == made->run.findings.size());
  CHECK(json["matrix_order"].size() == json["modules"].size());
}

TEST_CASE("the JSON follows its schema, whatever the program", "[scalability_report]") {
  const auto schema = nlohmann::ordered_json::parse(scalability_schema());
  const auto violation = [&](const ScalabilityReport& report) {
    return schema_violation(schema, nlohmann::ordered_json::parse(written(report, write_scalability_json)));
  };
  const auto made = hostile_report();
  ScalabilityReport report = made->report("p");
  report.history = {history_entry(report)};
  CHECK(violation(report) == "");
  MadeReport nothing;
  nothing.analyses = std::make_unique<Analyses>(nothing.program, nothing.architecture, nothing.targets);
  CHECK(violation(nothing.report("nothing")) == "");
}

TEST_CASE("a comparison with the past changes no grade: what is older is still there", "[scalability_report]") {
  const auto made = hostile_report();
  const std::vector<ScorecardRow> before = made->report("p").assessment.scorecard;
  made->run.since = "main";
  for (JudgedFinding& judged : made->run.findings) judged.status = FindingStatus::older;
  const std::vector<ScorecardRow> after = made->report("p").assessment.scorecard;
  REQUIRE(before.size() == after.size());
  for (std::size_t i = 0; i < before.size(); ++i) CHECK(before[i].grade == after[i].grade);
}

TEST_CASE("the same report is the same bytes", "[scalability_report]") {
  for (const auto write : {write_scalability_html, write_scalability_markdown, write_scalability_json}) {
    CHECK(written(hostile_report()->report("p"), write) == written(hostile_report()->report("p"), write));
  }
}

TEST_CASE("2,000 modules with 50,000 dependencies are still a page one can open", "[scalability_report]") {
  const std::string page = written(large_report(2000, 50000)->report("large"), write_scalability_html);
  CHECK(page.size() < 8'000'000);
  CHECK(page.find("more findings did not fit in here") != std::string::npos);
}

TEST_CASE("numbers are written for people", "[html_text]") {
  CHECK(html::number(1234567) == "1\u202f234\u202f567");
  CHECK(html::decimal(-0.04, 1) == "0.0");
  CHECK(html::decimal(1.25, 1) == "1.3");
  CHECK(html::per_cent(0.031) == "3.1\u202f%");
  CHECK(html::prose("`a<b` & c") == "<code>a&lt;b</code> &amp; c");
}

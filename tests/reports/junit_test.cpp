// The junit report.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/reports/hostile_result.h"
#include "tests/reports/read_xml.h"
#include "tests/reports/report_text.h"
#include "tests/reports/sample_result.h"
#include "tests/support/golden.h"

using namespace loadline;
using namespace loadline::test;

namespace {

std::size_t sum(const std::vector<pugi::xml_node>& suites, const char* attribute) {
  std::size_t total = 0;
  for (const pugi::xml_node& suite : suites) total += suite.attribute(attribute).as_uint();
  return total;
}

}  // namespace

TEST_CASE("the junit report is as recorded", "[junit]") {
  CHECK(equals_golden("tests/reports/golden/junit.xml", report_text("junit", sample_result())));
}

TEST_CASE("the junit report has a suite for each rule that ran, and its counts are those of its test cases",
          "[junit]") {
  const RunResult result = sample_result();
  const pugi::xml_document document = read_xml(report_text("junit", result));
  const pugi::xml_node root = document.document_element();
  CHECK(std::string(root.name()) == "testsuites");
  const auto suites = elements(root, "testsuite");
  REQUIRE(suites.size() == 1 + result.rules_run.size());
  for (std::size_t i = 0; i < result.rules_run.size(); ++i) {
    CHECK(suites[i + 1].attribute("name").value() == result.rules_run[i]);
  }
  for (const auto& [attribute, element] :
       {std::pair{"tests", "testcase"}, {"failures", "failure"}, {"errors", "error"}, {"skipped", "skipped"}}) {
    INFO(attribute);
    CHECK(root.attribute(attribute).as_uint() == elements(root, element).size());
    CHECK(sum(suites, attribute) == elements(root, element).size());
    for (const pugi::xml_node& suite : suites) {
      CHECK(suite.attribute(attribute).as_uint() == elements(suite, element).size());
    }
  }
}

TEST_CASE("a rule without findings is a test case that passes", "[junit]") {
  RunResult result;
  result.rules_run = {"layer-violation"};
  const pugi::xml_document document = read_xml(report_text("junit", result));
  const auto cases = elements(document, "testcase");
  REQUIRE(cases.size() == 2);
  CHECK(cases[1].attribute("classname").value() == std::string("loadline.layer-violation"));
  CHECK(cases[1].first_child().empty());
  CHECK(document.document_element().attribute("failures").as_uint() == 0);
}

TEST_CASE("a run that saw too little is an error in junit, without any finding", "[junit]") {
  RunResult result;
  result.coverage.units = 2;
  result.coverage.lost = 1;
  result.coverage.lines = 50;
  result.coverage.lost_lines = 30;
  result.coverage.complete = false;
  result.degraded_units = {{"a/gone.cc", true}, {"a/partial.cc", false}};
  const pugi::xml_document document = read_xml(report_text("junit", result));
  CHECK(document.document_element().attribute("errors").as_uint() == 1);
  REQUIRE(elements(document, "error").size() == 1);
  CHECK(elements(document, "error")[0].attribute("message").value() ==
        std::string("30 of 50 lines could not be analysed; 1 of 2 translation units gave no facts"));
  CHECK(elements(document, "error")[0].text().get() == std::string("a/gone.cc\n"));
}

TEST_CASE("the name of a test case stays when line and wording change", "[junit]") {
  RunResult result = sample_result();
  const auto name = [](const RunResult& of) -> std::string {
    const pugi::xml_document document = read_xml(report_text("junit", of));
    return elements(document, "failure").empty() ? "" : elements(document, "testcase")[2].attribute("name").value();
  };
  const std::string before = name(result);
  REQUIRE_FALSE(before.empty());
  for (JudgedFinding& judged : result.findings) {
    judged.finding.where.line += 5;
    judged.finding.message += " (more)";
  }
  CHECK(name(result) == before);
}

TEST_CASE("no name breaks out of the junit report", "[junit]") {
  for (const std::string& text : hostile_texts()) {
    INFO(text);
    const pugi::xml_document document = read_xml(report_text("junit", hostile_result(text)));
    CHECK(elements(document, "testcase").size() == 3);
    CHECK(elements(document, "failure").size() == 1);
    CHECK(elements(document, "skipped").size() == 1);
  }
}

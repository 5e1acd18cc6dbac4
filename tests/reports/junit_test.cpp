// The junit report.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/reports/hostile_result.h"
#include "tests/reports/report_text.h"
#include "tests/reports/sample_result.h"
#include "tests/reports/xml_tree.h"
#include "tests/support/golden.h"

using namespace loadline;
using namespace loadline::test;

namespace {

std::size_t sum(const std::vector<const XmlElement*>& suites, const std::string& attribute) {
  std::size_t total = 0;
  for (const XmlElement* suite : suites) total += std::stoul(suite->attributes.at(attribute));
  return total;
}

}  // namespace

TEST_CASE("the junit report is as recorded", "[junit]") {
  CHECK(equals_golden("tests/reports/golden/junit.xml", report_text("junit", sample_result())));
}

TEST_CASE("the junit report has a suite for each rule that ran, and its counts are those of its test cases",
          "[junit]") {
  const RunResult result = sample_result();
  const XmlElement root = read_xml(report_text("junit", result));
  CHECK(root.name == "testsuites");
  const auto suites = root.all("testsuite");
  REQUIRE(suites.size() == 1 + result.rules_run.size());
  for (std::size_t i = 0; i < result.rules_run.size(); ++i) {
    CHECK(suites[i + 1]->attributes.at("name") == result.rules_run[i]);
  }
  for (const auto& [attribute, element] :
       {std::pair{"tests", "testcase"}, {"failures", "failure"}, {"errors", "error"}, {"skipped", "skipped"}}) {
    INFO(attribute);
    CHECK(root.attributes.at(attribute) == std::to_string(root.all(element).size()));
    CHECK(sum(suites, attribute) == root.all(element).size());
    for (const XmlElement* suite : suites) {
      CHECK(suite->attributes.at(attribute) == std::to_string(suite->all(element).size()));
    }
  }
}

TEST_CASE("a rule without findings is a test case that passes", "[junit]") {
  RunResult result;
  result.rules_run = {"layer-violation"};
  const XmlElement root = read_xml(report_text("junit", result));
  const auto cases = root.all("testcase");
  REQUIRE(cases.size() == 2);
  CHECK(cases[1]->attributes.at("classname") == "loadline.layer-violation");
  CHECK(cases[1]->children.empty());
  CHECK(root.attributes.at("failures") == "0");
}

TEST_CASE("a run that saw too little is an error in junit, without any finding", "[junit]") {
  RunResult result;
  result.coverage.units = 2;
  result.coverage.lost = 1;
  result.coverage.lines = 50;
  result.coverage.lost_lines = 30;
  result.coverage.complete = false;
  result.degraded_units = {{"a/gone.cc", true}, {"a/partial.cc", false}};
  const XmlElement root = read_xml(report_text("junit", result));
  CHECK(root.attributes.at("errors") == "1");
  REQUIRE(root.all("error").size() == 1);
  CHECK(root.all("error")[0]->attributes.at("message") ==
        "30 of 50 lines could not be analysed; 1 of 2 translation units gave no facts");
  CHECK(root.all("error")[0]->text == "a/gone.cc\n");
}

TEST_CASE("the name of a test case stays when line and wording change", "[junit]") {
  RunResult result = sample_result();
  const auto name = [](const RunResult& of) {
    return read_xml(report_text("junit", of)).all("failure").empty()
               ? std::string()
               : read_xml(report_text("junit", of)).all("testcase")[2]->attributes.at("name");
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
    const XmlElement root = read_xml(report_text("junit", hostile_result(text)));
    CHECK(root.all("testcase").size() == 3);
    CHECK(root.all("failure").size() == 1);
    CHECK(root.all("skipped").size() == 1);
  }
}

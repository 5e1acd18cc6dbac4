// The codeclimate report.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <set>

#include <nlohmann/json.hpp>

#include "tests/reports/hostile_result.h"
#include "tests/reports/report_text.h"
#include "tests/reports/sample_result.h"
#include "tests/support/golden.h"

using namespace loadline;
using namespace loadline::test;
using Json = nlohmann::ordered_json;

namespace {

// What GitLab documents as required of an issue.
void check_issue(const Json& issue) {
  static const std::set<std::string> kSeverities{"info", "minor", "major", "critical", "blocker"};
  CHECK_FALSE(issue.at("description").get<std::string>().empty());
  CHECK_FALSE(issue.at("check_name").get<std::string>().empty());
  CHECK_FALSE(issue.at("fingerprint").get<std::string>().empty());
  CHECK(kSeverities.contains(issue.at("severity").get<std::string>()));
  CHECK_FALSE(issue.at("location").at("path").get<std::string>().empty());
  CHECK_FALSE(issue.at("location").at("path").get<std::string>().starts_with("./"));
  CHECK(issue.at("location").at("lines").at("begin").get<int>() >= 1);
}

}  // namespace

TEST_CASE("the codeclimate report is as recorded", "[codeclimate]") {
  CHECK(equals_golden("tests/reports/golden/codeclimate.json", report_text("codeclimate", sample_result())));
}

TEST_CASE("every issue has what GitLab requires, whatever the names are", "[codeclimate]") {
  for (const Json& issue : Json::parse(report_text("codeclimate", sample_result()))) check_issue(issue);
  for (const std::string& text : hostile_texts()) {
    INFO(text);
    const Json issues = Json::parse(report_text("codeclimate", hostile_result(text)));
    REQUIRE(issues.size() == 2);
    for (const Json& issue : issues) check_issue(issue);
  }
}

TEST_CASE("a clean run is an empty list, which GitLab needs to see what was fixed", "[codeclimate]") {
  CHECK(report_text("codeclimate", RunResult{}) == "[]\n");
}

TEST_CASE("no two issues share a fingerprint, because GitLab would show one of them", "[codeclimate]") {
  RunResult result = sample_result();
  result.findings.push_back(result.findings.front());
  result.findings.push_back(result.findings.front());
  std::set<std::string> fingerprints;
  for (const Json& issue : Json::parse(report_text("codeclimate", result))) {
    CHECK(fingerprints.insert(issue["fingerprint"].get<std::string>()).second);
  }
  const std::string first = result.findings.front().finding.fingerprint();
  CHECK(fingerprints.contains(first));
  CHECK(fingerprints.contains(first + "-2"));
  CHECK(fingerprints.contains(first + "-3"));
}

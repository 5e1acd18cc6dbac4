// The sarif report. The official schema checks it in tests/tool.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <regex>

#include <nlohmann/json.hpp>

#include "analyzers/handlers/handler_state.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/structure/coupling.h"
#include "rules/all_rules.h"
#include "rules/engine/rule.h"
#include "tests/reports/hostile_result.h"
#include "tests/reports/report_text.h"
#include "tests/reports/sample_result.h"
#include "tests/support/golden.h"

using namespace loadline;
using namespace loadline::test;
using Json = nlohmann::ordered_json;

namespace {

Json run_of(const RunResult& result) {
  const Json log = Json::parse(report_text("sarif", result));
  CHECK(log.at("version") == "2.1.0");
  REQUIRE(log.at("runs").size() == 1);
  return log["runs"][0];
}

// RFC 3986: a relative reference whose first segment holds no colon (3.4.3 of SARIF allows no other).
void check_uri(const Json& location) {
  const Json& artifact = location.at("physicalLocation").at("artifactLocation");
  CHECK(artifact.at("uriBaseId") == "%SRCROOT%");
  CHECK(std::regex_match(artifact.at("uri").get<std::string>(), std::regex("([A-Za-z0-9._~/-]|%[0-9A-F]{2})+")));
  if (location["physicalLocation"].contains("region")) {
    CHECK(location["physicalLocation"]["region"].at("startLine").get<int>() >= 1);
  }
}

}  // namespace

TEST_CASE("the sarif report is as recorded", "[sarif]") {
  // The pages of the rules change for their own reasons.
  Json log = Json::parse(report_text("sarif", sample_result()));
  for (Json& rule : log["runs"][0]["tool"]["driver"]["rules"]) {
    if (rule.contains("help")) rule["help"] = {{"text", "(its page)"}};
    if (rule.contains("fullDescription")) rule["fullDescription"] = {{"text", "(of its page)"}};
  }
  CHECK(equals_golden("tests/reports/golden/sarif.json", log.dump(2, ' ', true) + '\n'));
}

TEST_CASE("sarif describes every rule that ran by its page", "[sarif]") {
  RunResult result;
  for (const Rule* rule : all_rules()) result.rules_run.emplace_back(rule->id);
  std::sort(result.rules_run.begin(), result.rules_run.end());
  const Json run = run_of(result);
  const Json& rules = run["tool"]["driver"]["rules"];
  REQUIRE(rules.size() == result.rules_run.size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    INFO(rules[i]["id"]);
    CHECK(rules[i]["id"] == result.rules_run[i]);
    CHECK(rules[i]["help"]["markdown"] == std::string(rule_page(result.rules_run[i])));
    CHECK(rules[i]["shortDescription"]["text"].get<std::string>().size() > 10);
    const auto full = rules[i]["fullDescription"]["text"].get<std::string>();
    CHECK(full.size() > 20);
    CHECK(full.size() <= 1024);  // GitHub's limit
    CHECK(full.find('#') == std::string::npos);
  }
  CHECK(run["results"].empty());
  CHECK(run["invocations"][0]["executionSuccessful"] == true);
}

TEST_CASE("every sarif result points to its rule, to places, and to itself by fingerprint", "[sarif]") {
  const RunResult result = sample_result();
  const Json run = run_of(result);
  REQUIRE(run["results"].size() == result.findings.size());
  std::size_t i = 0;
  for (const Json& entry : run["results"]) {
    const Finding& finding = result.findings[i++].finding;
    CHECK(run["tool"]["driver"]["rules"][entry["ruleIndex"].get<std::size_t>()]["id"] == entry["ruleId"]);
    CHECK(entry["ruleId"] == finding.rule);
    CHECK(entry["level"] == std::string(name_of(finding.severity)));
    CHECK(entry["partialFingerprints"]["loadline/v1"].get<std::string>().starts_with(finding.fingerprint()));
    REQUIRE(entry["locations"].size() == 1);
    check_uri(entry["locations"][0]);
    CHECK(entry.contains("codeFlows") == !finding.trail.empty());
    if (finding.trail.empty()) continue;
    const Json& flow = entry["codeFlows"][0]["threadFlows"][0]["locations"];
    REQUIRE(flow.size() == finding.trail.size());
    REQUIRE(entry["relatedLocations"].size() == finding.trail.size());
    for (std::size_t step = 0; step < flow.size(); ++step) {
      check_uri(flow[step]["location"]);
      CHECK(entry["relatedLocations"][step]["id"] == step);
    }
  }
}

TEST_CASE("sarif marks what is known and what is suppressed, with the reason, and drops neither", "[sarif]") {
  const Json run = run_of(sample_result());
  const Json& fresh = run["results"][0];
  CHECK(fresh["baselineState"] == "new");
  CHECK(fresh["suppressions"].empty());
  const Json& known = run["results"][1];
  CHECK(known["baselineState"] == "unchanged");
  CHECK(known["suppressions"][0]["kind"] == "external");
  CHECK(known["suppressions"][0]["justification"] == "billing moves out next year");
  const Json& suppressed = run["results"][3];
  CHECK(suppressed["suppressions"][0]["kind"] == "inSource");
  CHECK(suppressed["suppressions"][0]["justification"] == "\\x1b[2J<generated> by the build");
}

TEST_CASE("sarif separates what a commit already had from what is new, and takes neither for suppressed", "[sarif]") {
  RunResult result = compared_result();
  result.baseline.reset();
  const Json run = run_of(result);
  REQUIRE(run["results"].size() == result.findings.size());
  CHECK(run["results"][0]["baselineState"] == "new");
  for (std::size_t i = 1; i < result.findings.size(); ++i) CHECK(run["results"][i]["baselineState"] == "unchanged");
  CHECK(run["results"][2]["suppressions"].empty());
  CHECK(run["results"][3]["suppressions"][0]["kind"] == "inSource");
}

TEST_CASE("without a baseline sarif says nothing of one", "[sarif]") {
  RunResult result = sample_result();
  result.baseline.reset();
  const Json run = run_of(result);
  for (const Json& entry : run["results"]) CHECK_FALSE(entry.contains("baselineState"));
}

TEST_CASE("sarif says whether enough was read, and what was not", "[sarif]") {
  RunResult result = sample_result();
  result.coverage.complete = false;
  const Json invocation = run_of(result)["invocations"][0];
  CHECK(invocation["executionSuccessful"] == false);
  const Json& notifications = invocation["toolExecutionNotifications"];
  REQUIRE(notifications.size() == 3);  // two units, and the guessed commands
  CHECK(notifications[0]["level"] == "error");
  CHECK(notifications[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "audit/old%20log.cc");
  CHECK(notifications[1]["level"] == "warning");
}

TEST_CASE("no name breaks out of the sarif report", "[sarif]") {
  const std::regex link("[^\\\\]\\]\\(|^\\]\\(");
  for (const std::string& text : hostile_texts()) {
    INFO(text);
    const Json run = run_of(hostile_result(text));
    REQUIRE(run["results"].size() == 2);
    for (const Json& entry : run["results"]) {
      check_uri(entry["locations"][0]);
      const auto message = entry["message"]["text"].get<std::string>();
      CHECK_FALSE(std::regex_search(message, link));
      CHECK(message.find('\x1b') == std::string::npos);
      CHECK(message.find("\xe2\x80\xae") == std::string::npos);
    }
  }
}

TEST_CASE("sarif names files as the repository does", "[sarif]") {
  RunResult result = sample_result();
  result.folder = "services/a b";
  const Json run = run_of(result);
  const auto uri = [&](std::size_t i) {
    return run["results"][i]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].get<std::string>();
  };
  CHECK(uri(0) == "services/a%20b/store/store.cc");
  CHECK(uri(4) == "services/a%20b");  // the program as a whole
}

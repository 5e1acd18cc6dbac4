// Fixtures of tests/fixtures/rules: each rule fires where a line says so, and nowhere else.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>

#include "analyzers/libraries/libraries.h"
#include "analyzers/model/proto_service.h"
#include "analyzers/readers/proto_files.h"
#include "rules/all_rules.h"
#include "rules/engine/rule.h"
#include "tests/analyzers/frontend/fixture_facts.h"
#include "tests/rules/read_code/expected_findings.h"

namespace loadline::test {
namespace {

// Checks the findings against the marks, and returns them.
std::vector<Finding> check_fixture(const std::string& topic, const std::vector<std::string>& rules) {
  const FixtureProject project("rules/" + topic);
  project.write_database("c++20");
  const ExtractionResult result = extract(project);
  for (const UnitReport& unit : result.report.units) {
    for (const std::string& problem : unit.problems) FAIL_CHECK(problem);
  }
  const Architecture architecture;
  const std::vector<BuildTarget> no_targets;
  std::vector<std::string> warnings;
  const Analyses analyses(result.program, architecture, no_targets, built_in_libraries(),
                          read_proto_files(project.root(), {}, &warnings));
  CHECK(warnings.empty());
  std::vector<Finding> findings = run_rules(all_rules(), analyses, default_rule_settings(), "", rules);
  CHECK(as_expected(findings) == expected_findings(project.root()));
  return findings;
}

}  // namespace

TEST_CASE("interfaces: one implementation beside it, none, or no use", "[interfaces]") {
  check_fixture("interfaces", {"single-implementation-interface", "unused-abstraction"});
}

TEST_CASE("plug-in tables need a version where they cross a border", "[unversioned-plugin-abi]") {
  check_fixture("plugins", {"unversioned-plugin-abi"});
}

TEST_CASE("tables with two owners, queries past the data layer, and a database for everything", "[stores]") {
  check_fixture("stores", {"shared-database", "store-outside-data-layer", "one-size-fits-all-store"});
}

TEST_CASE("a known number of threads hides no other constant of the same value", "[fixed-concurrency]") {
  check_fixture("constants", {"fixed-concurrency"});
}

TEST_CASE("a module that only passes calls on", "[pass-through-module]") {
  check_fixture("layers", {"pass-through-module"});
}

TEST_CASE("copies of libraries are judged like installed ones", "[third-party]") {
  check_fixture("third_party", {"stateful-handler", "unguarded-state", "detached-thread", "swallowed-exception"});
}

TEST_CASE("many members of one class are one finding", "[stateful-handler]") {
  const std::vector<Finding> findings = check_fixture("state_objects", {"stateful-handler", "unguarded-state"});
  // Each tells the variable that leads to the member.
  const auto is_told = [&](std::string_view text) {
    return std::any_of(findings.begin(), findings.end(),
                       [&](const Finding& finding) { return finding.message.find(text) != std::string::npos; });
  };
  CHECK(is_told("::Last::length` in `main::last` "));
  CHECK(is_told("::App::users_` in `main::app` "));
}

TEST_CASE("what a branch of a handler does is reported for the route of that branch", "[branches]") {
  const std::vector<std::string> rules{"stateful-handler", "unguarded-state", "blocking-handler", "local-disk-state"};
  const auto is_told_of = [&](const std::vector<Finding>& findings, const std::string& what) {
    std::string routes;
    for (const Finding& finding : findings) {
      if (finding.rule == "unguarded-state" || finding.message.find(what) == std::string::npos) continue;
      for (const char* route : {"/v1/health", "/v1/orders", "/v1/wait", "/v1/cart", "GET /v1/items", "POST /v1/items",
                                "DELETE /v1/item", "PUT /v1/item"}) {
        if (finding.message.find(route) != std::string::npos)
          routes += (routes.empty() ? "" : " ") + std::string(route);
      }
      if (finding.message.find("other handler") != std::string::npos) routes += " and others";
    }
    return routes;
  };
  const std::vector<Finding> findings = check_fixture("branches", rules);
  CHECK(is_told_of(findings, "shop::orders") == "/v1/orders");
  CHECK(is_told_of(findings, "orders.txt") == "/v1/orders");
  CHECK(is_told_of(findings, "`sleep`") == "/v1/wait");
  CHECK(is_told_of(findings, "shop::carts") == "/v1/cart and others");
  CHECK(is_told_of(findings, "::posted") == "POST /v1/items");
  CHECK(is_told_of(findings, "::removed") == "DELETE /v1/item");
  CHECK(is_told_of(findings, "std::this_thread::sleep_for") == "GET /v1/items");
  CHECK_THAT(is_told_of(findings, "::answered"), Catch::EndsWith(" and others"));
  CHECK(is_told_of(findings, "shop::both") == "/v1/orders and others");
  CHECK_THAT(is_told_of(findings, "shop::requests"), Catch::EndsWith(" and others"));
}

TEST_CASE("RPC services need a package with a version", "[unversioned-rpc]") {
  check_fixture("rpc", {"unversioned-rpc"});
}

}  // namespace loadline::test

// Fixtures of tests/fixtures/rules: each rule fires where a line says so, and nowhere else.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/model/proto_files.h"
#include "rules/rule.h"
#include "tests/analyzers/frontend/fixture_facts.h"
#include "tests/rules/services/expected_findings.h"

namespace loadline::test {
namespace {

void check_fixture(const std::string& topic, const std::vector<std::string>& rules) {
  const FixtureProject project("rules/" + topic);
  project.write_database("c++20");
  const ExtractionResult result = extract(project);
  for (const UnitReport& unit : result.report.units) {
    for (const std::string& problem : unit.problems) FAIL_CHECK(problem);
  }
  const Architecture architecture;
  const std::vector<BuildTarget> no_targets;
  std::vector<std::string> warnings;
  const Analyses analyses(result.program, architecture, no_targets, built_in_models(),
                          read_proto_files(project.root(), {}, &warnings));
  CHECK(warnings.empty());
  CHECK(as_expected(run_rules(analyses, default_rule_settings(), "", rules)) == expected_findings(project.root()));
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

TEST_CASE("a module that only passes calls on", "[pass-through-module]") {
  check_fixture("layers", {"pass-through-module"});
}

TEST_CASE("copies of libraries are judged like installed ones", "[third-party]") {
  check_fixture("third_party", {"stateful-handler", "unguarded-state", "detached-thread", "swallowed-exception"});
}

TEST_CASE("many members of one class are one finding", "[stateful-handler]") {
  check_fixture("state_objects", {"stateful-handler", "unguarded-state"});
}

TEST_CASE("RPC services need a package with a version", "[unversioned-rpc]") {
  check_fixture("rpc", {"unversioned-rpc"});
}

}  // namespace loadline::test

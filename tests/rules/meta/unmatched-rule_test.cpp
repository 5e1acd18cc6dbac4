// unmatched-rule: everything in a configuration that can match nothing.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/route.h"
#include "rules/all_rules.h"
#include "tests/rules/rule_run.h"
#include "tests/support/effect_text.h"
#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

constexpr std::string_view kText =
    "billing/b.cc -> users/u.h [call billing::pay -> users::find] :5\nusers/u.cc -> <vector>\n";

std::vector<Finding> unmatched(const std::vector<RuleEntry>& forbidden, const Architecture& architecture = {}) {
  const Program program = program_from_text(kText);
  const std::vector<BuildTarget> no_targets;
  const Analyses analyses(program, architecture, no_targets);
  RuleSettings settings;
  settings.entries["unmatched-rule"] = {entry({})};
  for (const RuleEntry& entry : forbidden) {
    settings.entries["forbidden-dependency"].push_back(typed("forbidden-dependency", entry));
  }
  return run_rules(all_rules(), analyses, settings, "loadline.yaml", {"unmatched-rule"});
}

}  // namespace

TEST_CASE("a misspelt module is a finding at its line, with what was meant", "[unmatched-rule]") {
  const std::vector<Finding> found = unmatched({entry({{"from", {"billng"}}, {"to", {"users"}}}, 12)});
  CHECK(summaries(found) == std::vector<std::string>{"billng -> forbidden-dependency (from) at loadline.yaml:12"});
  CHECK(found[0].message == "forbidden-dependency: `from: billng` matches no module");
  CHECK(found[0].advice == "did you mean `billing`?");
}

TEST_CASE("patterns of every type are looked at, each value by itself", "[unmatched-rule]") {
  const std::vector<Finding> found = unmatched({entry({{"from", {"**", "tag:edge"}},
                                                       {"to_files", {"vector", "users/u.h", "gone/**"}},
                                                       {"symbols", {"users::*", "users::gone"}}})});
  REQUIRE(found.size() == 3);
  CHECK(found[0].from == "gone/**");
  CHECK(found[1].from == "tag:edge");
  CHECK(found[2].from == "users::gone");
}

TEST_CASE("what matches something is not a finding", "[unmatched-rule]") {
  CHECK(unmatched({entry({{"from", {"bill*"}}, {"to", {"users"}}, {"kinds", {"throw"}}, {"symbols", {"users::find"}}})})
            .empty());
}

TEST_CASE("layers, module patterns, services and allowed dependencies must name what exists", "[unmatched-rule]") {
  Architecture architecture;
  architecture.modules = {module("billing", {"billing/**", "invoices/**"}), module("users", {"users"})};
  architecture.modules[0].paths[1].place = {3, 1};
  architecture.modules[1].depends_on = {"stoer"};
  architecture.modules[1].place = {4, 1};
  architecture.layers = {{{{{"billing", "userz"}, false, {6, 1}}, {{"legacy"}, true, {7, 1}}}, false, "", {}}};
  architecture.services = {{"web", {"billing", "webb"}, {9, 1}}};
  CHECK(summaries(unmatched({}, architecture)) ==
        std::vector<std::string>{
            "invoices/** -> modules (paths) at loadline.yaml:3", "stoer -> modules (depends_on) at loadline.yaml:4",
            "userz -> layers (layers) at loadline.yaml:6", "webb -> services (web) at loadline.yaml:9"});
}

TEST_CASE("a pattern for routes must match one, unless the default has it as well", "[unmatched-rule]") {
  const Program program =
      program_of({BodyText("serve"), BodyText("main").calls("httplib::Server::Get", "local",
                                                            {"const-reference '/v1/x'", "value &serve"})});
  const Architecture architecture;
  const std::vector<BuildTarget> no_targets;
  const Analyses analyses(program, architecture, no_targets);
  RuleSettings settings = default_rule_settings();
  settings.entries["unversioned-route"] = {
      typed("unversioned-route", entry({{"except", {"/v1/**", "/internal/**", "/health*"}}}, 4))};
  const auto found = run_rules(all_rules(), analyses, settings, "loadline.yaml", {"unmatched-rule"});
  CHECK(summaries(found) == std::vector<std::string>{"/internal/** -> unversioned-route (except) at loadline.yaml:4"});
  CHECK(found[0].message == "unversioned-route: `except: /internal/**` matches no route");
}

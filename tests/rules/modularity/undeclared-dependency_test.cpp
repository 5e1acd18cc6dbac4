// undeclared-dependency: closed modules, deprecated and unused declarations, required dependencies.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/route.h"
#include "analyzers/words/user_error.h"
#include "tests/rules/rule_run.h"

using namespace loadline;
using namespace loadline::test;

namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kText =
    "api/a.cc -> store/s.h :3\n"
    "api/a.cc -> store/sql/q.h :4\n"
    "api/a.cc -> legacy/l.h [call api::f -> legacy::g] :5\n"
    "users/u.cc -> store/s.h :1\n";

Architecture architecture(const Texts& depends_on, const Texts& deprecated = {}) {
  Architecture result;
  ModuleDeclaration api = module("api", {"api"});
  api.place = {7, 3};
  api.closed = true;
  api.depends_on = depends_on;
  api.deprecated_dependencies = deprecated;
  result.modules = {api, module("store", {"store"}), module("store.sql", {"store/sql"}), module("legacy", {"legacy"}),
                    module("users", {"users"})};
  return result;
}

Texts found(const Architecture& declared, const std::vector<RuleEntry>& entries = {entry({})}) {
  return summaries(findings("undeclared-dependency", kText, entries, declared));
}

}  // namespace

TEST_CASE("a closed module may use what it declares, with what is nested in it", "[undeclared-dependency]") {
  CHECK(found(architecture({"store", "legacy"})).empty());
  CHECK(found(architecture({"store"})) == Texts{"api -> legacy (undeclared) at api/a.cc:5"});
  CHECK(found(architecture({})).size() == 3);
}

TEST_CASE("a module without depends_on may use everything", "[undeclared-dependency]") {
  Architecture open = architecture({});
  open.modules[0].closed = false;
  CHECK(found(open).empty());
}

TEST_CASE("a deprecated dependency is a warning", "[undeclared-dependency]") {
  const std::vector<Finding> all =
      findings("undeclared-dependency", kText, {entry({})}, architecture({"store", "legacy"}, {"legacy"}));
  CHECK(summaries(all) == Texts{"api -> legacy (deprecated) at api/a.cc:5"});
  CHECK(all[0].severity == Severity::warning);
}

TEST_CASE("a declared dependency that no code uses is reported where it is declared", "[undeclared-dependency]") {
  const std::vector<Finding> all =
      findings("undeclared-dependency", kText, {entry({})}, architecture({"store", "legacy", "users"}));
  CHECK(summaries(all) == Texts{"api -> users (unused) at loadline.yaml:7"});
  CHECK(all[0].severity == Severity::warning);
}

TEST_CASE("kinds narrow down what counts as a use", "[undeclared-dependency]") {
  CHECK(found(architecture({"store"}), {entry({{"kinds", {"inherit"}}})}).empty());
  CHECK(found(architecture({"store"}), {entry({{"kinds", {"call"}}})}).size() == 1);
}

TEST_CASE("a required dependency that is missing is reported, on top of the declarations", "[undeclared-dependency]") {
  const RuleEntry must = entry({{"from", {"api", "users"}}, {"requires", {"legacy"}}}, 20);
  CHECK(found(architecture({"store", "legacy"}), {must}) == Texts{"users -> legacy (missing) at loadline.yaml:20"});
  CHECK(found(architecture({"store"}), {must}).size() == 2);
}

TEST_CASE("from without requires is the user's mistake", "[undeclared-dependency]") {
  CHECK_THROWS_AS(found(architecture({}), {entry({{"from", {"api"}}})}), UserError);
}

TEST_CASE("a declaration that names no module is left to unmatched-rule", "[undeclared-dependency]") {
  CHECK(found(architecture({"store", "legacy", "nothing"})).empty());
}

TEST_CASE("a module that others must use need not use itself", "[undeclared-dependency]") {
  const RuleEntry required = entry({{"from", {"users", "store", "store.sql"}}, {"requires", {"store"}}}, 9);
  CHECK(found(architecture({"store", "legacy"}), {required}).empty());
}

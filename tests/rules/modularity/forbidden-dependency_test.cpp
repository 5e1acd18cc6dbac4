// forbidden-dependency with each of its filters.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/route.h"
#include "analyzers/words/user_error.h"
#include "tests/rules/rule_run.h"

using namespace loadline;
using namespace loadline::test;

namespace {

using Texts = std::vector<std::string>;

// billing names a type of users and calls it; users includes sqlite; billing has an inner dependency.
constexpr std::string_view kShop =
    "billing/b.cc -> users/u.h [type billing::pay -> users::User] :5\n"
    "billing/b.cc -> users/u.h [call billing::pay -> users::find] :6\n"
    "billing/b.cc -> billing/private/tax.h [call billing::pay -> billing::tax] :7\n"
    "users/u.cc -> store/s.h :2\n"
    "users/u.cc -> <sqlite3.h> :3\n"
    "store/s.cc -> <sqlite3.h> :4\n"
    "api/a.cc -> billing/b.h :1\n";

Texts found(const std::vector<RuleEntry>& entries, const Architecture& architecture = {}) {
  return summaries(findings("forbidden-dependency", kShop, entries, architecture));
}

}  // namespace

TEST_CASE("one finding for each pair of modules, with all places", "[forbidden-dependency]") {
  const std::vector<Finding> all =
      findings("forbidden-dependency", kShop,
               {entry({{"from", {"billing"}}, {"to", {"users"}}, {"because", {"users may be down"}}})});
  CHECK(summaries(all) == Texts{"billing -> users at billing/b.cc:5"});
  CHECK(all[0].message == "`billing` must not depend on `users` (2 references)");
  CHECK(all[0].because == "users may be down");
  CHECK(all[0].trail.size() == 2);
}

TEST_CASE("the other direction, and a module's own files, are allowed", "[forbidden-dependency]") {
  CHECK(found({entry({{"from", {"users"}}, {"to", {"billing"}}})}).empty());
  CHECK(found({entry({{"from", {"**"}}, {"to", {"store"}}, {"except", {"users"}}})}).empty());
  CHECK(found({entry({{"from", {"billing"}}, {"to", {"billing"}}})}).empty());
}

TEST_CASE("kinds narrow an entry down", "[forbidden-dependency]") {
  CHECK(found({entry({{"from", {"billing"}}, {"to", {"users"}}, {"kinds", {"call"}}})}) ==
        Texts{"billing -> users (kinds=call) at billing/b.cc:6"});
  CHECK(found({entry({{"from", {"billing"}}, {"to", {"users"}}, {"kinds", {"inherit"}}})}).empty());
}

TEST_CASE("tags stand for the modules that carry them", "[forbidden-dependency]") {
  Architecture architecture;
  architecture.modules = {module("billing", {"billing"}), module("users", {"users"}, {"core"}),
                          module("store", {"store"}), module("api", {"api"}, {"edge"})};
  CHECK(found({entry({{"from", {"**"}}, {"to", {"tag:core"}}})}, architecture) ==
        Texts{"billing -> users at billing/b.cc:5"});
  CHECK(found({entry({{"from", {"tag:edge"}}, {"to", {"tag:core"}}})}, architecture).empty());
}

TEST_CASE("file filters reach into a module", "[forbidden-dependency]") {
  CHECK(found({entry({{"from", {"**"}}, {"to_files", {"**/private/**"}}})}) ==
        Texts{"billing -> billing (to_files=**/private/**) at billing/b.cc:7"});
  CHECK(found({entry({{"from", {"**"}}, {"to_files", {"**/private/**"}}, {"from_files", {"users/**"}}})}).empty());
}

TEST_CASE("from_files are the files that refer, not those that are referred to", "[forbidden-dependency]") {
  const auto from = [](const std::string& pattern) {
    return found({entry({{"from", {"billing"}}, {"to", {"users"}}, {"from_files", {pattern}}})});
  };
  CHECK(from("billing/**") == Texts{"billing -> users (from_files=billing/**) at billing/b.cc:5"});
  CHECK(from("users/**").empty());
}

TEST_CASE("the order in which an entry names kinds does not matter to the identity of a finding",
          "[forbidden-dependency]") {
  for (const Texts& kinds : {Texts{"call", "type"}, Texts{"type", "call"}}) {
    CHECK(found({entry({{"from", {"billing"}}, {"to", {"users"}}, {"kinds", kinds}})}) ==
          Texts{"billing -> users (kinds=call,type) at billing/b.cc:5"});
  }
}

TEST_CASE("system headers are named as an include names them", "[forbidden-dependency]") {
  CHECK(found({entry({{"from", {"**"}}, {"except", {"store"}}, {"to_files", {"sqlite3.h"}}})}) ==
        Texts{"users -> sqlite3.h (to_files=sqlite3.h) at users/u.cc:3"});
}

TEST_CASE("symbols are forbidden by qualified name", "[forbidden-dependency]") {
  CHECK(found({entry({{"from", {"**"}}, {"symbols", {"users::find"}}})}) ==
        Texts{"billing -> users (symbols=users::find) at billing/b.cc:6"});
  CHECK(found({entry({{"from", {"**"}}, {"symbols", {"users::save"}}})}).empty());
}

TEST_CASE("reaches also forbids what is behind other modules, and shows the chain", "[forbidden-dependency]") {
  CHECK(found({entry({{"from", {"api"}}, {"to", {"store"}}})}).empty());
  const std::vector<Finding> all =
      findings("forbidden-dependency", kShop, {entry({{"from", {"api"}}, {"to", {"store"}}, {"reaches", {"true"}}})});
  CHECK(summaries(all) == Texts{"api -> store (reaches) at api/a.cc:1"});
  CHECK(all[0].message == "`api` must not reach `store`, but does through `billing` and `users`");
  REQUIRE(all[0].trail.size() == 3);
  CHECK(all[0].trail[2].where == Place{"users/u.cc", 2});
}

TEST_CASE("every entry counts, each with its own severity", "[forbidden-dependency]") {
  RuleEntry mild = entry({{"from", {"users"}}, {"to", {"store"}}});
  mild.severity = Severity::note;
  const std::vector<Finding> all =
      findings("forbidden-dependency", kShop, {mild, entry({{"from", {"billing"}}, {"to", {"users"}}})});
  REQUIRE(all.size() == 2);
  CHECK(all[0].from == "billing");
  CHECK(all[0].severity == Severity::error);
  CHECK(all[1].severity == Severity::note);
}

TEST_CASE("a long trail is cut, with a count of the rest", "[forbidden-dependency]") {
  const auto trail_of = [](int references) {
    std::string text;
    for (int line = 1; line <= references; ++line) text += "a/a.cc -> b/b.h :" + std::to_string(line) + "\n";
    return findings("forbidden-dependency", text, {entry({{"from", {"a"}}, {"to", {"b"}}})}).at(0).trail;
  };
  REQUIRE(trail_of(30).size() == 21);
  CHECK(trail_of(30).back().text == "and 10 more");
  CHECK(trail_of(20).size() == 20);  // nothing is left to count
}

TEST_CASE("an entry that cannot be meant so is the user's mistake", "[forbidden-dependency]") {
  CHECK_THROWS_AS(found({entry({{"from", {"api"}}})}), UserError);
  CHECK_THROWS_AS(found({entry({{"from", {"api"}}, {"symbols", {"x"}}, {"reaches", {"true"}}})}), UserError);
}

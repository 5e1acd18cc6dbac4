// independence-violation: direct and indirect knowledge of each other.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/route.h"
#include "tests/rules/rule_run.h"

using namespace loadline;
using namespace loadline::test;

namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kText =
    "a/a.cc -> common/c.h :1\n"
    "common/c.h -> b/b.h [call common::f -> b::g] :2\n"
    "app/main.cc -> a/a.h :3\n"
    "app/main.cc -> b/b.h :4\n";

Texts found(const std::vector<std::pair<std::string, Texts>>& options, std::string_view text = kText,
            const Architecture& architecture = {}) {
  return summaries(findings("independence-violation", text, {entry(options)}, architecture));
}

}  // namespace

TEST_CASE("knowledge through others counts, with the chain as trail", "[independence-violation]") {
  const std::vector<Finding> all = findings("independence-violation", kText, {entry({{"modules", {"a", "b"}}})});
  CHECK(summaries(all) == Texts{"a -> b at a/a.cc:1"});
  CHECK(all[0].message == "`a` must not know `b`, but does through `common`");
  CHECK(all[0].trail.size() == 2);
}

TEST_CASE("who knows both is not a violation, and may be a bridge", "[independence-violation]") {
  CHECK(found({{"modules", {"a", "b"}}, {"bridges", {"common"}}}).empty());
  CHECK(found({{"modules", {"a", "common"}}, {"bridges", {"common"}}}).empty());  // everybody may use a bridge
  CHECK(found({{"modules", {"a", "b"}}, {"direct_only", {"true"}}}).empty());
  CHECK(found({{"modules", {"a", "b"}}, {"kinds", {"call"}}}).empty());
  CHECK(found({{"modules", {"app", "b"}}, {"direct_only", {"true"}}}) == Texts{"app -> b at app/main.cc:4"});
}

TEST_CASE("a chain through a third party is the sum of its halves", "[independence-violation]") {
  CHECK(found({{"modules", {"a", "common", "b"}}}) == Texts{"a -> common at a/a.cc:1", "common -> b at common/c.h:2"});
}

TEST_CASE("a module and what is nested in it are one party, also under a glob", "[independence-violation]") {
  constexpr std::string_view kNested = "s/s.cc -> s/q/q.h :1\ns/q/q.cc -> t/t.h :2\n";
  Architecture architecture;
  architecture.modules = {module("s", {"s"}, {"x"}), module("s.q", {"s/q"}, {"x"}), module("t", {"t"}, {"x"})};
  CHECK(found({{"modules", {"s", "t"}}}, kNested, architecture).size() == 2);  // s and s.q, both know t
  CHECK(found({{"modules", {"tag:x"}}, {"direct_only", {"true"}}}, kNested, architecture) ==
        Texts{"s.q -> t at s/q/q.cc:2"});
}

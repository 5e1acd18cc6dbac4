// metric-threshold for metrics of modules, graphs and classes.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/user_error.h"
#include "tests/rules/rule_run.h"

using namespace loadline;
using namespace loadline::test;

namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kChain =
    "a/a.cc -> b/b.h :1\n"
    "a/a2.cc -> b/b.h :2\n"
    "b/b.h -> c/c.h :3\n"
    "c/c.h\n";

Texts found(const RuleEntry& limit, std::string_view text = kChain) {
  return summaries(findings("metric-threshold", text, {limit}));
}

}  // namespace

TEST_CASE("a module over the limit is found, one at the limit is not", "[metric-threshold]") {
  CHECK(found(entry({{"metric", {"ca"}}, {"max", {"1"}}})) == Texts{"b (ca) at a/a.cc:1"});
  CHECK(found(entry({{"metric", {"ca"}}, {"max", {"2"}}})).empty());
  CHECK(found(entry({{"metric", {"reach"}}, {"max", {"2"}}})) == Texts{"a (reach) at a/a.cc:1"});
}

TEST_CASE("min is a limit from below", "[metric-threshold]") {
  const std::vector<Finding> all =
      findings("metric-threshold", kChain, {entry({{"metric", {"instability"}}, {"min", {"0.33"}}})});
  CHECK(summaries(all) == Texts{"c (instability) at c/c.h"});
  CHECK(all[0].message == "instability of `c` is 0, less than 0.33");
}

TEST_CASE("a limit may hold for some modules only", "[metric-threshold]") {
  CHECK(found(entry({{"metric", {"files"}}, {"max", {"0"}}, {"modules", {"b"}}})) == Texts{"b (files) at b/b.h"});
}

TEST_CASE("a metric that is not defined breaks no limit", "[metric-threshold]") {
  CHECK(found(entry({{"metric", {"abstractness"}}, {"min", {"0.5"}}})).empty());
}

TEST_CASE("the whole graph has metrics too, of modules or of files", "[metric-threshold]") {
  const std::vector<Finding> all =
      findings("metric-threshold", kChain, {entry({{"metric", {"ccd"}}, {"max", {"5"}}})});
  CHECK(summaries(all) == Texts{" -> module (ccd) at a/a.cc:1"});
  CHECK(all[0].message == "ccd of the graph of 3 modules is 6, more than 5");
  CHECK(found(entry({{"metric", {"ccd"}}, {"max", {"9"}}, {"level", {"file"}}})).empty());
  CHECK(found(entry({{"metric", {"ccd"}}, {"max", {"8"}}, {"level", {"file"}}})) ==
        Texts{" -> file (ccd) at a/a.cc:1"});
}

TEST_CASE("LCOM4 is a metric of classes", "[metric-threshold]") {
  constexpr std::string_view kText = "a/a.cc -> a/a.h [call a::f -> a::g]\n";
  CHECK(found(entry({{"metric", {"lcom4"}}, {"max", {"1"}}}), kText).empty());
}

TEST_CASE("an unknown metric or level, or no limit, is the user's mistake", "[metric-threshold]") {
  CHECK_THROWS_AS(found(entry({{"metric", {"instabilty"}}, {"max", {"1"}}})), UserError);
  CHECK_THROWS_AS(found(entry({{"metric", {"ca"}}})), UserError);
  CHECK_THROWS_AS(found(entry({{"metric", {"ccd"}}, {"max", {"1"}}, {"level", {"symbol"}}})), UserError);
}

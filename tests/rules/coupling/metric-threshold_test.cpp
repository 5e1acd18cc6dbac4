// metric-threshold for metrics of modules, graphs and classes.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/route.h"
#include "analyzers/words/user_error.h"
#include "rules/all_rules.h"
#include "rules/evidence/measurement.h"
#include "tests/rules/rule_run.h"
#include "tests/support/program_text.h"

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
  const std::vector<Finding> all = findings("metric-threshold", kChain, {entry({{"metric", {"ccd"}}, {"max", {"5"}}})});
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
  CHECK_THROWS_WITH(found(entry({{"metric", {"ca"}}, {"min", {"3"}}, {"max", {"1"}}}, 7)),
                    "loadline.yaml:7: `min` is more than `max`: no value satisfies both");
  CHECK_THROWS_AS(found(entry({{"metric", {"ca"}}})), UserError);
  CHECK_THROWS_AS(found(entry({{"metric", {"ccd"}}, {"max", {"1"}}, {"level", {"symbol"}}})), UserError);
  CHECK_THROWS_AS(found(entry({{"metric", {"ccd"}}, {"max", {"-1"}}})), UserError);
}

TEST_CASE("a metric is that of the references that the filters let pass, and says so", "[metric-threshold]") {
  const RuleEntry calls = entry({{"metric", {"ccd"}}, {"min", {"100"}}, {"kinds", {"call"}}});
  const std::vector<Finding> all = findings("metric-threshold", kChain, {calls});
  CHECK(summaries(all) == Texts{" -> module; kinds=call (ccd) at "});
  CHECK(all[0].message == "ccd of the graph of 3 modules is 3, less than 100");
}

namespace {

std::vector<Finding> against(const std::vector<KnownMetric>& known, const RuleEntry& limit) {
  const Program program = program_from_text(kChain);
  const std::vector<BuildTarget> no_targets;
  const Architecture architecture;
  const Analyses analyses(program, architecture, no_targets);
  RuleSettings settings;
  settings.entries["metric-threshold"] = {typed("metric-threshold", limit)};
  settings.known_metrics = known;
  return run_rules(all_rules(), analyses, settings, "loadline.yaml");
}

std::vector<KnownMetric> frozen(const std::vector<KnownMetric>& known, const RuleEntry& limit, bool accepts_worse) {
  const Program program = program_from_text(kChain);
  const std::vector<BuildTarget> no_targets;
  const Architecture architecture;
  const Analyses analyses(program, architecture, no_targets);
  RuleSettings settings;
  settings.entries["metric-threshold"] = {typed("metric-threshold", limit)};
  settings.known_metrics = known;
  return metrics_for_baseline(all_rules(), analyses, settings, accepts_worse);
}

const RuleEntry kMustNotGrow = entry({{"metric", {"ccd"}}, {"baseline", {"max"}}});

}  // namespace

TEST_CASE("a metric that got worse than the baseline's is found, an equal or better one is not", "[metric-threshold]") {
  // Three modules in a chain: 3 + 2 + 1.
  const std::vector<Finding> worse = against({{"ccd", "", "module", 5}}, kMustNotGrow);
  CHECK(summaries(worse) == Texts{" -> module (ccd; baseline) at a/a.cc:1"});
  CHECK(worse[0].message == "ccd of the graph of 3 modules grew from 5 in the baseline to 6");
  CHECK(against({{"ccd", "", "module", 6}}, kMustNotGrow).empty());
  CHECK(against({{"ccd", "", "module", 7}}, kMustNotGrow).empty());
  const RuleEntry must_not_shrink = entry({{"metric", {"ccd"}}, {"baseline", {"min"}}});
  CHECK(against({{"ccd", "", "module", 7}}, must_not_shrink)[0].message ==
        "ccd of the graph of 3 modules fell from 7 in the baseline to 6");
  CHECK(against({{"ccd", "", "module", 5}}, must_not_shrink).empty());
}

TEST_CASE("a metric that the baseline does not hold is found, so that the entry is not silently disabled",
          "[metric-threshold]") {
  CHECK(against({}, kMustNotGrow).size() == 1);
  CHECK(against({{"ccd", "", "file", 9}}, kMustNotGrow).size() == 1);
  CHECK(against({{"acd", "", "module", 9}}, kMustNotGrow).size() == 1);
  CHECK_THROWS_AS(against({}, entry({{"metric", {"ccd"}}, {"baseline", {"lower"}}})), UserError);
}

TEST_CASE("a metric of each module has a value of its own in the baseline", "[metric-threshold]") {
  const RuleEntry limit = entry({{"metric", {"reach"}}, {"baseline", {"max"}}});
  CHECK(summaries(against({{"reach", "a", "", 2}, {"reach", "b", "", 2}, {"reach", "c", "", 1}}, limit)) ==
        Texts{"a (reach; baseline) at a/a.cc:1"});
}

TEST_CASE("the baseline takes over what got better by itself, and what got worse when told so", "[metric-threshold]") {
  const auto value = [](const std::vector<KnownMetric>& metrics) { return metrics.empty() ? -1 : metrics[0].value; };
  CHECK(value(frozen({{"ccd", "", "module", 9}}, kMustNotGrow, false)) == 6);
  CHECK(value(frozen({{"ccd", "", "module", 5}}, kMustNotGrow, false)) == 5);
  CHECK(value(frozen({{"ccd", "", "module", 5}}, kMustNotGrow, true)) == 6);
  CHECK(frozen({}, kMustNotGrow, false).empty());
  CHECK(value(frozen({}, kMustNotGrow, true)) == 6);
  CHECK(frozen({}, entry({{"metric", {"ccd"}}, {"max", {"1"}}}), true).empty());
}

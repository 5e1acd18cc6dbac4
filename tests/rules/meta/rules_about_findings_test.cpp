// unused-suppression, suppression-without-reason, stale-baseline: run on a program with marks and a baseline.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "rules/all_rules.h"
#include "rules/engine/judgement.h"
#include "tests/rules/rule_run.h"
#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

// core may not use ui, and does at line 3 of core/a.cc.
std::vector<Finding> about_findings(std::string_view rule, const std::string& marks, const Baseline* baseline = nullptr,
                                    const std::vector<std::string>& only = {}) {
  const Program program =
      program_from_text("core/a.cc -> ui/w.h :3\ncore/b.cc -> ui/w.h :4\nui/w.h -> x/x.h :4\n" + marks);
  Architecture architecture;
  architecture.layers = {{{{{"ui"}, false, {}}, {{"core"}, false, {}}}, false, "", {}}};
  const std::vector<BuildTarget> no_targets;
  const Analyses analyses(program, architecture, no_targets);
  RuleSettings settings = default_rule_settings();
  settings.entries.erase("degraded-analysis");
  const Judgement judgement =
      judge(all_rules(), program, run_rules(all_rules(), analyses, settings, "", only), baseline, only);
  return run_rules(all_rules(), analyses, settings, "", {std::string(rule)}, &judgement);
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("marks that suppress something are not findings", "[unused-suppression]") {
  CHECK(about_findings("unused-suppression", "core/a.cc:3 allow(layer-violation) r\n").empty());
}

TEST_CASE("a mark that suppresses nothing is a finding that says why", "[unused-suppression]") {
  const auto found = about_findings("unused-suppression",
                                    "core/a.cc:3 allow(layer-voilation) r\nui/w.h:4 allow(layer-violation) r\n"
                                    "ui/w.h:4 allow(stale-baseline) r\nui/w.h:4 allow(forbidden-dependency) r\n"
                                    "ui/w.h:4 allow(degraded-analysis) r\n");
  CHECK(summaries(found) ==
        Texts{"core/a.cc -> layer-voilation (unknown) at core/a.cc:3", "ui/w.h -> degraded-analysis (off) at ui/w.h:4",
              "ui/w.h -> forbidden-dependency (off) at ui/w.h:4", "ui/w.h -> layer-violation (unused) at ui/w.h:4",
              "ui/w.h -> stale-baseline (never) at ui/w.h:4"});
  CHECK(found[0].advice == "did you mean `layer-violation`?");
}

TEST_CASE("marks for rules that did not run are left alone", "[unused-suppression]") {
  const std::string marks = "ui/w.h:4 allow(layer-violation) r\n";
  CHECK(about_findings("unused-suppression", marks, nullptr, {"unassigned-file"}).empty());
  CHECK(about_findings("unused-suppression", marks, nullptr, {"layer-violation"}).size() == 1);
}

TEST_CASE("several useless marks for one rule in one file are one finding", "[unused-suppression]") {
  const auto found =
      about_findings("unused-suppression", "ui/w.h:4 allow(layer-violation) r\nui/w.h:9 allow(layer-violation) r\n");
  REQUIRE(found.size() == 1);
  CHECK(found[0].trail.size() == 2);
}

TEST_CASE("a mark must say why", "[suppression-without-reason]") {
  const auto found = about_findings("suppression-without-reason",
                                    "core/a.cc:3 allow(layer-violation)\ncore/b.cc:4 allow(layer-violation) r\n");
  CHECK(summaries(found) == Texts{"core/a.cc -> layer-violation (mark) at core/a.cc:3"});
  CHECK(found[0].severity == Severity::error);
}

TEST_CASE("an entry of the baseline that no finding matches is a finding", "[stale-baseline]") {
  Finding gone;
  gone.rule = "layer-violation";
  gone.from = "core";
  gone.to = "gone";
  gone.kind = "upward";
  Finding there = gone;
  there.to = "ui";
  Baseline baseline{".loadline-baseline.json", {}};
  for (const Finding& f : {gone, there})
    baseline.findings.push_back({f.rule, f.from, f.to, f.kind, "", f.fingerprint()});
  const auto found = about_findings("stale-baseline", "", &baseline);
  CHECK(summaries(found) == Texts{"core -> gone (" + gone.fingerprint() + ") at .loadline-baseline.json"});
  CHECK(about_findings("stale-baseline", "", nullptr).empty());
}

TEST_CASE("rules about the code do not run a second time, when findings are judged", "[judgement]") {
  const Program program = program_from_text("a/a.cc -> b/b.h\nb/b.cc -> a/a.h\n");
  const std::vector<BuildTarget> targets;
  const Architecture architecture;
  const Analyses analyses(program, architecture, targets);
  const RuleSettings settings = default_rule_settings();
  CHECK_FALSE(run_rules(all_rules(), analyses, settings, "loadline.yaml").empty());
  const Judgement judgement = judge(all_rules(), program, {}, nullptr, {});
  CHECK(run_rules(all_rules(), analyses, settings, "loadline.yaml", {}, &judgement).empty());
}

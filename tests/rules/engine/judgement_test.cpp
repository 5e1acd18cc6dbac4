// What becomes of findings: marks first, then the baseline.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "rules/all_rules.h"
#include "rules/engine/judgement.h"
#include "rules/engine/rule.h"
#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

Finding finding(const std::string& rule, const std::string& path, const std::vector<std::uint32_t>& lines) {
  Finding result;
  result.rule = rule;
  result.from = path;
  result.to = "ui";
  result.where = {path, lines.front()};
  if (lines.size() > 1) {
    for (const std::uint32_t line : lines) result.trail.push_back({{path, line}, "step"});
  }
  return result;
}

KnownFinding entry_for(const Finding& known, const std::string& reason = "") {
  return {known.rule, known.from, known.to, known.kind, reason, known.fingerprint()};
}

JudgedFinding judged(const Finding& found, std::string_view marks, const Baseline* baseline = nullptr) {
  const Program program =
      program_from_text(std::string("core/a.cc -> ui/w.h :3\ncore/a.cc -> ui/w.h :5\n") + std::string(marks));
  const Judgement judgement = judge(all_rules(), program, {found}, baseline, {});
  REQUIRE(judgement.findings.size() == 1);
  return judgement.findings[0];
}

}  // namespace

TEST_CASE("a mark at the place of a finding suppresses it, and gives the reason", "[judgement]") {
  const JudgedFinding result =
      judged(finding("dependency-cycle", "core/a.cc", {3}), "core/a.cc:3 allow(dependency-cycle) a plug-in");
  CHECK(result.status == FindingStatus::suppressed);
  CHECK(result.justification == "a plug-in");
  CHECK(judged(finding("dependency-cycle", "core/a.cc", {3}), "core/a.cc:3 allow(layer-violation) r").status ==
        FindingStatus::fresh);
  CHECK(judged(finding("dependency-cycle", "core/a.cc", {3}), "core/a.cc:5 allow(dependency-cycle) r").status ==
        FindingStatus::fresh);
}

TEST_CASE("a mark at any step of a chain suppresses the finding", "[judgement]") {
  CHECK(judged(finding("dependency-cycle", "core/a.cc", {3, 5}), "core/a.cc:5 allow(dependency-cycle) r").status ==
        FindingStatus::suppressed);
}

TEST_CASE("of separate offences each needs a mark, and the finding moves to the first without", "[judgement]") {
  const Finding two = finding("layer-violation", "core/a.cc", {3, 5});
  const JudgedFinding half = judged(two, "core/a.cc:3 allow(layer-violation) r");
  CHECK(half.status == FindingStatus::fresh);
  CHECK(half.finding.where.line == 5);
  CHECK(half.justification.empty());
  REQUIRE(half.finding.trail.size() == 2);
  CHECK(half.finding.trail[0].where.line == 5);
  CHECK(half.finding.trail[1] == Step{{}, "and 1 more, allowed by marks"});
  const JudgedFinding both = judged(two, "core/a.cc:3 allow(layer-violation) r\ncore/a.cc:5 allow(layer-violation) s");
  CHECK(both.status == FindingStatus::suppressed);
  CHECK(both.justification == "r");
  Finding more = two;
  more.trail.push_back({{}, "and 3 more"});
  CHECK(judged(more, "core/a.cc:3 allow(layer-violation) r\ncore/a.cc:5 allow(layer-violation) s").status ==
        FindingStatus::fresh);
}

TEST_CASE("a finding of the baseline is known, whatever its line, severity and words", "[judgement]") {
  Finding found = finding("layer-violation", "core/a.cc", {3});
  const Baseline baseline{"b.json", {entry_for(found, "moves next year")}};
  found.where.line = 99;
  found.severity = Severity::note;
  found.message = "other words";
  const JudgedFinding result = judged(found, "", &baseline);
  CHECK(result.status == FindingStatus::known);
  CHECK(result.justification == "moves next year");
  CHECK(result.was_there);
  const JudgedFinding marked = judged(found, "core/a.cc:99 allow(layer-violation) r", &baseline);
  CHECK(marked.status == FindingStatus::suppressed);
  CHECK(marked.was_there);
  found.to = "db";
  CHECK(judged(found, "", &baseline).status == FindingStatus::fresh);
  CHECK_FALSE(judged(found, "", &baseline).was_there);
}

TEST_CASE("an entry is stale when no finding matches it, or what does is suppressed", "[judgement]") {
  const Program program = program_from_text("core/a.cc -> ui/w.h :3\ncore/a.cc:3 allow(layer-violation) r");
  const Finding found = finding("layer-violation", "core/a.cc", {3});
  const Finding gone = finding("unassigned-file", "old.cc", {1});
  const Baseline baseline{"b.json", {entry_for(found), entry_for(gone)}};
  CHECK(judge(all_rules(), program, {found}, &baseline, {}).stale.size() == 2);
  CHECK(judge(all_rules(), program, {found}, &baseline, {"unassigned-file"}).stale.size() == 1);
  CHECK(judge(all_rules(), program, {gone}, &baseline, {"unassigned-file"}).stale.empty());
}

TEST_CASE("a mark is used when a finding is at its place", "[judgement]") {
  const Program program = program_from_text(
      "core/a.cc -> ui/w.h :3\ncore/a.cc -> ui/w.h :5\ncore/a.cc:3 allow(layer-violation, dependency-cycle) r\n"
      "core/a.cc:5 allow(layer-violation) r");
  const Judgement judgement =
      judge(all_rules(), program, {finding("layer-violation", "core/a.cc", {3, 4})}, nullptr, {});
  REQUIRE(judgement.suppressions.size() == 3);
  CHECK(judgement.used == std::vector<bool>{true, false, false});
}

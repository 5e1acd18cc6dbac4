// Grades: the formula, what it counts, and when there is none.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "rules/all_rules.h"
#include "rules/assessment/assessment.h"
#include "rules/engine/rule.h"
#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

struct Judged {
  explicit Judged(std::string_view text) : program(program_from_text(text)), analyses(program, architecture, targets) {
    rules_run = {"blocking-handler", "dependency-cycle", "god-module",
                 "private-access",   "unassigned-file",  "undeclared-dependency"};
  }

  void add(const std::string& rule, Severity severity, const std::string& from,
           FindingStatus status = FindingStatus::fresh) {
    Finding finding;
    finding.rule = rule;
    finding.severity = severity;
    finding.from = from;
    finding.message = "m";
    finding.advice = "fix `" + from + "`";
    findings.push_back({finding, status, ""});
  }

  Assessment assessment() const { return assess({analyses, findings, rules_run, lines, lost_lines}, "p"); }
  ScorecardRow row(std::string_view id) const {
    for (const ScorecardRow& row : assessment().scorecard) {
      if (row.principle->id == id) return row;
    }
    throw std::runtime_error("no such row");
  }

  Program program;
  Architecture architecture;
  std::vector<BuildTarget> targets;
  Analyses analyses;
  std::vector<JudgedFinding> findings;
  std::vector<std::string> rules_run;
  std::uint64_t lines = 0, lost_lines = 0;
};

constexpr std::string_view kFour = "a/x.h -> b/x.h\nc/x.h -> b/x.h\nd/x.h -> a/x.h";

}  // namespace

TEST_CASE("no finding is an A", "[scorecard]") {
  const ScorecardRow row = Judged(kFour).row("modularity");
  CHECK(row.grade == Grade::a);
  CHECK(row.score == 100);
  CHECK(row.units == 4);
}

TEST_CASE("a module weighs what the worst finding about it weighs", "[scorecard]") {
  Judged judged(kFour);
  judged.add("god-module", Severity::note, "a");
  judged.add("god-module", Severity::warning, "a");
  CHECK(judged.row("modularity").score == 87.5);
  judged.add("private-access", Severity::error, "a");
  CHECK(judged.row("modularity").score == 75);
  CHECK(judged.row("modularity").grade == Grade::b);
  CHECK(judged.row("modularity").affected == 1);
}

TEST_CASE("all members of a cycle are affected, whichever cycle shows it", "[scorecard]") {
  Judged judged("a/x.h -> b/x.h\nb/x.h -> c/x.h\nc/x.h -> a/x.h\nd/x.h -> a/x.h");
  judged.add("dependency-cycle", Severity::error, "a");
  CHECK(judged.row("modularity").affected == 3);
  CHECK(judged.row("modularity").score == 25);
  CHECK(judged.row("modularity").grade == Grade::e);
}

TEST_CASE("what is known counts, what is suppressed does not", "[scorecard]") {
  Judged judged(kFour);
  judged.add("god-module", Severity::error, "a", FindingStatus::suppressed);
  CHECK(judged.row("modularity").score == 100);
  judged.add("god-module", Severity::error, "b", FindingStatus::known);
  CHECK(judged.row("modularity").score == 75);
}

TEST_CASE("a grade that unread code may lower is not known, one that it cannot stays", "[scorecard]") {
  Judged judged(kFour);
  judged.lines = 1000;
  judged.lost_lines = 50;
  CHECK(judged.row("modularity").grade == Grade::a);
  judged.lost_lines = 200;
  const ScorecardRow row = judged.row("modularity");
  CHECK(row.grade == Grade::not_known);
  CHECK(row.why_ungraded.find("200 of 1000 lines") == 0);
  CHECK(judged.assessment().verdict.sentences.front().find("200 of 1000 lines of the code could not be analysed") == 0);
}

TEST_CASE("a library has no grade for its handlers, whatever is found", "[scorecard]") {
  Judged judged(kFour);
  judged.add("blocking-handler", Severity::error, "GET /");
  const ScorecardRow row = judged.row("asynchrony");
  CHECK(row.grade == Grade::not_applicable);
  CHECK_FALSE(row.why_ungraded.empty());
  CHECK(row.findings.size() == 1);
}

TEST_CASE("a program without a store has no grade for its stores", "[scorecard]") {
  const ScorecardRow row = Judged(kFour).row("stores");
  CHECK(row.grade == Grade::not_applicable);
  CHECK(row.why_ungraded.find("no use of a database") == 0);
}

TEST_CASE("too few rules do not justify a grade", "[scorecard]") {
  Judged judged(kFour);
  judged.rules_run = {"dependency-cycle"};
  const ScorecardRow row = judged.row("modularity");
  CHECK(row.grade == Grade::not_judged);
  CHECK(row.why_ungraded.find("too few") != std::string::npos);
}

TEST_CASE("coupling is lowered by what was measured, and needs no rules for it", "[scorecard]") {
  // b is alone, a and c reach two files, d three: 1 + 2 + 2 + 3 of 16.
  Judged judged(kFour);
  const ScorecardRow row = judged.row("coupling");
  CHECK(row.score == 50);
  CHECK(row.grade == Grade::d);
  judged.rules_run = {"hub-module"};
  judged.add("hub-module", Severity::error, "b");
  CHECK(judged.row("coupling").score == 37.5);
}

TEST_CASE("findings that name none of the things are distinguished from those that do", "[scorecard]") {
  Judged judged(kFour);
  judged.add("god-module", Severity::error, "a");
  judged.add("private-access", Severity::error, "elsewhere");
  const ScorecardRow row = judged.row("modularity");
  CHECK(row.score == 60);
  CHECK(affected_text(row) == "1 of 4 modules affected, and 1 finding about none of them");
}

TEST_CASE("the change that buys the most comes first", "[scorecard]") {
  Judged judged(kFour);
  judged.add("god-module", Severity::note, "b");
  judged.add("private-access", Severity::error, "a");
  const Verdict verdict = judged.assessment().verdict;
  REQUIRE(verdict.changes.size() == 2);
  CHECK(verdict.changes[0].text == "fix `a`");
  CHECK(verdict.changes[0].points == 25);
  CHECK(verdict.changes[1].text == "fix `b`");
}

TEST_CASE("a verdict says what it does not know", "[scorecard]") {
  const Verdict verdict = Judged(kFour).assessment().verdict;
  REQUIRE_FALSE(verdict.sentences.empty());
  CHECK(verdict.sentences.front().find("No request handler") == 0);
}

TEST_CASE("a module on which errors and changes meet is the hottest spot", "[scorecard]") {
  Judged judged(kFour);
  judged.add("private-access", Severity::error, "b");
  const std::vector<HotSpot> spots = judged.assessment().hot_spots;
  REQUIRE_FALSE(spots.empty());
  CHECK(spots.front().name == "b");
  CHECK(spots.front().heat == 3);
}

TEST_CASE("every principle has rules, and every rule about the architecture has a principle", "[scorecard]") {
  std::size_t with_principle = 0;
  for (const Principle& principle : all_principles()) {
    INFO(principle.id);
    CHECK_FALSE(rules_of(principle).empty());
    with_principle += rules_of(principle).size();
  }
  // What is left has a principle that is spelled wrong, or none: then it is about the rules themselves, or what its
  // author says it is about.
  const auto has_none = [](const Rule* rule) { return rule->principle.empty(); };
  const auto without = static_cast<std::size_t>(std::count_if(all_rules().begin(), all_rules().end(), has_none));
  CHECK(with_principle + without == all_rules().size());
}

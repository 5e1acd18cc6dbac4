// Collects the problems of units.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/unit_notes.h"

#include <algorithm>
#include <tuple>

namespace loadline::frontend {
namespace {

constexpr std::size_t kProblemsShown = 5;  // of a unit

std::string shown(const ProblemFact& problem, const TuFacts& facts) {
  const std::string message(facts.text(problem.message));
  const std::string text = problem.kind == ProblemKind::missing_header ? "'" + message + "' file not found" : message;
  if (problem.line == 0) return text;
  return std::string(facts.path(problem.file)) + ":" + std::to_string(problem.line) + ": " + text;
}

}  // namespace

void UnitNotes::add(const std::string& source, const TuFacts& facts, bool from_cache, ExtractionReport& report) {
  UnitReport unit;
  unit.source = source;
  unit.from_cache = from_cache;
  from_cache ? ++report.from_cache : ++report.parsed;
  for (const ProblemFact& problem : facts.problems) {
    if (problem.kind == ProblemKind::missing_header) missing_[std::string(facts.text(problem.message))].insert(source);
    if (problem.kind == ProblemKind::crash) unit.outcome = UnitOutcome::lost;
    if (unit.problems.size() < kProblemsShown) unit.problems.push_back(shown(problem, facts));
  }
  if (facts.degraded() && unit.outcome != UnitOutcome::lost) unit.outcome = UnitOutcome::partial;
  report.units.push_back(std::move(unit));
}

void UnitNotes::finish(ExtractionReport& report) const {
  std::sort(report.units.begin(), report.units.end(), [](const UnitReport& a, const UnitReport& b) {
    return std::tie(a.source, a.problems) < std::tie(b.source, b.problems);
  });
  for (const auto& [spelling, sources] : missing_) {
    report.missing_headers.push_back({spelling, {sources.begin(), sources.end()}});
  }
  std::stable_sort(
      report.missing_headers.begin(), report.missing_headers.end(),
      [](const MissingHeader& a, const MissingHeader& b) { return a.included_from.size() > b.included_from.size(); });
}

}  // namespace loadline::frontend

// What happened to each unit.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/extraction_notes.h"

#include <algorithm>
#include <tuple>

#include <fmt/core.h>

namespace loadline::frontend {
namespace {

constexpr std::size_t kProblemsShown = 5;  // per TU

std::string text_of(const TuFacts& facts, const ProblemFact& problem) {
  std::string text(facts.text(problem.message));
  if (problem.kind == ProblemKind::missing_header) text = fmt::format("'{}' file not found", text);
  if (problem.kind == ProblemKind::missing_module) text = fmt::format("no source provides the module '{}'", text);
  if (problem.line == 0) return text;
  return std::string(facts.path(problem.file)) + ":" + std::to_string(problem.line) + ": " + text;
}

}  // namespace

void ExtractionNotes::note(const std::string& source, const TuFacts& facts, bool from_cache) {
  UnitReport unit;
  unit.source = source;
  unit.from_cache = from_cache;
  unit.lines = facts.own_lines();
  unit.lost_lines = facts.lost_lines();
  from_cache ? ++from_cache_ : ++parsed_;
  for (const ProblemFact& problem : facts.problems) {
    if (problem.is_harmless != 0) continue;
    if (problem.kind == ProblemKind::missing_header) {
      missing_headers_[std::string(facts.text(problem.message))].insert(source);
    }
    if (problem.kind == ProblemKind::crash) unit.outcome = UnitOutcome::lost;
    if (unit.problems.size() < kProblemsShown) unit.problems.push_back(text_of(facts, problem));
  }
  if (facts.degraded() && unit.outcome != UnitOutcome::lost) unit.outcome = UnitOutcome::partial;
  units_.push_back(std::move(unit));
}

void ExtractionNotes::finish(ExtractionReport& report) {
  std::sort(units_.begin(), units_.end(), [](const UnitReport& a, const UnitReport& b) {
    return std::tie(a.source, a.problems) < std::tie(b.source, b.problems);
  });
  report.units = std::move(units_);
  report.parsed = parsed_;
  report.from_cache = from_cache_;
  for (const auto& [spelling, sources] : missing_headers_) {
    report.missing_headers.push_back({spelling, {sources.begin(), sources.end()}});
  }
  std::stable_sort(
      report.missing_headers.begin(), report.missing_headers.end(),
      [](const MissingHeader& a, const MissingHeader& b) { return a.included_from.size() > b.included_from.size(); });
}

}  // namespace loadline::frontend

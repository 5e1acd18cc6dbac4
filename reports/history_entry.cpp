// What a run adds to the history, and which part of it can be plotted.
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <set>

#include "analyzers/questions/codebase_metrics.h"
#include "reports/scalability_report.h"

namespace loadline {

HistoryEntry history_entry(const ScalabilityReport& report) {
  HistoryEntry entry{report.commit, report.date, {}};
  for (const CodebaseMetric& metric : codebase_metrics()) {
    const double value = metric.of(report.analyses);
    if (!std::isnan(value)) entry.values[std::string(metric.name)] = value;
  }
  for (const ScorecardRow& row : report.assessment.scorecard) {
    if (row.grade < Grade::not_applicable) entry.values["score-" + std::string(row.principle->id)] = row.score;
  }
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    entry.values["findings-" + std::string(name_of(severity))] = 0;
  }
  for (const JudgedFinding& judged : report.run.findings) {
    if (judged.status == FindingStatus::suppressed) continue;
    entry.values["findings-" + std::string(name_of(judged.finding.severity))] += 1;
  }
  return entry;
}

std::vector<HistorySeries> history_series(const std::vector<HistoryEntry>& history) {
  std::vector<HistorySeries> series;
  std::set<std::string> known;
  for (const HistoryEntry& entry : history) {
    for (const auto& [key, value] : entry.values) known.insert(key);
  }
  const auto add = [&](const std::string& key, std::string title, bool is_share) {
    if (known.count(key)) series.push_back({key, std::move(title), is_share});
  };
  for (const char* severity : {"error", "warning", "note"}) {
    add("findings-" + std::string(severity), "Findings: " + std::string(severity), false);
  }
  for (const Principle& principle : all_principles()) {
    add("score-" + std::string(principle.id), "Score: " + std::string(principle.title), false);
  }
  for (const CodebaseMetric& metric : codebase_metrics()) {
    add(std::string(metric.name), std::string(metric.title), metric.is_share);
  }
  return series;
}

}  // namespace loadline

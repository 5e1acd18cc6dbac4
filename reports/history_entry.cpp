// What a run leaves to the history.
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "analyzers/codebase_metrics.h"
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

}  // namespace loadline

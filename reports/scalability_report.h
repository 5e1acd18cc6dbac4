// What the scalability report shows, in whatever format.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "analyzers/analyses.h"
#include "reports/report.h"
#include "rules/assessment/assessment.h"

namespace loadline {

// One run of the past, or this one.
struct HistoryEntry {
  std::string commit;  // as the caller names it
  std::string date;    // "2026-11-24", given by the caller: no report looks at a clock
  std::map<std::string, double>
      values;  // codebase_metrics() that are defined, "score-<principle>", "findings-<severity>"
};

// The text of source lines that findings point at, by repo-relative path and line number.
using SourceLines = std::map<std::pair<std::string, std::uint32_t>, std::string>;

struct ScalabilityReport {
  std::string project;       // the name of its folder
  std::string commit, date;  // "" when the caller did not give them
  const Analyses& analyses;
  const RunResult& run;
  Assessment assessment;
  SourceLines sources;
  std::vector<HistoryEntry> history;  // oldest first, this run last; empty: no history is kept
  std::string link_template;          // see link_template.h; "" = places are not links
};

// What a run adds to the history.
HistoryEntry history_entry(const ScalabilityReport& report);

// What can be plotted of a history: "findings-error" is "Findings: error", in the order in which it is shown.
struct HistorySeries {
  std::string key, title;  // key: of HistoryEntry::values
  bool is_share = false;   // 0..1
};
std::vector<HistorySeries> history_series(const std::vector<HistoryEntry>& history);

// Same report, same bytes. No name in it becomes markup, and the page loads nothing from the network.
void write_scalability_html(const ScalabilityReport& report, std::ostream& out);
void write_scalability_json(const ScalabilityReport& report, std::ostream& out);
void write_scalability_markdown(const ScalabilityReport& report, std::ostream& out);

}  // namespace loadline

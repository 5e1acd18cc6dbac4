// The history of a project's numbers: a file of JSON lines, one for each run.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "reports/scalability_report.h"

namespace loadline {

// Oldest first; empty when there is no such file. Throws UserError naming the line that is no entry.
std::vector<HistoryEntry> read_history(const std::string& file);

// `history` with `entry` at its end. An entry of the same commit takes the place of the older one, so that a run can be
// repeated; without a commit every run is new.
std::vector<HistoryEntry> with_entry(std::vector<HistoryEntry> history, HistoryEntry entry);

// Writes the whole file, by rename. Throws AnalysisFailure.
void write_history(const std::string& file, const std::vector<HistoryEntry>& history);

}  // namespace loadline

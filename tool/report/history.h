// The history of a project's numbers: a file of JSON lines, one for each run.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/scalability_report.h"

namespace loadline {

// "2026-11-24", and perhaps a time after it ("2026-11-24T17:05"): sorting by text is sorting by time.
bool is_history_date(std::string_view date);

// Oldest first, whatever the order of the lines: two branches may have been merged. Empty when there is no such file.
// Throws UserError naming the line that is not an entry.
std::vector<HistoryEntry> read_history(const std::string& file);

// `history` with `entry` where its date puts it. An entry of the same commit, or of the same date where the caller names no
// commit, takes the place of the older one: a run can be repeated, and the file stays the same.
std::vector<HistoryEntry> with_entry(std::vector<HistoryEntry> history, HistoryEntry entry);

// Writes the whole file, by rename. Throws AnalysisFailure.
void write_history(const std::string& file, const std::vector<HistoryEntry>& history);

}  // namespace loadline

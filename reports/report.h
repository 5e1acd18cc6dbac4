// A report is a value: a name, a summary, and a pure function from the result of a run to bytes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/engine/judgement.h"
#include "rules/evidence/concerned_edges.h"

namespace loadline {

// How much of the program was analysed.
struct Coverage {
  std::uint32_t units = 0;
  std::uint32_t degraded = 0;    // parsed with errors: facts may be incomplete
  std::uint32_t lost = 0;        // nothing but the include graph
  std::uint64_t lines = 0;       // of the files that the units analyse, each unit its own
  std::uint64_t lost_lines = 0;  // of them, those that errors have cost
  std::uint32_t files = 0;       // project files
  std::uint32_t modules = 0;
  std::uint32_t references = 0;
  bool inferred_commands = false;  // no compile database: include paths were guessed
  bool complete = true;            // enough was parsed for the result to be trusted (min_parse_rate)
};

// "12 of 340 lines": those that are lost.
std::string lost_lines_text(const Coverage& coverage);

// A translation unit whose facts are incomplete.
struct DegradedUnit {
  std::string path;              // repo-relative
  bool is_lost = false;          // nothing but the include graph
  std::uint64_t lost_lines = 0;  // of its own code, that errors have cost
};

// How a run compares with the baseline. `baseline: 41 (+0 −3)` is what people see of it.
struct BaselineCount {
  std::uint32_t entries = 0;  // known findings that the baseline holds
  std::uint32_t fresh = 0;    // findings that it does not hold
  std::uint32_t stale = 0;    // stale entries: those that match no finding
};

struct RunResult {
  std::string version;
  std::vector<JudgedFinding> findings;  // sorted; those that are known, suppressed or older included
  Coverage coverage;
  std::vector<std::string> rules_run;        // ids, sorted
  std::optional<BaselineCount> baseline;     // none: the project has no baseline
  Severity fail_on = Severity::error;        // fresh findings of this severity or above fail the run
  std::vector<DegradedUnit> degraded_units;  // sorted by path
  std::vector<ConcernedEdge> edges;          // between the modules that fresh findings are about; sorted
  std::string since;   // what `check --since` compared with, "main (1234567890ab)"; "" = with nothing
  std::string folder;  // where the project is in its repository, "services/shop"; "" = at its root or in none
};

// Whether the finding makes the run fail. Formats that separate failures from the rest and the exit code both ask here, so
// that they cannot disagree.
inline bool fails(const RunResult& result, const JudgedFinding& judged) {
  return judged.status == FindingStatus::fresh && judged.finding.severity >= result.fail_on;
}

struct ReportStyle {
  bool color = false;  // ANSI colours; only for a terminal
};

struct ScalabilityReport;

struct Report {
  std::string_view name;     // --report text
  std::string_view summary;  // shown by --help
  // Same result and style, same bytes: no clock, no locale, no path of this machine. Null for a report that judges.
  void (*write)(const RunResult& result, const ReportStyle& style, std::ostream& out);
  // For a report that shows the whole program and judges it, not the findings alone (scalability_report.h).
  void (*write_judged)(const ScalabilityReport& report, std::ostream& out) = nullptr;
};

std::span<const Report* const> all_reports();
const Report* find_report(std::string_view name);  // nullptr when unknown

}  // namespace loadline

// Chooses the rules to run and gathers what the reports need.
// SPDX-License-Identifier: Apache-2.0
#include "tool/commands/run_result.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "analyzers/words/near_matches.h"
#include "analyzers/words/user_error.h"
#include "rules/engine/judgement.h"
#include "tool/baseline/baseline_file.h"
#include "tool/version_line.h"

namespace loadline {

namespace {

namespace fs = std::filesystem;

// A rule that the user asks for by name runs although it is off, unless it cannot say anything without a declaration.
void enable(const std::string& id, RuleSettings& settings) {
  if (!settings.entries[id].empty()) return;
  const Rule& rule = *find_rule(id);
  const auto is_required = [](const OptionSpec& spec) { return spec.required; };
  if (std::any_of(rule.options.begin(), rule.options.end(), is_required)) {
    throw UserError("the rule " + id + " has nothing to check: it is not declared in loadline.yaml",
                    "\"loadline explain " + id + "\" shows how to declare it");
  }
  RuleEntry entry;
  entry.severity = rule.severity;
  settings.entries[id] = {std::move(entry)};
}

BaselineCount count_against(const Baseline& baseline, const Judgement& judgement) {
  const auto is_fresh = [](const JudgedFinding& judged) { return judged.status == FindingStatus::fresh; };
  BaselineCount count;
  count.entries = static_cast<std::uint32_t>(baseline.findings.size());
  count.fresh =
      static_cast<std::uint32_t>(std::count_if(judgement.findings.begin(), judgement.findings.end(), is_fresh));
  count.stale = static_cast<std::uint32_t>(judgement.stale.size());
  return count;
}

// Where the project lies in its git repository; "" at its root, or without one.
std::string folder_in_repository(const fs::path& root) {
  std::error_code ignored;
  for (fs::path folder = root; folder.has_relative_path(); folder = folder.parent_path()) {
    if (!fs::exists(folder / ".git", ignored)) continue;
    const std::string inside = root.lexically_relative(folder).generic_string();
    return inside == "." ? "" : inside;
  }
  return {};
}

std::vector<DegradedUnit> degraded_units(const Project& project) {
  std::vector<DegradedUnit> units;
  for (const UnitReport& unit : project.extraction.units) {
    if (unit.outcome == UnitOutcome::parsed && unit.lost_lines == 0) continue;
    units.push_back({unit.source, unit.outcome == UnitOutcome::lost, unit.lost_lines});
  }
  for (std::string& source : missed_sources(project)) units.push_back({std::move(source), true, 0});
  std::sort(units.begin(), units.end(), [](const DegradedUnit& a, const DegradedUnit& b) { return a.path < b.path; });
  return units;
}

std::vector<ConcernedEdge> edges_of_fresh(const Project& project, const RunResult& result) {
  std::vector<const Finding*> fresh;
  for (const JudgedFinding& judged : result.findings) {
    if (judged.status == FindingStatus::fresh) fresh.push_back(&judged.finding);
  }
  return concerned_edges(*project.analyses, fresh);
}

}  // namespace

void require_known_rules(const std::vector<std::string>& ids) {
  std::vector<std::string> known;
  for (const Rule* rule : all_rules()) known.emplace_back(rule->id);
  for (const std::string& id : ids) {
    if (find_rule(id)) continue;
    const std::vector<std::string> near = near_matches(id, known);
    throw UserError("unknown rule \"" + id + "\"",
                    near.empty() ? "\"loadline rules\" lists them" : "did you mean \"" + near.front() + "\"?");
  }
}

RunResult run_project_rules(const Project& project, const std::vector<std::string>& only) {
  RuleSettings settings = project.config.rules;
  for (const std::string& id : only) enable(id, settings);
  const auto is_wanted = [&](const std::string& id) {
    return only.empty() || std::find(only.begin(), only.end(), id) != only.end();
  };
  // A rule about findings needs the findings of all the others, shown or not.
  const bool needs_all =
      std::any_of(only.begin(), only.end(), [](const std::string& id) { return find_rule(id)->about_findings; });
  const std::vector<std::string> to_run = needs_all ? std::vector<std::string>() : only;
  const std::optional<Baseline> baseline = load_baseline(project.root);
  if (baseline) settings.known_metrics = baseline->metrics;
  const Analyses& analyses = *project.analyses;
  const std::string& config = project.config.path;
  const Judgement judgement =
      judge(project.program, run_rules(analyses, settings, config, to_run), baseline ? &*baseline : nullptr, to_run);
  RunResult result;
  result.version = program_version();
  result.coverage = coverage_of(project);
  result.coverage.complete = is_complete(project);
  for (const JudgedFinding& judged : judgement.findings) {
    if (is_wanted(judged.finding.rule)) result.findings.push_back(judged);
  }
  if (baseline) result.baseline = count_against(*baseline, judgement);
  for (Finding& finding : run_rules(analyses, settings, config, only, &judgement)) {
    result.findings.push_back({std::move(finding), FindingStatus::fresh, {}});
  }
  std::stable_sort(result.findings.begin(), result.findings.end(),
                   [](const JudgedFinding& a, const JudgedFinding& b) { return comes_before(a.finding, b.finding); });
  for (const auto& [id, entries] : settings.entries) {
    if (is_wanted(id) && !entries.empty()) result.rules_run.push_back(id);
  }
  result.fail_on = project.config.fail_on;
  result.degraded_units = degraded_units(project);
  result.edges = edges_of_fresh(project, result);
  result.folder = folder_in_repository(project.root);
  return result;
}

void mark_older(const Project& project, const RunResult& past, RunResult& result) {
  std::set<std::string> known;
  for (const JudgedFinding& judged : past.findings) known.insert(judged.finding.fingerprint());
  for (JudgedFinding& judged : result.findings) {
    if (!known.contains(judged.finding.fingerprint())) continue;
    judged.was_there = true;
    if (judged.status == FindingStatus::fresh) judged.status = FindingStatus::older;
  }
  result.edges = edges_of_fresh(project, result);
}

}  // namespace loadline

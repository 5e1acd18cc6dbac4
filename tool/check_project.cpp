// Chooses the rules to run and gathers what the reports need.
// SPDX-License-Identifier: Apache-2.0
#include "tool/pipeline.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>

#include <fmt/core.h>

#include "analyzers/words/near_matches.h"
#include "analyzers/words/user_error.h"
#include "rules/all_rules.h"
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
    throw UserError(fmt::format("the rule {} has nothing to check: it is not declared in loadline.yaml", id),
                    fmt::format("\"loadline explain {}\" shows how to declare it", id));
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

// Where the project is in its git repository; "" at its root, or without one.
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

void sort_by_order(std::vector<JudgedFinding>& findings) {
  std::stable_sort(findings.begin(), findings.end(),
                   [](const JudgedFinding& a, const JudgedFinding& b) { return comes_before(a.finding, b.finding); });
}

// The findings of another run, by identity, with all that they rested on, whatever their status there.
class PastFindings {
 public:
  explicit PastFindings(const RunResult& run) {
    for (const JudgedFinding& judged : run.findings) {
      add(judged.finding.fingerprint(), judged.finding.carriers);
      if (!judged.grown_from.empty()) add(judged.grown_from, judged.finding.carriers);
    }
  }
  bool has(const std::string& fingerprint) const { return carriers_.contains(fingerprint); }
  // REQUIRES: has(fingerprint).
  Growth growth(const std::string& fingerprint, const Finding& finding, const Program& program) const {
    return growth_of(finding, carriers_.at(fingerprint), program);
  }

 private:
  void add(const std::string& fingerprint, const std::vector<FindingCarrier>& carriers) {
    std::vector<CarrierName>& all = carriers_[fingerprint];
    const std::vector<CarrierName> names = names_of(carriers);
    all.insert(all.end(), names.begin(), names.end());
  }

  std::map<std::string, std::vector<CarrierName>> carriers_;
};

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
    const std::string guess = did_you_mean(id, known);
    throw UserError(fmt::format("unknown rule \"{}\"", id), guess.empty() ? "\"loadline rules\" lists them" : guess);
  }
}

RunResult check_project(const Project& project, const std::vector<std::string>& only) {
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
      judge(all_rules(), project.program, run_rules(all_rules(), analyses, settings, config, to_run),
            baseline ? &*baseline : nullptr, to_run);
  RunResult result;
  result.version = program_version();
  result.coverage = coverage_of(project);
  result.coverage.complete = is_complete(project);
  for (const JudgedFinding& judged : judgement.findings) {
    if (is_wanted(judged.finding.rule)) result.findings.push_back(judged);
  }
  if (baseline) result.baseline = count_against(*baseline, judgement);
  for (Finding& finding : run_rules(all_rules(), analyses, settings, config, only, &judgement)) {
    result.findings.push_back({std::move(finding), FindingStatus::fresh, {}});
  }
  sort_by_order(result.findings);
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
  const PastFindings known(past);
  std::vector<JudgedFinding> joined;
  for (JudgedFinding& judged : result.findings) {
    const std::string fingerprint = judged.finding.fingerprint();
    // What has joined the baseline since it was written may still have been there at the commit.
    const bool is_growth = !known.has(fingerprint) && known.has(judged.grown_from);
    if (!is_growth && !known.has(fingerprint)) continue;
    Growth growth = known.growth(is_growth ? judged.grown_from : fingerprint, judged.finding, project.program);
    if (is_growth && !growth.joined.empty()) continue;
    judged.was_there = true;
    if (judged.status != FindingStatus::fresh) continue;
    judged.status = FindingStatus::older;
    for (Finding& finding : growth.joined) {
      joined.push_back({std::move(finding), FindingStatus::fresh, {}, false, fingerprint});
    }
    judged.finding.carriers = std::move(growth.known);
  }
  result.findings.insert(result.findings.end(), std::move_iterator(joined.begin()), std::move_iterator(joined.end()));
  sort_by_order(result.findings);
  result.edges = edges_of_fresh(project, result);
}

std::vector<JudgedFinding> findings_only_in(const RunResult& here, const RunResult& there, const Program& program) {
  const PastFindings known(there);
  std::vector<JudgedFinding> rest;
  for (const JudgedFinding& judged : here.findings) {
    if (judged.status != FindingStatus::fresh) continue;
    const std::string fingerprint = judged.finding.fingerprint();
    if (!known.has(fingerprint)) {
      rest.push_back(judged);
      continue;
    }
    for (Finding& finding : known.growth(fingerprint, judged.finding, program).joined) {
      rest.push_back({std::move(finding), FindingStatus::fresh, {}, false, fingerprint});
    }
  }
  sort_by_order(rest);
  return rest;
}

}  // namespace loadline

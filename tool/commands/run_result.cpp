// Chooses the rules to run and gathers what the reports need.
// SPDX-License-Identifier: Apache-2.0
#include "tool/commands/run_result.h"

#include <algorithm>

#include "analyzers/model/near_matches.h"
#include "analyzers/user_error.h"
#include "tool/version_line.h"

namespace loadline {

namespace {

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
  RunResult result;
  result.version = program_version();
  result.coverage = coverage_of(project);
  for (Finding& finding : run_rules(*project.analyses, settings, project.config.path, only)) {
    result.findings.push_back({std::move(finding), FindingStatus::fresh, {}});
  }
  for (const auto& [id, entries] : settings.entries) {
    const bool is_wanted = only.empty() || std::find(only.begin(), only.end(), id) != only.end();
    if (is_wanted && !entries.empty()) result.rules_run.push_back(id);
  }
  return result;
}

}  // namespace loadline

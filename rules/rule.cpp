// Reads of rule entries, and the loop that runs the rules.
// SPDX-License-Identifier: Apache-2.0
#include "rules/rule.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace loadline {
namespace {

// A default as it would be written: "module", or "[call, inherit]".
std::vector<std::string> default_texts(std::string_view written) {
  if (!written.starts_with('[')) return {std::string(written)};
  std::vector<std::string> texts;
  std::string_view rest = written.substr(1, written.size() - 2);
  while (!rest.empty()) {
    const std::string_view text = rest.substr(0, rest.find(", "));
    texts.emplace_back(text);
    rest.remove_prefix(std::min(rest.size(), text.size() + 2));
  }
  return texts;
}

// The entry with the defaults of absent options, so that a rule reads its options and nothing else.
RuleEntry with_defaults(const Rule& rule, RuleEntry entry) {
  for (const OptionSpec& option : rule.options) {
    if (option.default_value.empty() || entry.has(option.name)) continue;
    entry.options.emplace(option.name, OptionValue{default_texts(option.default_value), {}});
  }
  return entry;
}

std::vector<RuleEntry> effective_entries(const Rule& rule, const RuleSettings& settings) {
  std::vector<RuleEntry> entries;
  const auto found = settings.entries.find(rule.id);
  if (found == settings.entries.end()) return entries;
  for (const RuleEntry& entry : found->second) {
    if (entry.severity != Severity::off) entries.push_back(with_defaults(rule, entry));
  }
  return entries;
}

// Two entries may forbid the same thing: what has one identity is one finding, the most severe.
void drop_repetitions(std::vector<Finding>& sorted) {
  std::set<std::string> seen;
  std::erase_if(sorted, [&](const Finding& finding) { return !seen.insert(finding.fingerprint()).second; });
}

}  // namespace

std::string RuleEntry::text(std::string_view option) const {
  const auto found = options.find(option);
  return found == options.end() || found->second.texts.empty() ? std::string() : found->second.texts.front();
}

std::vector<std::string> RuleEntry::texts(std::string_view option) const {
  const auto found = options.find(option);
  return found == options.end() ? std::vector<std::string>() : found->second.texts;
}

bool RuleEntry::flag(std::string_view option) const { return text(option) == "true"; }

double RuleEntry::number(std::string_view option, double absent) const {
  const std::string written = text(option);
  double value = absent;
  std::from_chars(written.data(), written.data() + written.size(), value);  // unlike strtod, the same in every locale
  return value;
}

const Rule* find_rule(std::string_view id) {
  for (const Rule* rule : all_rules()) {
    if (rule->id == id) return rule;
  }
  return nullptr;
}

RuleSettings default_rule_settings() {
  RuleSettings settings;
  for (const Rule* rule : all_rules()) {
    if (!rule->on_by_default) continue;
    RuleEntry entry;
    entry.severity = rule->severity;
    settings.entries[std::string(rule->id)] = {with_defaults(*rule, entry)};
  }
  return settings;
}

std::vector<Finding> run_rules(const Analyses& analyses, const RuleSettings& settings, std::string_view config_path,
                               const std::vector<std::string>& only, const Judgement* judgement) {
  std::vector<Finding> findings;
  for (const Rule* rule : all_rules()) {
    if (!only.empty() && std::find(only.begin(), only.end(), rule->id) == only.end()) continue;
    if (rule->about_findings != (judgement != nullptr)) continue;
    const std::vector<RuleEntry> entries = effective_entries(*rule, settings);
    if (entries.empty()) continue;
    rule->check(RuleInput{analyses, entries, settings.entries, settings.known_metrics, config_path, judgement}, [&](Finding finding) {
      finding.rule = rule->id;
      findings.push_back(std::move(finding));
    });
  }
  sort_findings(findings);
  drop_repetitions(findings);
  return findings;
}

}  // namespace loadline

// A rule is a value: an id, its page, its options, and a pure function from the analyses to findings.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/analyses.h"
#include "rules/engine/finding.h"
#include "rules/engine/option.h"

namespace loadline {

// One use of a rule: `forbidden-dependency` may have many, most rules have one.
struct RuleEntry {
  Severity severity = Severity::error;
  std::map<std::string, OptionValue, std::less<>> options;
  ConfigPlace place;

  bool has(std::string_view option) const { return options.find(option) != options.end(); }
  std::string text(std::string_view option) const;                // "" when absent
  std::vector<std::string> texts(std::string_view option) const;  // empty when absent
  bool flag(std::string_view option) const;
  double number(std::string_view option, double absent) const;
  const std::vector<Pattern>& patterns(std::string_view option) const;  // empty when absent
  KindSet kinds(std::string_view option) const;                         // empty when absent
};

// What is wrong with an entry beyond the types of its options: a number out of range, options that contradict each other.
struct EntryMistake {
  ConfigPlace place;
  std::string what, hint;
};

// A metric as the baseline holds it.
struct KnownMetric {
  std::string metric;
  std::string of;     // the module or class; "" for the whole graph
  std::string level;  // "module" or "file" for the whole graph, else ""
  double value = 0;
};

struct Judgement;
struct Rule;

struct RuleInput {
  const Analyses& analyses;
  std::span<const Rule* const> rules;  // all there are, for the rules about rules
  // This rule's entries with the defaults of absent options filled in. Never empty: a rule that is switched off is not
  // run.
  const std::vector<RuleEntry>& entries;
  // Every enabled rule with its entries, for the rules about rules.
  const std::map<std::string, std::vector<RuleEntry>, std::less<>>& all_entries;
  std::span<const KnownMetric> known_metrics;  // what the baseline holds
  std::string_view config_path;                // repo-relative path of loadline.yaml, "" when there is none
  // What happened to the findings of the other rules; only for rules that are about findings, otherwise nullptr.
  const Judgement* judgement = nullptr;
};

using Emit = std::function<void(Finding)>;

struct Rule {
  std::string_view id;
  // The row of the scorecard that it belongs to, which is the folder it is in; "" = none: what it finds does not say how
  // well the architecture carries load.
  std::string_view principle = "";
  std::string_view title;                 // one line: the bad pattern it names
  Severity severity = Severity::warning;  // when the config does not say
  bool on_by_default = false;  // rules that need a declaration (forbidden-dependency) are off until they have one
  bool many_entries = false;   // true: a list of entries; every entry may carry `severity` and `because`
  std::span<const OptionSpec> options = {};
  // Called with entries that have no mistake, by several threads at once with other rules.
  void (*check)(const RuleInput&, const Emit&);
  // What is wrong with an entry as a whole; "place" is filled in by find_mistake(). nullptr: nothing can be.
  std::optional<EntryMistake> (*mistake)(const RuleEntry&) = nullptr;
  // How a mark in the code suppresses a finding. false: a mark at its place or at any step of its trail does, because the
  // trail is one chain. true: the steps are separate offences, and each needs a mark.
  bool every_step = false;
  // The rule looks at findings and marks, not at code. It runs after the others, and nothing can suppress it.
  bool about_findings = false;
};

using RuleList = std::span<const Rule* const>;
const Rule* find_rule(RuleList rules, std::string_view id);  // nullptr when there is none
// The entry with the defaults of absent options, so that a rule reads its options and nothing else.
RuleEntry with_defaults(const Rule& rule, RuleEntry entry);
// The first mistake of an entry as the user wrote it, with or without defaults. Types of options were checked before.
std::optional<EntryMistake> find_mistake(const Rule& rule, const RuleEntry& entry);

struct RuleSettings {
  std::map<std::string, std::vector<RuleEntry>, std::less<>> entries;  // by rule id; absent or empty: not run
  std::vector<KnownMetric> known_metrics;                              // what the baseline holds
};

// Runs every one of `rules` that has entries (only those in `only`, when given) on all cores and returns the findings, sorted.
// Without `judgement` these are the rules about the code, with it those about findings. Throws UserError for an entry
// with a mistake, and for a query that fails.
std::vector<Finding> run_rules(RuleList rules, const Analyses& analyses, const RuleSettings& settings,
                               std::string_view config_path, const std::vector<std::string>& only = {},
                               const Judgement* judgement = nullptr);

}  // namespace loadline

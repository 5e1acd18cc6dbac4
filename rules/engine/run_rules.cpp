// Runs the rules on all cores.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <exception>
#include <iterator>
#include <map>
#include <thread>

#include "rules/engine/entry_mistake.h"
#include "rules/engine/rule.h"

namespace loadline {
namespace {

std::vector<RuleEntry> effective_entries(const Rule& rule, const RuleSettings& settings) {
  std::vector<RuleEntry> entries;
  const auto found = settings.entries.find(rule.id);
  if (found == settings.entries.end()) return entries;
  for (const RuleEntry& entry : found->second) {
    if (entry.severity != Severity::off) entries.push_back(with_defaults(rule, entry));
  }
  return entries;
}

// One rule's part of a run.
struct Turn {
  const Rule* rule;
  std::vector<RuleEntry> entries;
  std::vector<Finding> findings;
  std::exception_ptr failure;
};

std::vector<Turn> turns_of(RuleList rules, const RuleSettings& settings, std::string_view config_path,
                           const std::vector<std::string>& only, bool about_findings) {
  std::vector<Turn> turns;
  for (const Rule* rule : rules) {
    if (!only.empty() && std::find(only.begin(), only.end(), rule->id) == only.end()) continue;
    if (rule->about_findings != about_findings) continue;
    std::vector<RuleEntry> entries = effective_entries(*rule, settings);
    for (const RuleEntry& entry : entries) {
      if (const auto mistake = find_mistake(*rule, entry)) refuse(config_path, *mistake);
    }
    if (!entries.empty()) turns.push_back({rule, std::move(entries), {}, {}});
  }
  return turns;
}

// Rules wait for analyses that another one is computing: with more threads than cores, no core is idle meanwhile.
void run_on_all_cores(std::vector<Turn>& turns, const std::function<void(Turn&)>& work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t i = next++; i < turns.size(); i = next++) {
      try {
        work(turns[i]);
      } catch (...) {
        turns[i].failure = std::current_exception();
      }
    }
  };
  const std::size_t threads =
      std::min<std::size_t>(turns.size(), 2 * std::max(1u, std::thread::hardware_concurrency()));
  std::vector<std::thread> pool;
  for (std::size_t i = 1; i < threads; ++i) pool.emplace_back(run);
  run();
  for (std::thread& thread : pool) thread.join();
}

// Two entries may forbid the same thing: what has one identity at one place is one finding, the most severe. At another
// place it is another finding, and the kind counts them: fixing one must not reveal the next.
void number_repetitions(std::vector<Finding>& sorted) {
  std::map<std::string, std::vector<Place>> places;
  std::erase_if(sorted, [&](Finding& finding) {
    std::vector<Place>& known = places[finding.fingerprint()];
    if (std::find(known.begin(), known.end(), finding.where) != known.end()) return true;
    known.push_back(finding.where);
    if (known.size() > 1) finding.kind += (finding.kind.empty() ? "#" : " #") + std::to_string(known.size());
    return false;
  });
}

}  // namespace

std::vector<Finding> run_rules(RuleList rules, const Analyses& analyses, const RuleSettings& settings,
                               std::string_view config_path, const std::vector<std::string>& only,
                               const Judgement* judgement) {
  std::vector<Turn> turns = turns_of(rules, settings, config_path, only, judgement != nullptr);
  run_on_all_cores(turns, [&](Turn& turn) {
    const RuleInput input{analyses,    rules,    turn.entries, settings.entries, settings.known_metrics,
                          config_path, judgement};
    turn.rule->check(input, [&](Finding finding) {
      finding.rule = turn.rule->id;
      turn.findings.push_back(std::move(finding));
    });
  });
  std::vector<Finding> findings;
  for (Turn& turn : turns) {
    if (turn.failure) std::rethrow_exception(turn.failure);
    findings.insert(findings.end(), std::move_iterator(turn.findings.begin()), std::move_iterator(turn.findings.end()));
  }
  sort_findings(findings);
  number_repetitions(findings);
  return findings;
}

}  // namespace loadline

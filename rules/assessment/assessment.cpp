// Says in words what the scorecard says in numbers.
// SPDX-License-Identifier: Apache-2.0
//
// The first sentence is about what fails first when load grows, in the order in which things fail: data that two
// requests corrupt, threads that wait, state that a second instance does not have. Where no request comes in, what
// gives first is change. Each sentence is built from counts of this run; where a count is zero, its sentence is not
// there.
#include "rules/assessment/assessment.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/core.h>

#include "analyzers/questions/codebase_metrics.h"
#include "analyzers/routes/route.h"
#include "analyzers/structure/cycles.h"
#include "analyzers/words/phrases.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

constexpr std::size_t kMostHotSpots = 12, kMostChanges = 3;

// At most four names; of more the first three.
std::string listed_few(const std::vector<std::string>& names) { return listed(names, names.size() > 4 ? 3 : 4); }

std::string per_cent(double share) { return std::to_string(std::lround(100 * share)) + "\u00a0%"; }

// "Store::cache_" of "app::db::Store::cache_": namespaces slow readers down, and the evidence has them. What is not the name of
// a symbol stays as it is.
std::string spoken(const std::string& name) {
  constexpr std::string_view kUnnamed = "(anonymous namespace)::";
  std::string text = name;
  for (std::size_t at = text.find(kUnnamed); at != std::string::npos; at = text.find(kUnnamed)) {
    text.erase(at, kUnnamed.size());
  }
  if (text.find_first_of(" /") != std::string::npos) return name;
  const std::string_view holder = last_name(without_last(text));
  return holder.empty() ? text : std::string(holder) + "::" + std::string(last_name(text));
}

// The beginning of a long text, up to a place where it can end; the evidence has the rest.
std::string brief(const std::string& text) {
  constexpr std::size_t kLongest = 180;
  if (text.size() <= kLongest) return text;
  const std::size_t end = std::max(text.rfind("; ", kLongest), text.rfind(", ", kLongest));
  if (end == std::string::npos) return text;
  const bool is_open = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '`') % 2 != 0;
  return text.substr(0, end) + (is_open ? "` …" : " …");
}

// What to do; it may leave out what it is about, which is beside it in a finding.
std::string in_words(const Finding& finding) {
  if (finding.advice.empty()) return finding.message;
  const bool names_it = finding.from.empty() || finding.advice.find(finding.from) != std::string::npos;
  return names_it ? finding.advice : '`' + spoken(finding.from) + "`: " + finding.advice;
}

double metric(const Analyses& analyses, std::string_view name) {
  for (const CodebaseMetric& one : codebase_metrics()) {
    if (one.name == name) return one.of(analyses);
  }
  return 0;
}

class VerdictWriter {
 public:
  VerdictWriter(const AssessmentInput& input, const std::vector<ScorecardRow>& rows, const std::string& project)
      : input_(input), analyses_(input.analyses), rows_(rows), project_(project) {}

  Verdict write() {
    add_unread();
    if (analyses_.routes().empty()) {
      add("No request handler of a framework that loadline knows was found in `" + project_ +
          "`, so what gives first is not load but change.");
    } else {
      add_handlers();
    }
    add_cycles();
    add_reach();
    add_clean();
    return {std::move(sentences_), changes()};
  }

 private:
  void add(std::string sentence) { sentences_.push_back(std::move(sentence)); }

  bool ran(const std::string& rule) const {
    return std::binary_search(input_.rules_run.begin(), input_.rules_run.end(), rule);
  }

  // Findings of `rule` that count.
  std::vector<const Finding*> findings_of(std::string_view rule) const {
    std::vector<const Finding*> found;
    for (const JudgedFinding& judged : input_.findings) {
      if (judged.status != FindingStatus::suppressed && judged.finding.rule == rule) found.push_back(&judged.finding);
    }
    return found;
  }

  static std::vector<std::string> subjects(const std::vector<const Finding*>& findings) {
    std::set<std::string> names;
    for (const Finding* finding : findings) names.insert(spoken(finding->from));
    return {names.begin(), names.end()};
  }

  void add_handlers() {
    const std::vector<std::string> unguarded = subjects(findings_of("unguarded-state"));
    const std::vector<std::string> waiting = subjects(findings_of("blocking-handler"));
    const std::vector<std::string> kept = subjects(findings_of("stateful-handler"));
    std::vector<std::string> facts;
    const std::string handlers = counted(analyses_.routes().size(), "handler");
    if (!unguarded.empty()) {
      facts.push_back(listed_few(unguarded) + (unguarded.size() == 1 ? " is" : " are") +
                      " changed by handlers without a lock, and " + (unguarded.size() == 1 ? "breaks" : "break") +
                      " as soon as two requests arrive at once");
    }
    if (!waiting.empty()) {
      facts.push_back(std::to_string(waiting.size()) + " of " + handlers + (waiting.size() == 1 ? " waits" : " wait") +
                      " for something slow and hold" + (waiting.size() == 1 ? "s" : "") + " a thread meanwhile");
    }
    if (!kept.empty()) {
      facts.push_back(listed_few(kept) + (kept.size() == 1 ? " lives" : " live") +
                      " in the memory of one process, so a second instance would answer differently");
    }
    if (facts.empty()) {
      add(ran("unguarded-state") && ran("blocking-handler") && ran("stateful-handler")
              ? "None of the " + handlers +
                    " keeps state in the process or waits for something that loadline knows to block."
              : "Whether the " + handlers + " keep state or wait was not checked: the rules for it did not run.");
      return;
    }
    add(fmt::format("When load grows, this gives first: {}.", facts.front()));
    for (std::size_t i = 1; i < facts.size(); ++i) add((i == 1 ? "Then " : "And ") + facts[i] + '.');
  }

  void add_unread() {
    if (input_.lost_lines == 0) return;
    add(fmt::format("{} of {} of the code could not be analysed: anything in them is missing from what follows.",
                    input_.lost_lines, counted(input_.lines, "line")));
  }

  void add_cycles() {
    const std::vector<Cycle>& cycles = analyses_.module_cycles();
    if (cycles.empty()) {
      if (analyses_.modules().all().size() > 1) add("No module depends on itself through others.");
      return;
    }
    const Cycle& largest = *std::max_element(cycles.begin(), cycles.end(), [](const Cycle& a, const Cycle& b) {
      return a.members.size() < b.members.size();
    });
    std::vector<std::string> names;
    for (const Node member : largest.members) names.push_back(analyses_.modules().all()[member].name);
    add(std::to_string(names.size()) + " of " + counted(analyses_.modules().all().size(), "module") + " (" +
        listed_few(names) + ") depend on each other in cycles: none of them can be built, tested or replaced alone.");
  }

  void add_reach() {
    const double cost = metric(analyses_, "propagation-cost");
    if (!std::isnan(cost) && metric(analyses_, "files") > 1)
      add(fmt::format("A change to one file can reach {} of the files, on average.", per_cent(cost)));
  }

  void add_clean() {
    std::vector<std::string> good;
    for (const ScorecardRow& row : rows_) {
      // An A with warnings is good overall; here it would contradict the sentences about them.
      const bool has_complaints = row.counts[static_cast<std::size_t>(Severity::error)] > 0 ||
                                  row.counts[static_cast<std::size_t>(Severity::warning)] > 0;
      if (row.grade == Grade::a && !has_complaints) good.emplace_back(row.principle->title);
    }
    if (!good.empty()) {
      std::string text;
      for (std::size_t i = 0; i < good.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == good.size() ? " and " : ", ") + good[i];
      }
      add(fmt::format("What holds: {} {} an A.", text, good.size() == 1 ? "has" : "have"));
    }
  }

  // What buys the most points comes first; at equal points, what comes first in the scorecard.
  std::vector<Change> changes() const {
    std::vector<Change> all;
    for (const ScorecardRow& row : rows_) {
      std::map<std::string, std::size_t> change_of;  // by the thing to change
      for (std::size_t i = 0; i < row.losses.size(); ++i) {
        const Finding& finding = input_.findings[row.findings[i]].finding;
        const auto [at, is_new] = change_of.emplace(finding.from, all.size());
        if (is_new) all.push_back({brief(in_words(finding)), std::string(row.principle->id), 0, row.findings[i]});
        all[at->second].points += row.losses[i];
      }
    }
    std::stable_sort(all.begin(), all.end(), [](const Change& a, const Change& b) { return a.points > b.points; });
    std::erase_if(all, [](const Change& change) { return change.points <= 0; });
    if (all.size() > kMostChanges) all.resize(kMostChanges);
    return all;
  }

  const AssessmentInput& input_;
  const Analyses& analyses_;
  const std::vector<ScorecardRow>& rows_;
  const std::string& project_;
  std::vector<std::string> sentences_;
};

}  // namespace

Assessment assess(const AssessmentInput& input, const std::string& project) {
  Assessment assessment;
  assessment.scorecard = make_scorecard(input);
  assessment.hot_spots = find_hot_spots(input, kMostHotSpots);
  assessment.verdict = VerdictWriter(input, assessment.scorecard, project).write();
  return assessment;
}

}  // namespace loadline

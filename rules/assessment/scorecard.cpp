// Computes the grades. The formula is this file and the text at its top; nothing else influences it.
// SPDX-License-Identifier: Apache-2.0
#include "rules/assessment/scorecard.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/core.h>
#include "analyzers/handlers/handler_state.h"
#include "analyzers/questions/codebase_metrics.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/words/phrases.h"
#include "rules/all_rules.h"
#include "rules/assessment/affected_elements.h"

namespace loadline {

std::string_view grade_formula() {
  return "Each row counts things that can be right or wrong: modules, services, handlers or routes. A thing weighs "
         "what "
         "the worst finding about it weighs: an error 1, a warning 0.5, a note 0.2, no finding 0. The score is 100 × "
         "(1 − "
         "the sum of the weights / the number of things); the points that are lost are shared out among the findings "
         "about "
         "a thing by their weights. From 90 on it is an A, from 75 a B, from 55 a C, from 35 a D, "
         "below that an E. Coupling is measured besides: its score is multiplied by 1 − propagation cost, the share of "
         "the "
         "files that a change to one file cannot reach. A finding that names none of the things counts as one more of "
         "them. Findings known to the "
         "baseline count like new ones; those suppressed in the code, with a reason, do not. A row without anything to "
         "judge has no grade, and so has one of whose rules less than half ran, not counting those that need a "
         "declaration. Code that could not be read may hold anything: when the score, lowered by the share of such "
         "lines, "
         "would be another grade, the grade is not known.";
}

namespace {

constexpr double kErrorWeight = 1, kWarningWeight = 0.5, kNoteWeight = 0.2;
constexpr double kLeastForA = 90, kLeastForB = 75, kLeastForC = 55, kLeastForD = 35;

double weight_of(Severity severity) {
  switch (severity) {
    case Severity::error: return kErrorWeight;
    case Severity::warning: return kWarningWeight;
    case Severity::note: return kNoteWeight;
    case Severity::off: return 0;
  }
  return 0;
}

Grade grade_of(double score) {
  if (score >= kLeastForA) return Grade::a;
  if (score >= kLeastForB) return Grade::b;
  if (score >= kLeastForC) return Grade::c;
  return score >= kLeastForD ? Grade::d : Grade::e;
}

// What one finding is about, in the units of its row.
struct Weighed {
  double weight = 0;
  std::set<std::uint32_t> units;
};

// The weight of a unit is that of the worst finding about it. All findings about it share it by their
// weights.
struct UnitWeight {
  double worst = 0, all = 0;
};

std::map<std::uint32_t, UnitWeight> unit_weights(const std::vector<Weighed>& findings) {
  std::map<std::uint32_t, UnitWeight> units;
  for (const Weighed& one : findings) {
    for (const std::uint32_t unit : one.units) {
      units[unit].worst = std::max(units[unit].worst, one.weight);
      units[unit].all += one.weight;
    }
  }
  return units;
}

// "" when there is something.
std::string why_nothing_to_judge(const Analyses& analyses, const ScorecardRow& row) {
  if (row.principle->id == "stores" && analyses.store_uses().calls.empty()) {
    return "no use of a database or another store that loadline knows was found";
  }
  const Element element = row.principle->element;
  if (element == Element::module ? row.units > 1 : row.units > 0) return {};
  switch (element) {
    case Element::module: return "there is only one module";
    case Element::service: return "no service is declared, and no request handler was found";
    case Element::handler: return "no request handler of a framework that loadline knows was found";
    case Element::route: return "no route of a framework that loadline knows was found";
  }
  return {};
}

void split_rules(const AssessmentInput& input, ScorecardRow& row) {
  for (const Rule* rule : rules_of(*row.principle)) {
    const bool ran = std::binary_search(input.rules_run.begin(), input.rules_run.end(), std::string(rule->id));
    (ran ? row.rules_run : row.rules_off).emplace_back(rule->id);
  }
}

// Says so in the row. Rules that need a declaration have nothing to say without one, so they do not count.
bool too_few_ran(ScorecardRow& row) {
  const auto needs_declaration = [](const std::string& id) {
    const Rule& rule = *find_rule(id);
    return std::any_of(rule.options.begin(), rule.options.end(),
                       [](const OptionSpec& option) { return option.required; });
  };
  const auto off = row.rules_off.size() - static_cast<std::size_t>(std::count_if(
                                              row.rules_off.begin(), row.rules_off.end(), needs_declaration));
  const std::size_t all = row.rules_run.size() + off;
  if (row.rules_run.empty() && row.rules_off.empty()) {
    row.why_ungraded = "this version of loadline has no rule for it";
  } else if (row.principle->metric.empty() && (row.rules_run.size() * 2 < all || row.rules_run.empty())) {
    row.why_ungraded =
        fmt::format("{} of {} rules ran, too few for a grade; loadline.yaml turns them on", row.rules_run.size(), all);
  }
  return !row.why_ungraded.empty();
}

double measured_loss(const Analyses& analyses, std::string_view name) {
  for (const CodebaseMetric& metric : codebase_metrics()) {
    if (metric.name != name) continue;
    const double share = metric.of(analyses);
    return std::isnan(share) ? 0 : share;
  }
  return 0;
}

void grade(const AssessmentInput& input, const AffectedElements& affected, ScorecardRow& row) {
  const Element element = row.principle->element;
  row.units = affected.count(element);
  std::uint32_t extra = row.units;  // numbers for findings that name no unit
  std::vector<Weighed> weighed;
  for (std::uint32_t i = 0; i < input.findings.size(); ++i) {
    const JudgedFinding& judged = input.findings[i];
    const Rule* rule = find_rule(judged.finding.rule);
    if (judged.status == FindingStatus::suppressed || rule == nullptr) continue;
    if (rule->principle != row.principle->id) continue;
    Weighed one{weight_of(judged.finding.severity), affected.of(judged.finding, element)};
    if (one.units.empty()) one.units = {extra++};
    weighed.push_back(std::move(one));
    row.findings.push_back(i);
    ++row.counts[static_cast<std::size_t>(judged.finding.severity)];
  }
  row.why_ungraded = why_nothing_to_judge(input.analyses, row);
  if (!row.why_ungraded.empty()) {
    row.grade = Grade::not_applicable;
    return;
  }
  if (too_few_ran(row)) return;
  row.others = extra - row.units;
  const std::map<std::uint32_t, UnitWeight> units = unit_weights(weighed);
  double lost = 0;
  for (const auto& [number, weight] : units) lost += weight.worst;
  row.affected = static_cast<std::uint32_t>(units.size()) - row.others;
  const double best = 100 * (1 - measured_loss(input.analyses, row.principle->metric));
  row.score = best * (1 - lost / extra);
  row.grade = grade_of(row.score);
  if (input.lines > 0) {
    const double unread = static_cast<double>(input.lost_lines) / static_cast<double>(input.lines);
    if (grade_of(row.score * (1 - unread)) != row.grade) {
      row.grade = Grade::not_known;
      row.why_ungraded = std::to_string(input.lost_lines) + " of " + std::to_string(input.lines) +
                         " lines of the code could not be analysed: what they hold may lower the grade";
    }
  }
  for (const Weighed& one : weighed) {
    double part = 0;
    for (const std::uint32_t number : one.units) {
      const UnitWeight& weight = units.at(number);
      if (weight.all > 0) part += weight.worst * one.weight / weight.all;
    }
    row.losses.push_back(best * part / extra);
  }
}

std::string known_per_cent(double share) {
  return std::isnan(share) ? "–" : std::to_string(std::lround(100 * share)) + " %";
}

std::string of(std::size_t part, std::size_t whole) { return fmt::format("{} of {}", part, whole); }

void measure(const AssessmentInput& input, ScorecardRow& row) {
  const Analyses& analyses = input.analyses;
  const std::string_view id = row.principle->id;
  const auto metric = [&](std::string_view name) {
    for (const CodebaseMetric& one : codebase_metrics()) {
      if (one.name == name) row.figures.push_back({std::string(one.title), known_per_cent(one.of(analyses))});
    }
  };
  if (id == "modularity") {
    metric("modules-in-cycles");
  } else if (id == "coupling") {
    metric("propagation-cost");
    metric("crossing-references");
    metric("module-density");
  } else if (analyses.routes().empty()) {
    return;
  } else if (id == "services") {
    row.figures.push_back({"Services", std::to_string(analyses.modules().services().size())});
  } else if (id == "statelessness") {
    std::set<std::uint32_t> stateful, unguarded;
    for (const HandlerState& state : analyses.handler_states()) {
      stateful.insert(state.route);
      if (state.guard == StateGuard::none) unguarded.insert(state.route);
    }
    row.figures.push_back({"Handlers with state", of(stateful.size(), analyses.routes().size())});
    row.figures.push_back({"… unguarded", of(unguarded.size(), analyses.routes().size())});
  } else if (id == "contracts") {
    row.figures.push_back({"Routes", std::to_string(analyses.routes().size())});
  }
}

}  // namespace

std::string_view name_of(Element element) {
  switch (element) {
    case Element::module: return "module";
    case Element::service: return "service";
    case Element::handler: return "handler";
    case Element::route: return "route";
  }
  return {};
}

std::string_view name_of(Grade grade) {
  static constexpr std::array<std::string_view, 8> kNames = {"A", "B", "C", "D", "E", "n/a", "not judged", "not known"};
  return kNames[static_cast<std::size_t>(grade)];
}

std::string affected_text(const ScorecardRow& row) {
  std::string text =
      fmt::format("{} of {} affected", row.affected, counted(row.units, name_of(row.principle->element)));
  if (row.others > 0) {
    text += fmt::format(", and {} about none of them", counted(row.others, "finding"));
  }
  return text;
}

std::vector<ScorecardRow> make_scorecard(const AssessmentInput& input) {
  const AffectedElements affected(input.analyses);
  std::vector<ScorecardRow> rows;
  for (const Principle& principle : all_principles()) {
    ScorecardRow& row = rows.emplace_back();
    row.principle = &principle;
    split_rules(input, row);
    grade(input, affected, row);
    measure(input, row);
  }
  return rows;
}

}  // namespace loadline

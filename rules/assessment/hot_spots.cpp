// Adds up the heat of modules and handlers.
// SPDX-License-Identifier: Apache-2.0
#include "rules/assessment/hot_spots.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/core.h>
#include "analyzers/structure/metrics.h"
#include "rules/all_rules.h"
#include "rules/assessment/affected_elements.h"
#include "rules/evidence/handler_steps.h"

namespace loadline {

std::string_view heat_formula() {
  return "A finding heats what it is about: an error by 3, a warning by 1, a note by 0.2; of one rule the first counts "
         "whole, each further one a quarter, up to 3 in all for warnings and notes. A module that many depend on and "
         "that "
         "depends on many passes every change on: 6 × (share of the other modules that depend on it) × (share that it "
         "depends on).";
}

namespace {

constexpr double kErrorHeat = 3, kWarningHeat = 1, kNoteHeat = 0.2, kFurther = 0.25, kMostOfMild = 3, kHubHeat = 6;
constexpr double kLeastHeat = 0.05;

double heat_of(Severity severity) {
  switch (severity) {
    case Severity::error: return kErrorHeat;
    case Severity::warning: return kWarningHeat;
    case Severity::note: return kNoteHeat;
    case Severity::off: return 0;
  }
  return 0;
}

// The findings of one rule about one thing.
struct Group {
  std::vector<std::uint32_t> findings;
  double heat = 0;
};

using Groups = std::map<std::uint32_t, std::map<std::string, Group>>;  // by unit, by rule

Groups group_findings(const AssessmentInput& input, const AffectedElements& affected, Element element) {
  Groups groups;
  for (std::uint32_t i = 0; i < input.findings.size(); ++i) {
    const JudgedFinding& judged = input.findings[i];
    if (judged.status == FindingStatus::suppressed) continue;
    const double heat = heat_of(judged.finding.severity);
    for (const std::uint32_t number : affected.of(judged.finding, element)) {
      Group& group = groups[number][judged.finding.rule];
      group.heat += group.findings.empty() ? heat : kFurther * heat;
      if (judged.finding.severity != Severity::error) group.heat = std::min(group.heat, kMostOfMild);
      group.findings.push_back(i);
    }
  }
  return groups;
}

HotSpot hot_spot(const std::map<std::string, Group>& by_rule) {
  HotSpot spot;
  for (const auto& [rule, group] : by_rule) {
    const Rule* known = find_rule(rule);
    std::string text(known ? known->title : std::string_view(rule));
    if (group.findings.size() > 1) text += fmt::format(" ({} times)", group.findings.size());
    spot.reasons.push_back({group.heat, std::move(text), group.findings.front()});
  }
  return spot;
}

void finish(HotSpot& spot) {
  std::stable_sort(spot.reasons.begin(), spot.reasons.end(),
                   [](const HotSpotReason& a, const HotSpotReason& b) { return a.heat > b.heat; });
  for (const HotSpotReason& reason : spot.reasons) spot.heat += reason.heat;
}

void add_hub(const Analyses& analyses, ModuleIndex module, HotSpot& spot) {
  const ModuleMetrics& metrics = analyses.module_metrics()[module];
  const double others = static_cast<double>(analyses.modules().all().size()) - 1;
  if (others < 1) return;
  const double heat = kHubHeat * (metrics.dependants / others) * (metrics.dependencies / others);
  if (heat < kLeastHeat) return;
  spot.reasons.push_back(
      {heat,
       fmt::format("{} {} on it and it depends on {}: changes pass through it", metrics.dependants,
                   metrics.dependants == 1 ? "module depends" : "modules depend", metrics.dependencies),
       kNone});
}

}  // namespace

std::vector<HotSpot> find_hot_spots(const AssessmentInput& input, std::size_t most) {
  const AffectedElements affected(input.analyses);
  const Groups of_modules = group_findings(input, affected, Element::module);
  std::vector<HotSpot> spots;
  for (ModuleIndex module = 0; module < input.analyses.modules().all().size(); ++module) {
    const auto found = of_modules.find(module);
    HotSpot spot = found == of_modules.end() ? HotSpot{} : hot_spot(found->second);
    spot.name = input.analyses.modules().all()[module].name;
    spot.number = module;
    add_hub(input.analyses, module, spot);
    finish(spot);
    spots.push_back(std::move(spot));
  }
  for (const auto& [route, by_rule] : group_findings(input, affected, Element::handler)) {
    HotSpot spot = hot_spot(by_rule);
    spot.is_handler = true;
    spot.name = route_name(input.analyses.program(), input.analyses.routes()[route]);
    spot.number = route;
    finish(spot);
    spots.push_back(std::move(spot));
  }
  std::erase_if(spots, [](const HotSpot& spot) { return spot.heat < kLeastHeat; });
  std::stable_sort(spots.begin(), spots.end(), [](const HotSpot& a, const HotSpot& b) { return a.heat > b.heat; });
  if (spots.size() > most) spots.resize(most);
  return spots;
}

}  // namespace loadline

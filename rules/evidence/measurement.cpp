// Measures modules, classes and graphs.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/measurement.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/core.h>

#include "analyzers/structure/class_cohesion.h"
#include "analyzers/structure/metrics.h"
#include "analyzers/words/near_matches.h"
#include "analyzers/words/phrases.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/filtered_analyses.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

constexpr std::string_view kOfClasses = "lcom4";

// nullptr for the metric of classes.
const MetricSpec* find_metric(std::string_view name) {
  const auto metrics = all_metrics();
  const auto found =
      std::find_if(metrics.begin(), metrics.end(), [&](const auto& metric) { return metric.name == name; });
  return found == metrics.end() ? nullptr : &*found;
}

// What an entry's value is of, beside a module or class: the level of the graph, and what counts of it.
std::string with_filters(const RuleEntry& entry, const std::string& level) {
  const std::string filters = filter_identity(entry);
  return filters.empty() ? level : level + (level.empty() ? "" : "; ") + filters;
}

// The neighbours that a metric counts; for one of size the largest files.
std::vector<Step> module_trail(const Analyses& analyses, std::string_view metric, ModuleIndex module) {
  std::vector<Step> steps;
  if (metric == "ca" || metric == "dependants") steps = dependant_steps(analyses, module);
  if (metric == "ce" || metric == "dependencies" || metric == "reach") steps = dependency_steps(analyses, module);
  return steps.empty() ? size_steps(analyses, module) : steps;
}

std::vector<Measurement> measure_modules(const Analyses& analyses, const RuleEntry& entry, const MetricSpec& metric) {
  std::vector<Measurement> all;
  const std::string filters = with_filters(entry, "");
  for (const ModuleIndex module : selected_modules(analyses.modules(), entry, "modules")) {
    const std::string& name = analyses.modules().all()[module].name;
    all.push_back({{std::string(metric.name), name, filters, metric.of_module(analyses.module_metrics()[module])},
                   '`' + name + '`',
                   [&analyses, module, metric = metric.name] { return module_trail(analyses, metric, module); },
                   {}});
  }
  return all;
}

std::vector<Measurement> measure_graph(const Analyses& analyses, const RuleEntry& entry, const MetricSpec& metric) {
  const std::string level = entry.text("level");
  const GraphMetrics metrics =
      level == "file" ? project_file_metrics(analyses) : graph_metrics(analyses.module_dependencies().graph());
  return {{{std::string(metric.name), "", with_filters(entry, level), metric.of_graph(metrics)},
           "the graph of " + counted(metrics.nodes, level),
           [&analyses] { return reach_steps(analyses); },
           {}}};
}

std::vector<Measurement> measure_classes(const Analyses& analyses, const RuleEntry& entry) {
  const Program& program = analyses.program();
  const std::vector<ModuleIndex> modules = selected_modules(analyses.modules(), entry, "modules");
  std::vector<Measurement> all;
  for (const ClassCohesion& cohesion : analyses.class_cohesions()) {
    const Symbol& symbol = program.symbols()[cohesion.symbol];
    const ModuleIndex module = analyses.modules().of(symbol.defined.file);
    if (!std::binary_search(modules.begin(), modules.end(), module)) continue;
    all.push_back({{"lcom4", std::string(symbol.name), "", double(cohesion.lcom4())},
                   '`' + std::string(symbol.name) + '`',
                   [&program, &cohesion] { return group_steps(program, cohesion); },
                   place_of(program, symbol.defined)});
  }
  return all;
}

auto identity(const KnownMetric& metric) { return std::tie(metric.metric, metric.of, metric.level); }

bool comes_first(const KnownMetric& a, const KnownMetric& b) { return identity(a) < identity(b); }

}  // namespace

std::optional<EntryMistake> unknown_metric(const std::string& name) {
  if (name == kOfClasses || find_metric(name) != nullptr) return {};
  std::vector<std::string> names{std::string(kOfClasses)};
  for (const MetricSpec& metric : all_metrics()) names.emplace_back(metric.name);
  const std::string guess = did_you_mean(name, names);
  return EntryMistake{{},
                      fmt::format("there is no metric \"{}\"", name),
                      guess.empty() ? "\"loadline explain metric-threshold\" lists them" : guess};
}

std::vector<Measurement> measure(const Analyses& analyses, const RuleEntry& entry) {
  const MetricSpec* metric = find_metric(entry.text("metric"));
  if (metric == nullptr) return measure_classes(analyses, entry);
  return metric->of_module != nullptr ? measure_modules(analyses, entry, *metric)
                                      : measure_graph(analyses, entry, *metric);
}

const KnownMetric* find_known(std::span<const KnownMetric> known, const KnownMetric& metric) {
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const KnownMetric& other) { return identity(other) == identity(metric); });
  return found == known.end() ? nullptr : &*found;
}

std::vector<KnownMetric> metrics_for_baseline(RuleList rules, const Analyses& analyses, const RuleSettings& settings,
                                              bool accepts_worse) {
  std::vector<KnownMetric> kept;
  const auto entries = settings.entries.find("metric-threshold");
  if (entries == settings.entries.end()) return kept;
  for (const RuleEntry& written : entries->second) {
    const std::string direction = written.text("baseline");
    if (direction.empty()) continue;
    const RuleEntry entry = with_defaults(*find_rule(rules, "metric-threshold"), written);
    const FilteredAnalyses filtered(analyses, entry);
    for (const Measurement& measurement : measure(filtered.get(), entry)) {
      KnownMetric metric = measurement.metric;
      if (std::isnan(metric.value)) continue;
      const KnownMetric* known = find_known(settings.known_metrics, metric);
      if (!accepts_worse && known == nullptr) continue;
      const bool is_worse =
          known != nullptr && (direction == "max" ? metric.value > known->value : metric.value < known->value);
      if (is_worse && !accepts_worse) metric.value = known->value;
      kept.push_back(std::move(metric));
    }
  }
  std::sort(kept.begin(), kept.end(), comes_first);
  const auto is_same = [](const KnownMetric& a, const KnownMetric& b) { return identity(a) == identity(b); };
  kept.erase(std::unique(kept.begin(), kept.end(), is_same), kept.end());
  return kept;
}

}  // namespace loadline

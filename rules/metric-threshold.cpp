// metric-threshold: a metric beyond the limit that the project sets for it.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <charconv>
#include <cmath>

#include "analyzers/model/near_matches.h"
#include "analyzers/user_error.h"
#include "rules/all_rules.h"
#include "rules/evidence_steps.h"
#include "rules/module_steps.h"

namespace loadline {
namespace {

struct Limits {
  std::string metric;
  double least, most;  // infinite when not given

  bool broken_by(double value) const { return value < least || value > most; }  // NaN breaks nothing
  std::string text(double value) const {
    const bool is_low = value < least;
    return rounded(value) + (is_low ? ", less than " : ", more than ") + rounded(is_low ? least : most);
  }
};

Finding finding_for(const RuleEntry& entry, const Limits& limits, const std::string& what, double value) {
  Finding finding;
  finding.severity = entry.severity;
  finding.because = entry.text("because");
  finding.message = limits.metric + " of " + what + " is " + limits.text(value);
  finding.advice = "bring it back within the limit, or change the limit with a reason";
  finding.kind = limits.metric;
  return finding;
}

void check_modules(const RuleInput& input, const RuleEntry& entry, const MetricSpec& metric, const Limits& limits,
                   const Emit& emit) {
  for (const ModuleIndex module : selected_modules(input.analyses.modules(), entry, "modules")) {
    const double value = metric.of_module(input.analyses.module_metrics()[module]);
    if (!limits.broken_by(value)) continue;
    const std::string& name = input.analyses.modules().all()[module].name;
    Finding finding = finding_for(entry, limits, '`' + name + '`', value);
    finding.from = name;
    const bool counts_users = metric.name == "ca" || metric.name == "dependants";
    const bool counts_used = metric.name == "ce" || metric.name == "dependencies" || metric.name == "reach";
    if (!counts_used) finding.trail = dependant_steps(input.analyses, module);
    if (!counts_users) {
      const std::vector<Step> used = dependency_steps(input.analyses, module);
      finding.trail.insert(finding.trail.end(), used.begin(), used.end());
    }
    if (finding.trail.empty() || (!counts_users && !counts_used)) finding.trail = size_steps(input.analyses, module);
    finding.where = first_place(finding.trail);
    emit(std::move(finding));
  }
}

void check_graph(const RuleInput& input, const RuleEntry& entry, const MetricSpec& metric, const Limits& limits,
                 const Emit& emit) {
  const std::string level = entry.text("level");
  if (level != "module" && level != "file") {
    throw UserError("metric-threshold: `level` is \"" + level + "\"", "write `level: module` or `level: file`");
  }
  const GraphMetrics metrics = level == "file" ? project_file_metrics(input.analyses)
                                               : graph_metrics(input.analyses.module_dependencies().graph());
  const double value = metric.of_graph(metrics);
  if (!limits.broken_by(value)) return;
  Finding finding = finding_for(entry, limits, "the graph of " + counted(metrics.nodes, level), value);
  finding.to = level;
  finding.trail = reach_steps(input.analyses);
  finding.where = first_place(finding.trail);
  emit(std::move(finding));
}

void check_classes(const RuleInput& input, const RuleEntry& entry, const Limits& limits, const Emit& emit) {
  const Program& program = input.analyses.program();
  const std::vector<ModuleIndex> modules = selected_modules(input.analyses.modules(), entry, "modules");
  for (const ClassCohesion& cohesion : input.analyses.class_cohesions()) {
    const Symbol& symbol = program.symbols()[cohesion.symbol];
    const ModuleIndex module = input.analyses.modules().of(symbol.defined.file);
    if (!std::binary_search(modules.begin(), modules.end(), module) || !limits.broken_by(cohesion.lcom4())) continue;
    Finding finding = finding_for(entry, limits, '`' + std::string(symbol.name) + '`', cohesion.lcom4());
    finding.from = symbol.name;
    finding.trail = group_steps(program, cohesion);
    finding.where = place_of(program, symbol.defined);
    emit(std::move(finding));
  }
}

const MetricSpec* find_metric(const std::string& name) {
  std::vector<std::string> names{"lcom4"};
  for (const MetricSpec& metric : all_metrics()) {
    if (metric.name == name) return &metric;
    names.emplace_back(metric.name);
  }
  if (name == "lcom4") return nullptr;
  const std::vector<std::string> near = near_matches(name, names);
  throw UserError("metric-threshold: there is no metric \"" + name + '"',
                  near.empty() ? "\"loadline explain metric-threshold\" lists them" : "did you mean \"" + near[0] + "\"?");
}

void check(const RuleInput& input, const Emit& emit) {
  for (const RuleEntry& entry : input.entries) {
    const MetricSpec* metric = find_metric(entry.text("metric"));
    if (!entry.has("max") && !entry.has("min")) {
      throw UserError("metric-threshold for " + entry.text("metric") + " has no limit", "add `max` or `min`");
    }
    const Limits limits{entry.text("metric"), entry.number("min", -HUGE_VAL), entry.number("max", HUGE_VAL)};
    if (metric == nullptr) {
      check_classes(input, entry, limits, emit);
    } else if (metric->of_module != nullptr) {
      check_modules(input, entry, *metric, limits, emit);
    } else {
      check_graph(input, entry, *metric, limits, emit);
    }
  }
}

constexpr std::array kOptions = {
    OptionSpec{"metric", OptionType::text, "which metric: instability, lines, nccd, lcom4, …", true},
    OptionSpec{"max", OptionType::number, "more than this is a finding"},
    OptionSpec{"min", OptionType::number, "less than this is a finding"},
    OptionSpec{"modules", OptionType::module_pattern, "modules it holds for, for metrics of modules and classes"},
    OptionSpec{"level", OptionType::text, "for metrics of the whole graph: module or file", false, "module"},
};

}  // namespace

const Rule metric_threshold = {
    .id = "metric-threshold",
    .title = "a metric beyond the limit that the project sets for it",
    .severity = Severity::error,
    .many_entries = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

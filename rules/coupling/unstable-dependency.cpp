// unstable-dependency: a module that depends on one that changes more easily than itself.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "analyzers/structure/metrics.h"
#include "rules/all_rules.h"
#include "rules/engine/filtered_analyses.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

std::string stability_of(const std::string& name, const ModuleMetrics& metrics) {
  return '`' + name + "` (I = " + rounded(metrics.instability()) + ", Ca " + std::to_string(metrics.afferent) +
         ", Ce " + std::to_string(metrics.efferent) + ')';
}

void check(const RuleInput& input, const Emit& emit) {
  const std::vector<Module>& modules = input.analyses.modules().all();
  for (const RuleEntry& entry : input.entries) {
    const FilteredAnalyses filtered(input.analyses, entry);
    const std::vector<ModuleMetrics>& metrics = filtered.get().module_metrics();
    const ModuleDependencies& dependencies = filtered.get().module_dependencies();
    const double least = entry.number("min_difference", 0);
    const std::vector<bool> ignored = ignored_modules(input.analyses.modules(), entry);
    for (const Dependency& edge : dependencies.all()) {
      const double difference = metrics[edge.to].instability() - metrics[edge.from].instability();
      if (difference <= least || ignored[edge.from] || ignored[edge.to]) continue;
      const std::string& from = modules[edge.from].name;
      const std::string& to = modules[edge.to].name;
      const std::vector<Evidence> evidence = dependencies.evidence(edge.from, edge.to);
      Finding finding;
      finding.severity = entry.severity;
      finding.because = entry.text("because");
      finding.from = from;
      finding.to = to;
      finding.kind = filter_identity(entry);
      finding.message = stability_of(from, metrics[edge.from]) + " depends on less stable " +
                        stability_of(to, metrics[edge.to]) + " by " + counted(evidence.size(), "reference");
      finding.advice = "let `" + from + "` own an interface that `" + to + "` implements, or move what it needs down";
      finding.where = place_of(input.analyses.program(), evidence.front().where);
      finding.trail = steps_of(input.analyses.program(), evidence, 10);
      emit(std::move(finding));
    }
  }
}

constexpr std::array kOptions = {
    OptionSpec{"min_difference", OptionType::number, "how much less stable the target must be, over 0 to 1", false,
               "0.3", 0, 1},
    OptionSpec{"ignore", OptionType::module_pattern, "modules that are left out, such as tests"},
    kKindsOption,
    kFromFilesOption,
    kToFilesOption,
    kSymbolsOption,
};

}  // namespace

const Rule unstable_dependency = {
    .id = "unstable-dependency",
    .title = "a dependency on a module that changes more easily",
    .severity = Severity::note,
    .many_entries = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

// unstable-dependency: a module that depends on one that changes more easily than itself.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <fmt/core.h>

#include "analyzers/structure/metrics.h"
#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/filtered_analyses.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

std::string stability_of(const std::string& name, const ModuleMetrics& metrics) {
  return fmt::format("`{}` (I = {}, Ca {}, Ce {})", name, rounded(metrics.instability()), metrics.afferent,
                     metrics.efferent);
}

void check(const RuleInput& input, const Emit& emit) {
  for (const RuleEntry& entry : input.entries) {
    const FilteredAnalyses filtered(input.analyses, entry);
    const std::vector<ModuleMetrics>& metrics = filtered.get().module_metrics();
    const ModuleDependencies& dependencies = filtered.get().module_dependencies();
    const double least = entry.number("min_difference", 0);
    const std::vector<bool> ignored = ignored_modules(input.analyses.modules(), entry);
    for (const Dependency& edge : dependencies.all()) {
      const double difference = metrics[edge.to].instability() - metrics[edge.from].instability();
      if (difference <= least || ignored[edge.from] || ignored[edge.to]) continue;
      const std::vector<Evidence> evidence = dependencies.evidence(edge.from, edge.to);
      Finding finding = edge_finding(input.analyses, entry, edge.from, edge.to, evidence, 10);
      finding.kind = filter_identity(entry);
      finding.message = stability_of(finding.from, metrics[edge.from]) + " depends on less stable " +
                        stability_of(finding.to, metrics[edge.to]) + " by " + counted(evidence.size(), "reference");
      finding.advice = "let `" + finding.from + "` own an interface that `" + finding.to +
                       "` implements, or move what it needs down";
      emit(std::move(finding));
    }
  }
}

constexpr std::array kOptions = {
    OptionSpec{"min_difference", OptionType::number, "how much less stable the target must be, over 0 to 1", false,
               "0.3", 0, 1},
    except_option(OptionType::module_pattern, "modules that are left out, such as tests"),
    kKindsOption,
    kFromFilesOption,
    kToFilesOption,
    kSymbolsOption,
};

}  // namespace

extern const Rule unstable_dependency = {
    .id = "unstable-dependency",
    .principle = "coupling",
    .title = "a dependency on a module that changes more easily",
    .severity = Severity::note,
    .many_entries = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

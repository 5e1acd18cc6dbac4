// hub-module: a module that many depend on and that depends on many.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/core.h>
#include "analyzers/structure/metrics.h"
#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/filtered_analyses.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

double median(std::vector<std::uint32_t> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (double(values[middle - 1]) + values[middle]) / 2;
}

// More than the medians on both sides, more than `least` on both, and neither side by far the larger.
class Hubs {
 public:
  Hubs(const std::vector<ModuleMetrics>& metrics, double least) : least_(least) {
    std::vector<std::uint32_t> in, out;
    for (const ModuleMetrics& module : metrics) {
      in.push_back(module.dependants);
      out.push_back(module.dependencies);
    }
    median_in_ = median(in);
    median_out_ = median(out);
  }

  bool has(const ModuleMetrics& module) const {
    const double in = module.dependants, out = module.dependencies;
    return in >= least_ && out >= least_ && in > median_in_ && out > median_out_ && std::abs(in - out) < (in + out) / 4;
  }
  std::string medians() const { return rounded(median_in_) + " and " + rounded(median_out_); }

 private:
  double least_, median_in_ = 0, median_out_ = 0;
};

void check(const RuleInput& input, const Emit& emit) {
  const RuleEntry& entry = input.entries.front();
  const FilteredAnalyses filtered(input.analyses, entry);
  const Analyses& analyses = filtered.get();
  const std::vector<ModuleMetrics>& metrics = analyses.module_metrics();
  const Hubs hubs(metrics, entry.number("min_neighbours", 0));
  const std::vector<bool> ignored = ignored_modules(analyses.modules(), entry);
  for (ModuleIndex module = 0; module < metrics.size(); ++module) {
    if (ignored[module] || !hubs.has(metrics[module])) continue;
    const std::string& name = analyses.modules().all()[module].name;
    Finding finding;
    finding.severity = entry.severity;
    finding.from = name;
    finding.kind = filter_identity(entry);
    finding.message =
        fmt::format("`{}` is a hub: {} depend on it and it depends on {} (medians {})", name,
                    counted(metrics[module].dependants, "module"), metrics[module].dependencies, hubs.medians());
    finding.advice = "split it: what others need, apart from what needs others";
    finding.trail = dependency_steps(analyses, module);
    const std::vector<Step> users = dependant_steps(analyses, module);
    finding.trail.insert(finding.trail.end(), users.begin(), users.end());
    finding.where = first_place(finding.trail);
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    OptionSpec{"min_neighbours", OptionType::number, "least number of modules on each side that makes a hub", false,
               "5"},
    except_option(OptionType::module_pattern, "modules that are left out"),
    kKindsOption,
    kFromFilesOption,
    kToFilesOption,
    kSymbolsOption,
};

}  // namespace

extern const Rule hub_module = {
    .id = "hub-module",
    .principle = "coupling",
    .title = "a module that many depend on and that depends on many",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

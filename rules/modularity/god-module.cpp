// god-module: a module so large that it is most of what it belongs to.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <fmt/core.h>

#include "analyzers/structure/metrics.h"
#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

void check(const RuleInput& input, const Emit& emit) {
  const RuleEntry& entry = input.entries.front();
  const std::vector<ModuleMetrics>& metrics = input.analyses.module_metrics();
  std::uint64_t all_lines = 0;
  for (const ModuleMetrics& module : metrics) all_lines += module.lines;
  const std::vector<bool> ignored = ignored_modules(input.analyses.modules(), entry);
  for (ModuleIndex module = 0; module < metrics.size(); ++module) {
    const ModuleMetrics& size = metrics[module];
    const bool is_large = double(size.lines) > entry.number("max_lines", 0) &&
                          double(size.classes) > entry.number("max_classes", 0) && metrics.size() > 1;
    if (ignored[module] || !is_large) continue;
    const std::string& name = input.analyses.modules().all()[module].name;
    Finding finding;
    finding.severity = entry.severity;
    finding.from = name;
    finding.message =
        fmt::format("`{}` has {}, {} % of all, in {}, and {} classes", name, counted(size.lines, "line"),
                    rounded(100.0 * double(size.lines) / double(all_lines)), counted(size.files, "file"), size.classes);
    finding.advice = "split it along its users, or declare the modules inside it";
    finding.trail = size_steps(input.analyses, module);
    finding.where = first_place(finding.trail);
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    OptionSpec{"max_lines", OptionType::number, "a module with more lines is too large", false, "27000"},
    OptionSpec{"max_classes", OptionType::number, "… if it also has more classes than this", false, "30"},
    except_option(OptionType::module_pattern, "modules that are left out"),
};

}  // namespace

extern const Rule god_module = {
    .id = "god-module",
    .principle = "modularity",
    .title = "a module that is too large",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

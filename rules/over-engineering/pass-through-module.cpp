// pass-through-module: modules that add nothing: nearly all they do is call another one.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "analyzers/structure/forwarding.h"
#include "analyzers/words/phrases.h"
#include "analyzers/words/test_code.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

constexpr std::size_t kMostSteps = 10;

std::vector<Step> steps_of(const Program& program, const std::vector<Forward>& forwards) {
  std::vector<Step> steps;
  for (std::size_t i = 0; i < std::min(kMostSteps, forwards.size()); ++i) {
    const auto name = [&](SymbolIndex symbol) { return '`' + std::string(program.symbols()[symbol].name) + '`'; };
    steps.push_back(
        {place_of(program, forwards[i].where), name(forwards[i].from) + " only calls " + name(forwards[i].to)});
  }
  if (forwards.size() > kMostSteps) steps.push_back({{}, fmt::format("and {} more", forwards.size() - kMostSteps)});
  return steps;
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const Modules& modules = analyses.modules();
  const RuleEntry& entry = input.entries.front();
  const double least = entry.number("min_functions", 3), share = entry.number("share", 0.8);
  const std::vector<bool> ignored = ignored_modules(modules, entry);
  for (const ForwardingModule& module : find_forwarding(analyses.program(), modules)) {
    const auto forwards = static_cast<double>(module.forwards.size());
    if (ignored[module.module] || module.target == kNone || forwards < least) continue;
    if (forwards < share * module.functions) continue;
    if (is_test_code(analyses.program().files()[modules.all()[module.module].files.front()].path)) continue;
    const std::string &name = modules.all()[module.module].name, &target = modules.all()[module.target].name;
    Finding finding;
    finding.severity = entry.severity;
    finding.trail = steps_of(analyses.program(), module.forwards);
    finding.where = first_place(finding.trail);
    finding.message = fmt::format("`{}` only passes calls on to `{}`: {} of its {} do nothing else", name, target,
                                  module.forwards.size(), counted(module.functions, "function"));
    finding.advice =
        fmt::format("let its users call `{}` directly, or move into it what they all do before and after", target);
    finding.from = name;
    finding.to = target;
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    OptionSpec{"min_functions", OptionType::number, "least number of functions that only pass calls on", false, "3"},
    OptionSpec{"share", OptionType::number, "least share of the module's functions that they make up", false, "0.8", 0,
               1},
    except_option(OptionType::module_pattern, "modules that may only pass calls on"),
};

}  // namespace

extern const Rule pass_through_module = {
    .id = "pass-through-module",
    .principle = "over-engineering",
    .title = "a module that only passes calls on to another",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

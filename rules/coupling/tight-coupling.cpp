// tight-coupling: modules that share their internals or their global variables.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "analyzers/structure/coupling.h"
#include "rules/engine/rule.h"
#include "rules/evidence/filtered_analyses.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

// "3 content, 1 common, 20 data": the carriers, worst kind first.
std::string carriers_of(const Coupling& coupling) {
  std::string text;
  for (int i = kCouplingKinds - 1; i >= 0; --i) {
    const std::uint32_t count = coupling.carriers[static_cast<std::size_t>(i)];
    if (count == 0) continue;
    text +=
        (text.empty() ? "" : ", ") + std::to_string(count) + ' ' + std::string(name_of(static_cast<CouplingKind>(i)));
  }
  return text;
}

std::string advice_for(CouplingKind kind) {
  switch (kind) {
    case CouplingKind::content: return "let the class offer what is needed, or move the two into one module";
    case CouplingKind::common: return "pass the value in, or put it behind functions of the module that owns it";
    case CouplingKind::inheritance: return "use the class as a member, or inherit from an interface";
    case CouplingKind::control: return "offer two functions, or an enumeration that says what is meant";
    case CouplingKind::data: break;
  }
  return "use fewer of its symbols: one function of its own instead of several of theirs";
}

void check(const RuleInput& input, const Emit& emit) {
  const Modules& modules = input.analyses.modules();
  for (const RuleEntry& entry : input.entries) {
    const FilteredAnalyses filtered(input.analyses, entry);
    const ModuleDependencies& dependencies = filtered.get().module_dependencies();
    const std::vector<bool> ignored = ignored_modules(modules, entry);
    for (const Coupling& coupling : filtered.get().couplings()) {
      if (coupling.strength() < entry.number("min_strength", 0) || ignored[coupling.from] || ignored[coupling.to])
        continue;
      const bool is_mutual = dependencies.find(coupling.to, coupling.from) != nullptr;
      Finding finding = edge_finding(input.analyses, entry, coupling.from, coupling.to, coupling.worst, 10);
      finding.kind = name_of(coupling.kind());
      finding.message = '`' + finding.from + "` is coupled to `" + finding.to + "` by " + finding.kind + ", " +
                        (is_mutual ? "and back" : "one way") + ": strength " + rounded(coupling.strength()) +
                        ", symbols: " + carriers_of(coupling);
      finding.advice = advice_for(coupling.kind());
      emit(std::move(finding));
    }
  }
}

constexpr std::array kOptions = {
    OptionSpec{"min_strength", OptionType::number, "1 data, 2 control, 3 inheritance, 4 common, 5 content", false, "4",
               0, 6},
    except_option(OptionType::module_pattern, "modules that are left out, such as tests"),
    kKindsOption,
    kFromFilesOption,
    kToFilesOption,
    kSymbolsOption,
};

}  // namespace

extern const Rule tight_coupling = {
    .id = "tight-coupling",
    .principle = "coupling",
    .title = "modules that share their internals or their global variables",
    .severity = Severity::note,
    .many_entries = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

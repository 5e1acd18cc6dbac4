// unused-abstraction: interfaces that nothing implements, or that nobody calls through.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <fmt/core.h>

#include "analyzers/structure/interfaces.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/judged_interfaces.h"

namespace loadline {
namespace {

void check(const RuleInput& input, const Emit& emit) {
  const Program& program = input.analyses.program();
  const RuleEntry& entry = input.entries.front();
  for (const Interface& interface : judged_interfaces(input.analyses, entry)) {
    const bool is_implemented = !interface.implementations.empty();
    if (is_implemented && interface.uses > 0) continue;
    // A template may derive from it: which classes come of that is not known here.
    if (!is_implemented && !interface.derived.empty()) continue;
    const Symbol& symbol = program.symbols()[interface.symbol];
    Finding finding;
    finding.severity = entry.severity;
    finding.where = place_of(program, symbol.defined);
    finding.message = fmt::format("the interface `{}` is {}", symbol.name,
                                  is_implemented ? "used only by its implementations" : "implemented by nothing");
    finding.advice =
        is_implemented ? "remove it, and use its implementations directly" : "remove it until something implements it";
    for (const SymbolIndex implementation : interface.implementations) {
      const Symbol& derived = program.symbols()[implementation];
      finding.trail.push_back({place_of(program, derived.defined), fmt::format("`{}` implements it", derived.name)});
    }
    finding.from = symbol.name;
    finding.kind = is_implemented ? "never used" : "never implemented";
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::symbol_pattern, "interfaces that may stay unused for now"),
};

}  // namespace

extern const Rule unused_abstraction = {
    .id = "unused-abstraction",
    .principle = "over-engineering",
    .title = "an interface that nothing implements or nothing uses",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

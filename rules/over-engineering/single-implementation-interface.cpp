// single-implementation-interface: interfaces with one implementation beside them, made for a second that never came.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "analyzers/structure/interfaces.h"
#include "analyzers/words/identifier_words.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/judged_interfaces.h"

namespace loadline {
namespace {

// The others are for other platforms, and not part of this build.
bool is_for_a_platform(const Program& program, const Symbol& implementation) {
  const auto says = [](std::string_view name) {
    return has_word(name, {"posix", "unix", "linux", "win", "win32", "windows", "mac", "macos", "darwin", "bsd",
                           "android", "ios", "epoll", "kqueue", "native", "platform"});
  };
  return says(implementation.name) || says(program.files()[implementation.defined.file].path);
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const Program& program = analyses.program();
  const Modules& modules = analyses.modules();
  const RuleEntry& entry = input.entries.front();
  for (const Interface& interface : judged_interfaces(analyses, entry)) {
    if (interface.implementations.size() != 1) continue;
    const Symbol& symbol = program.symbols()[interface.symbol];
    const Symbol& implementation = program.symbols()[interface.implementations.front()];
    if (!implementation.defined.known() || is_for_a_platform(program, implementation)) continue;
    if (implementation.has(kTemplate)) continue;  // one for each type: the interface hides which
    // An interface that another module implements turns a dependency around: that is what interfaces are for.
    if (modules.of(symbol.defined.file) != modules.of(implementation.defined.file)) continue;
    Finding finding;
    finding.severity = entry.severity;
    finding.where = place_of(program, symbol.defined);
    finding.message = fmt::format("the interface `{}` has one implementation, `{}`, in the same module", symbol.name,
                                  implementation.name);
    finding.advice = "use the class itself, and extract an interface when there is a second implementation";
    finding.trail = {
        {place_of(program, implementation.defined), fmt::format("`{}` implements it", implementation.name)}};
    finding.from = symbol.name;
    finding.to = implementation.name;
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::symbol_pattern, "interfaces that may have one implementation"),
};

}  // namespace

extern const Rule single_implementation_interface = {
    .id = "single-implementation-interface",
    .principle = "over-engineering",
    .title = "an interface whose only implementation is beside it",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

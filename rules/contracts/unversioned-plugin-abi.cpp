// unversioned-plugin-abi: tables of functions between a program and its plug-ins that do not say which version they are.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <fmt/core.h>
#include "analyzers/services/plugin_tables.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {
namespace {

void check(const RuleInput& input, const Emit& emit) {
  const Program& program = input.analyses.program();
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  for (const PluginTable& table : find_plugin_tables(program, input.analyses.api_uses())) {
    const std::string name(program.symbols()[table.symbol].name);
    if (table.has_version || any_matches(ignored, name)) continue;
    Finding finding;
    finding.severity = entry.severity;
    finding.where = place_of(program, table.where);
    finding.message = fmt::format("the plug-in table `{}` has no version", name);
    finding.advice = "begin it with a version or its own size, and let the host refuse what it does not know";
    const std::string who = table.handed_over_by == kNone
                                ? "it is looked up in a shared library here"
                                : fmt::format("`{}` hands it over", program.symbols()[table.handed_over_by].name);
    finding.trail = {{place_of(program, table.handed_over), who}};
    finding.from = name;
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::symbol_pattern, "tables that need no version"),
};

}  // namespace

extern const Rule unversioned_plugin_abi = {
    .id = "unversioned-plugin-abi",
    .principle = "contracts",
    .title = "a table of plug-in functions without a version",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

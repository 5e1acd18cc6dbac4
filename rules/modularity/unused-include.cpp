// unused-include: an include between modules that no symbol uses: an edge on paper only.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>

#include "analyzers/structure/unused_includes.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_filter.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

using Ends = std::pair<ModuleIndex, ModuleIndex>;

std::map<Ends, std::vector<Evidence>> unused_between_modules(const Analyses& analyses) {
  const Program& program = analyses.program();
  const Modules& modules = analyses.modules();
  const auto crosses = [&](const Include& include) {
    const ModuleIndex from = modules.of(include.from), to = modules.of(include.to);
    return from != kNone && to != kNone && from != to;
  };
  std::map<Ends, std::vector<Evidence>> unused;
  for (const std::uint32_t number : unused_includes(program, crosses)) {
    const Include& include = program.includes()[number];
    unused[{modules.of(include.from), modules.of(include.to)}].push_back(
        {{include.from, include.line}, include.kind(), kNone, kNone, include.to, 0});
  }
  return unused;
}

// Whether nothing else makes the edge: without these directives it is gone.
bool is_whole_edge(const Analyses& analyses, Ends ends, std::size_t unused) {
  const Dependency* edge = analyses.module_dependencies().find(ends.first, ends.second);
  return edge != nullptr && edge->total == unused;
}

void check_entry(const RuleInput& input, const RuleEntry& entry, const Emit& emit) {
  const bool by_file = is_file_level(entry);
  const std::vector<bool> ignored = ignored_modules(input.analyses.modules(), entry);
  const EvidenceFilter filter(input.analyses, entry);
  for (auto& [ends, evidence] : unused_between_modules(input.analyses)) {
    const bool is_whole = is_whole_edge(input.analyses, ends, evidence.size());
    std::erase_if(evidence, [&](const Evidence& one) { return !filter.passes(one); });
    if (ignored[ends.first] || ignored[ends.second] || (!by_file && !is_whole) || evidence.empty()) continue;
    Finding finding = edge_finding(input.analyses, entry, ends.first, ends.second, evidence);
    const auto is_import = [](const Evidence& one) { return one.kind == ReferenceKind::import_; };
    const bool imports = std::all_of(evidence.begin(), evidence.end(), is_import);
    finding.message = '`' + finding.from + (imports ? "` imports `" : "` includes `") + finding.to + "` " +
                      (evidence.size() == 1 ? "once" : std::to_string(evidence.size()) + " times") +
                      " without using anything from it";
    finding.advice = is_whole ? "remove the directives, and the modules are independent" : "remove the directives";
    emit(std::move(finding));
  }
}

void check(const RuleInput& input, const Emit& emit) {
  for (const RuleEntry& entry : input.entries) check_entry(input, entry, emit);
}

constexpr std::array kOptions = {
    OptionSpec{.name = "level",
               .type = OptionType::text,
               .help = "`module`: only where nothing at all is used; `file`: every directive between modules",
               .default_value = "module",
               .choices = kLevels},
    except_option(OptionType::module_pattern, "modules that are left out, on either side"),
    kFromFilesOption,
    kToFilesOption,
};

}  // namespace

extern const Rule unused_include = {
    .id = "unused-include",
    .principle = "modularity",
    .title = "an include or import between modules that no symbol uses",
    .severity = Severity::note,
    .on_by_default = true,
    .many_entries = true,
    .options = kOptions,
    .check = check,
    .every_step = true,
};

}  // namespace loadline

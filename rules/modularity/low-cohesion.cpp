// low-cohesion: a class whose methods fall into groups that have nothing to do with each other.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "analyzers/structure/class_cohesion.h"
#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

// Groups of at least `least` methods: a lone getter is not a second purpose.
ClassCohesion without_small_groups(const ClassCohesion& cohesion, double least) {
  ClassCohesion rest = cohesion;
  std::erase_if(rest.groups, [&](const auto& group) { return double(group.size()) < least; });
  return rest;
}

// Without patterns everything is meant.
bool are_meant(const std::vector<Pattern>& patterns, std::string_view name) {
  return patterns.empty() || any_matches(patterns, name);
}

void check(const RuleInput& input, const Emit& emit) {
  const Program& program = input.analyses.program();
  const Modules& modules = input.analyses.modules();
  for (const RuleEntry& entry : input.entries) {
    std::vector<bool> selected(modules.all().size());
    for (const ModuleIndex module : selected_modules(modules, entry, "modules")) selected[module] = true;
    const std::vector<Pattern>& files = entry.patterns("files");
    const std::vector<Pattern>& names = entry.patterns("symbols");
    for (const ClassCohesion& cohesion : input.analyses.class_cohesions()) {
      const Symbol& symbol = program.symbols()[cohesion.symbol];
      const ModuleIndex module = modules.of(symbol.defined.file);
      if (module == kNone || !selected[module]) continue;
      if (!are_meant(files, program.files()[symbol.defined.file].path) || !are_meant(names, symbol.name)) continue;
      const ClassCohesion large = without_small_groups(cohesion, entry.number("min_group", 0));
      if (large.lcom4() <= entry.number("max_groups", 0)) continue;
      Finding finding;
      finding.severity = entry.severity;
      finding.because = entry.text("because");
      finding.from = symbol.name;
      finding.message = fmt::format(
          "`{}` has {} of methods that share no field and do not call each other (LCOM4 is {}, of {})", symbol.name,
          counted(large.lcom4(), "group"), cohesion.lcom4(), counted(cohesion.methods, "method"));
      finding.advice = "make each group a class of its own";
      finding.where = place_of(program, symbol.defined);
      finding.trail = group_steps(program, large);
      emit(std::move(finding));
    }
  }
}

constexpr std::array kOptions = {
    OptionSpec{"max_groups", OptionType::number, "more groups than this are a finding", false, "1"},
    OptionSpec{"min_group", OptionType::number, "smaller groups of methods do not count", false, "4"},
    OptionSpec{"modules", OptionType::module_pattern, "only classes of these modules"},
    OptionSpec{"files", OptionType::path_pattern, "only classes that these files define"},
    OptionSpec{"symbols", OptionType::symbol_pattern, "only classes of these names"},
};

}  // namespace

extern const Rule low_cohesion = {
    .id = "low-cohesion",
    .principle = "modularity",
    .title = "a class whose methods have nothing to do with each other",
    .severity = Severity::note,
    .many_entries = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

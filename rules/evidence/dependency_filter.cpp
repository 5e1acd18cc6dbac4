// Filters dependencies by module, and finds those on system headers.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/dependency_filter.h"

#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
DependencyFilter::DependencyFilter(const Analyses& analyses, const RuleEntry& entry)
    : program_(analyses.program()),
      entry_(entry),
      evidence_(analyses, entry),
      from_modules_(meant_modules(analyses.modules(), entry.patterns("from"))),
      to_modules_(meant_modules(analyses.modules(), entry.patterns("to"))) {
  const std::vector<bool> excepted = meant_modules(analyses.modules(), entry.patterns(kExcept));
  for (ModuleIndex i = 0; i < excepted.size(); ++i) from_modules_[i] = from_modules_[i] && !excepted[i];
}

bool DependencyFilter::forbids(ModuleIndex from, ModuleIndex to) const {
  return !entry_.has("to") || (to != kNone && to != from && to_modules_[to]);
}

std::vector<Evidence> DependencyFilter::to_system() const {
  std::vector<Evidence> found;
  if (entry_.has("to") || !evidence_.names_targets()) return found;
  const auto leads_out = [&](FileIndex from, FileIndex to) {
    return to != kNone && program_.files()[to].origin == Origin::system &&
           program_.files()[from].origin == Origin::project;
  };
  for (const Include& include : program_.includes()) {
    if (!leads_out(include.from, include.to)) continue;
    const Evidence evidence = evidence_of(include);
    if (evidence_.passes(evidence)) found.push_back(evidence);
  }
  for (const Reference& reference : program_.references()) {
    if (!leads_out(reference.file, program_.file_of(reference.to))) continue;
    const Evidence evidence = evidence_of(program_, reference);
    if (evidence_.passes(evidence)) found.push_back(evidence);
  }
  sort_by_place(found);
  return found;
}

std::string DependencyFilter::pattern_behind(const Evidence& evidence) const {
  if (evidence.to != kNone) {
    for (const Pattern& pattern : entry_.patterns("symbols")) {
      if (pattern.matches(program_.symbols()[evidence.to].name)) return pattern.text();
    }
  }
  for (const Pattern& pattern : entry_.patterns("to_files")) {
    if (pattern.matches(program_.files()[evidence.to_file].path)) return pattern.text();
  }
  return {};
}

}  // namespace loadline

// Filters dependencies by module, and finds those on system headers.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/dependency_filter.h"

#include "analyzers/words/path_pattern.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {
namespace {

// By module: whether a pattern means it.
std::vector<bool> selected(const Modules& modules, const std::vector<std::string>& patterns) {
  std::vector<bool> result(modules.all().size());
  for (const std::string& pattern : patterns) {
    for (const ModuleIndex module : modules.select(pattern)) result[module] = true;
  }
  return result;
}

}  // namespace

DependencyFilter::DependencyFilter(const Analyses& analyses, const RuleEntry& entry)
    : program_(analyses.program()),
      entry_(entry),
      evidence_(analyses, entry),
      from_modules_(selected(analyses.modules(), entry.texts("from"))),
      to_modules_(selected(analyses.modules(), entry.texts("to"))) {
  const std::vector<bool> excepted = selected(analyses.modules(), entry.texts("except"));
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
    for (const std::string& pattern : entry_.texts("symbols")) {
      if (matches_name(pattern, program_.symbols()[evidence.to].name)) return pattern;
    }
  }
  for (const std::string& pattern : entry_.texts("to_files")) {
    if (matches_path(pattern, program_.files()[evidence.to_file].path)) return pattern;
  }
  return {};
}

}  // namespace loadline

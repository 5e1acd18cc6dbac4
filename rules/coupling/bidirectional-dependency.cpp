// bidirectional-dependency: two modules that depend on each other directly.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <fmt/core.h>

#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_filter.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

void append(std::vector<Step>& trail, const std::vector<Step>& steps) {
  trail.insert(trail.end(), steps.begin(), steps.end());
}

void check_pair(const RuleInput& input, const RuleEntry& entry, const EvidenceFilter& filter, ModuleIndex a,
                ModuleIndex b, const Emit& emit) {
  const Program& program = input.analyses.program();
  const std::vector<Evidence> forth = filter.between_modules(a, b);
  const std::vector<Evidence> back = filter.between_modules(b, a);
  if (forth.empty() || back.empty()) return;
  const std::string& first = input.analyses.modules().all()[a].name;
  const std::string& second = input.analyses.modules().all()[b].name;
  const bool forth_is_lighter = forth.size() <= back.size();
  const std::vector<Evidence>& lighter = forth_is_lighter ? forth : back;
  Finding finding;
  finding.severity = entry.severity;
  finding.because = entry.text("because");
  finding.from = first;
  finding.to = second;
  finding.message = fmt::format("`{}` and `{}` depend on each other ({} one way, {} back)", first, second,
                                counted(forth.size(), "reference"), back.size());
  finding.advice = "cut the lighter side, `" + (forth_is_lighter ? first : second) + "` -> `" +
                   (forth_is_lighter ? second : first) + "`, or merge the two into one module";
  finding.where = place_of(program, lighter.front().where);
  append(finding.trail, steps_of(program, lighter, 10));
  append(finding.trail, steps_of(program, forth_is_lighter ? back : forth, 3));
  emit(std::move(finding));
}

void check(const RuleInput& input, const Emit& emit) {
  for (const RuleEntry& entry : input.entries) {
    const EvidenceFilter filter(input.analyses, entry);
    const std::vector<ModuleIndex> selected = selected_modules(input.analyses.modules(), entry, "modules");
    std::vector<bool> counts(input.analyses.modules().all().size());
    for (const ModuleIndex module : selected) counts[module] = true;
    for (const Dependency& edge : input.analyses.module_dependencies().all()) {
      const bool is_pair = edge.from < edge.to && counts[edge.from] && counts[edge.to] &&
                           input.analyses.module_dependencies().find(edge.to, edge.from) != nullptr;
      if (is_pair) check_pair(input, entry, filter, edge.from, edge.to, emit);
    }
  }
}

constexpr std::array kOptions = {
    OptionSpec{"modules", OptionType::module_pattern, "only pairs of these modules"},
    kKindsOption,
    kFromFilesOption,
    kToFilesOption,
    kSymbolsOption,
};

}  // namespace

extern const Rule bidirectional_dependency = {
    .id = "bidirectional-dependency",
    .principle = "coupling",
    .title = "two modules that depend on each other directly",
    .severity = Severity::warning,
    .many_entries = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

// undeclared-dependency: what modules declare to depend on, against what their code does.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_filter.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

using Names = std::vector<std::string>;

std::vector<bool> meant_by(const Modules& modules, const Names& patterns) {
  std::vector<bool> meant(modules.all().size());
  for (const std::string& pattern : patterns) {
    for (const ModuleIndex module : modules.select(pattern)) meant[module] = true;
  }
  return meant;
}

// One closed module: what it may depend on, compared with what it does depend on.
class Contract {
 public:
  Contract(const RuleInput& input, const RuleEntry& entry, const ModuleDeclaration& declaration, const Emit& emit)
      : input_(input),
        entry_(entry),
        declaration_(declaration),
        emit_(emit),
        modules_(input.analyses.modules()),
        self_(modules_.find(declaration.name)),
        allowed_(meant_by(modules_, declaration.depends_on)),
        deprecated_(meant_by(modules_, declaration.deprecated_dependencies)),
        filter_(input.analyses, entry) {}

  void check_used() const {
    for (const Dependency& edge : input_.analyses.module_dependencies().all()) {
      if (edge.from != self_ || (allowed_[edge.to] && !deprecated_[edge.to])) continue;
      const std::vector<Evidence> evidence = filter_.between_modules(edge.from, edge.to);
      if (evidence.empty()) continue;
      const bool is_deprecated = deprecated_[edge.to];
      const std::string& to = modules_.all()[edge.to].name;
      Finding finding = finding_for(to, is_deprecated ? "deprecated" : "undeclared");
      // Code that still uses what it is allowed to use for now is not an error.
      if (is_deprecated) finding.severity = std::min(finding.severity, Severity::warning);
      finding.message =
          fmt::format("`{}` depends on `{}` ({}), which its `depends_on` {}", declaration_.name, to,
                      counted(evidence.size(), "reference"), is_deprecated ? "marks as deprecated" : "does not list");
      finding.advice = is_deprecated ? "remove these references" : "remove these references, or declare the dependency";
      finding.where = place_of(input_.analyses.program(), evidence.front().where);
      finding.trail = steps_of(input_.analyses.program(), evidence);
      finding.carriers = carriers_in(input_.analyses.program(), evidence);
      emit_(std::move(finding));
    }
  }

  void check_declared() const {
    for (const std::string& pattern : declaration_.depends_on) {
      const std::vector<ModuleIndex> meant = modules_.select(pattern);
      const bool is_used = std::any_of(meant.begin(), meant.end(), [&](ModuleIndex module) {
        return input_.analyses.module_dependencies().find(self_, module) != nullptr;
      });
      if (is_used || meant.empty()) continue;  // unmatched-rule reports what matches nothing
      Finding finding = finding_for(pattern, "unused");
      finding.severity = std::min(finding.severity, Severity::warning);
      finding.message = fmt::format("`{}` declares a dependency on `{}` that no code uses", declaration_.name, pattern);
      finding.advice = "remove it from `depends_on`";
      finding.where = {std::string(input_.config_path), declaration_.place.line};
      finding.trail = {{finding.where, fmt::format("`{}` is declared here", declaration_.name)}};
      emit_(std::move(finding));
    }
  }

 private:
  Finding finding_for(const std::string& to, const char* kind) const {
    Finding finding;
    finding.severity = entry_.severity;
    finding.because = entry_.text("because");
    finding.from = declaration_.name;
    finding.to = to;
    finding.kind = kind;
    return finding;
  }

  const RuleInput& input_;
  const RuleEntry& entry_;
  const ModuleDeclaration& declaration_;
  const Emit& emit_;
  const Modules& modules_;
  ModuleIndex self_;
  std::vector<bool> allowed_, deprecated_;
  EvidenceFilter filter_;
};

// `from` and `requires`: each of the first must depend directly on one of the second.
void check_required(const RuleInput& input, const RuleEntry& entry, const Emit& emit) {
  const Modules& modules = input.analyses.modules();
  const Names patterns = entry.texts("requires");
  const std::vector<bool> wanted = meant_modules(modules, entry.patterns("requires"));
  if (std::find(wanted.begin(), wanted.end(), true) == wanted.end()) return;  // unmatched-rule reports that
  std::vector<bool> has_one(modules.all().size());
  const Graph graph = EvidenceFilter(input.analyses, entry).module_graph();
  for (const Edge& edge : graph.edges()) has_one[edge.from] = has_one[edge.from] || wanted[edge.to];
  for (const ModuleIndex module : selected_modules(modules, entry, "from")) {
    if (has_one[module] || wanted[module]) continue;
    Finding finding;
    finding.severity = entry.severity;
    finding.because = entry.text("because");
    finding.from = modules.all()[module].name;
    for (const std::string& pattern : patterns) finding.to += (finding.to.empty() ? "" : ",") + pattern;
    finding.kind = "missing";
    finding.message = fmt::format("`{}` does not depend on {}, which it must use", finding.from, listed(patterns));
    finding.advice = "use it, or take the module out of `from`";
    finding.where = {std::string(input.config_path), entry.place.line};
    finding.trail = {{finding.where, "the dependency is required here"}};
    const std::vector<Step> used = dependency_steps(input.analyses, module);
    finding.trail.insert(finding.trail.end(), used.begin(), used.end());
    emit(std::move(finding));
  }
}

void check(const RuleInput& input, const Emit& emit) {
  const RuleEntry* contract_entry = &input.entries.front();
  for (const RuleEntry& entry : input.entries) {
    if (entry.has("requires")) {
      check_required(input, entry, emit);
    } else {
      contract_entry = &entry;
    }
  }
  // An entry about something else does not disable the declarations of the modules.
  RuleEntry entry = *contract_entry;
  if (entry.has("requires")) entry.options = {};
  for (const ModuleDeclaration& declaration : input.analyses.architecture().modules) {
    if (!declaration.closed || input.analyses.modules().find(declaration.name) == kNone) continue;
    const Contract contract(input, entry, declaration, emit);
    contract.check_used();
    contract.check_declared();
  }
}

std::optional<EntryMistake> mistake(const RuleEntry& entry) {
  if (entry.has("from") == entry.has("requires")) return {};
  return EntryMistake{{}, "undeclared-dependency has `from` or `requires` without the other", "give both, or none"};
}

constexpr std::array kOptions = {
    kKindsOption,
    kFromFilesOption,
    kToFilesOption,
    kSymbolsOption,
    OptionSpec{"from", OptionType::module_pattern, "modules that must have a dependency"},
    OptionSpec{"requires", OptionType::module_pattern, "modules, one of which each module in `from` must use directly"},
};

}  // namespace

extern const Rule undeclared_dependency = {
    .id = "undeclared-dependency",
    .principle = "modularity",
    .title = "a dependency that differs from what its module declares",
    .severity = Severity::error,
    .on_by_default = true,
    .many_entries = true,
    .options = kOptions,
    .check = check,
    .mistake = mistake,
};

}  // namespace loadline

// layer-violation: a lower layer that depends on a higher one, or siblings that know each other.
// SPDX-License-Identifier: Apache-2.0
//
//   layers: [ui, "billing | users", core]      ui -> core            fine: layers may be skipped downwards
//                                              core -> ui            upward
//                                              billing -> users      sibling
//                                              scripts (not listed)  unlisted, when the stack is exhaustive
#include <array>

#include <fmt/core.h>

#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_filter.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

// Where a module is in a stack.
struct Standing {
  bool listed = false;
  std::size_t rank = 0;     // 0 is the top
  std::size_t sibling = 0;  // among the modules of one rank
  std::string name;         // as the stack lists it: the module or the closest one around it
};

// By module. A nested module is in the layer of the closest listed module around it.
std::vector<Standing> standings_in(const LayerStack& stack, const Modules& modules) {
  std::vector<Standing> standings(modules.all().size());
  for (std::size_t rank = 0; rank < stack.layers.size(); ++rank) {
    const std::vector<std::string>& names = stack.layers[rank].modules;
    for (std::size_t sibling = 0; sibling < names.size(); ++sibling) {
      for (const ModuleIndex module : modules.select(names[sibling])) {
        Standing& standing = standings[module];
        // The longer name is the closer one: "store.sql" is inside "store".
        if (!standing.listed || names[sibling].size() > standing.name.size()) {
          standing = {true, rank, sibling, names[sibling]};
        }
      }
    }
  }
  return standings;
}

struct Violation {
  std::string kind, message, advice;
};

Violation upward(const std::string& from, const std::string& to, const Standing& above, std::size_t references) {
  return {"upward",
          '`' + from + "` must not depend on `" + to + "`, which is a layer above (" +
              counted(references, "reference") + ')',
          "move what `" + from + "` uses into its own layer or a lower one, or turn the dependency around: let `" +
              above.name + "` pass it in"};
}

Violation sibling(const std::string& from, const std::string& to, std::size_t references) {
  return {"sibling",
          fmt::format("`{}` and `{}` are siblings that must not know each other ({})", from, to,
                      counted(references, "reference")),
          "move what both need into a lower layer, or let a higher layer connect them"};
}

void check_dependencies(const RuleInput& input, const RuleEntry& entry, const LayerStack& stack,
                        const std::vector<Standing>& standings, const Emit& emit) {
  const EvidenceFilter filter(input.analyses, entry);
  for (const Dependency& dependency : input.analyses.module_dependencies().all()) {
    const Standing& from = standings[dependency.from];
    const Standing& to = standings[dependency.to];
    if (!from.listed || !to.listed || from.rank < to.rank) continue;
    if (from.rank == to.rank && from.sibling == to.sibling) continue;
    const std::vector<Evidence> evidence = filter.between_modules(dependency.from, dependency.to);
    if (evidence.empty()) continue;
    Finding finding = edge_finding(input.analyses, entry, dependency.from, dependency.to, evidence);
    const Violation violation = from.rank > to.rank ? upward(finding.from, finding.to, to, evidence.size())
                                                    : sibling(finding.from, finding.to, evidence.size());
    finding.kind = violation.kind;
    finding.message = violation.message;
    finding.advice = violation.advice;
    finding.because = stack.because;
    finding.carriers = carriers_in(input.analyses.program(), evidence);
    emit(std::move(finding));
  }
}

void check_exhaustive(const RuleInput& input, const RuleEntry& entry, const LayerStack& stack,
                      const std::vector<Standing>& standings, const Emit& emit) {
  if (!stack.exhaustive) return;
  const std::vector<Module>& modules = input.analyses.modules().all();
  for (ModuleIndex i = 0; i < modules.size(); ++i) {
    if (standings[i].listed || modules[i].files.empty()) continue;
    Finding finding;
    finding.from = modules[i].name;
    finding.kind = "unlisted";
    finding.message = fmt::format("`{}` is in no layer, and the layers are exhaustive", modules[i].name);
    finding.advice = "give it a place in `layers`";
    finding.because = stack.because;
    finding.severity = entry.severity;
    finding.where = {std::string(input.config_path), stack.place.line};
    emit(std::move(finding));
  }
}

void check(const RuleInput& input, const Emit& emit) {
  for (const RuleEntry& entry : input.entries) {
    for (const LayerStack& stack : input.analyses.architecture().layers) {
      const std::vector<Standing> standings = standings_in(stack, input.analyses.modules());
      check_dependencies(input, entry, stack, standings, emit);
      check_exhaustive(input, entry, stack, standings, emit);
    }
  }
}

constexpr std::array kOptions = {
    kKindsOption,
    kFromFilesOption,
    kToFilesOption,
    kSymbolsOption,
};

}  // namespace

extern const Rule layer_violation = {
    .id = "layer-violation",
    .principle = "modularity",
    .title = "a layer that depends on one above or beside it",
    .severity = Severity::error,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
    .every_step = true,
};

}  // namespace loadline

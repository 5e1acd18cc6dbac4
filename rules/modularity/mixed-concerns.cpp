// mixed-concerns: one class or function that deals with several things which change for different reasons.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <map>

#include <fmt/core.h>

#include "analyzers/structure/metrics.h"
#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/concerns.h"
#include "rules/evidence/evidence_filter.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {
namespace {

// The class that code is in, else its function; a lambda in a function is a unit of its own. kNone for main(), which
// puts the parts of a program together and so knows all of them.
SymbolIndex unit_of(const Program& program, const std::vector<SymbolIndex>& outermost, SymbolIndex symbol) {
  if (outermost[symbol] != kNone) return outermost[symbol];
  constexpr int kDeepest = 64;  // facts are read from files: a cycle of parents must not hang the program
  SymbolIndex at = symbol;
  for (int depth = 0; at != kNone && depth < kDeepest; ++depth, at = program.symbols()[at].parent) {
    const SymbolKind kind = program.symbols()[at].kind;
    if (kind == SymbolKind::lambda) return at;
    if (kind == SymbolKind::function) return program.symbols()[at].name == "main" ? kNone : at;
  }
  return kNone;
}

// A lambda goes by the function it is in, which a new line above does not rename.
std::string name_of_unit(const Program& program, SymbolIndex unit) {
  const Symbol& symbol = program.symbols()[unit];
  if (symbol.kind != SymbolKind::lambda || symbol.parent == kNone) return std::string(symbol.name);
  return "lambda in " + std::string(program.symbols()[symbol.parent].name);
}

struct Use {
  Evidence first;
  std::uint32_t count = 0;
};
using Uses = std::map<std::uint32_t, Use>;  // by concern

std::map<SymbolIndex, Uses> uses_by_unit(const Analyses& analyses, const Concerns& concerns,
                                         const EvidenceFilter& filter) {
  const Program& program = analyses.program();
  const std::vector<SymbolIndex> outermost = outermost_classes(program);
  std::map<SymbolIndex, Uses> units;
  for (const Reference& reference : program.references()) {
    const std::uint32_t concern = concerns.of(program.file_of(reference.to));
    const bool is_written = (reference.flags & kImplicitReference) == 0;
    // What belongs to a concern itself is what it is about.
    if (concern == 0 || !is_written || reference.from == kNone || concerns.of(reference.file) == concern) continue;
    const SymbolIndex unit = unit_of(program, outermost, reference.from);
    if (unit == kNone || analyses.modules().of(reference.file) == kNone) continue;
    const Evidence evidence = evidence_of(program, reference);
    if (!filter.passes(evidence)) continue;
    Use& use = units[unit][concern];
    if (use.count++ == 0) use.first = evidence;
  }
  return units;
}

void check_entry(const RuleInput& input, const RuleEntry& entry, const Emit& emit) {
  const Program& program = input.analyses.program();
  const Concerns concerns(input.analyses, entry);
  const EvidenceFilter filter(input.analyses, entry);
  for (const auto& [unit, uses] : uses_by_unit(input.analyses, concerns, filter)) {
    if (double(uses.size()) <= entry.number("max_concerns", 0)) continue;
    const Symbol& symbol = program.symbols()[unit];
    std::vector<std::string> names;
    Finding finding;
    for (const auto& [concern, use] : uses) {
      names.push_back(concerns.name(concern));
      Step step = step_of(program, use.first);
      step.text = names.back() + " (" + counted(use.count, "reference") + "): " + step.text;
      finding.trail.push_back(std::move(step));
      finding.kind += (finding.kind.empty() ? "" : ",") + names.back();
    }
    finding.severity = entry.severity;
    finding.because = entry.text("because");
    finding.from = name_of_unit(program, unit);
    finding.message = fmt::format("`{}` deals with {} itself", finding.from, listed(names));
    finding.advice = "let it keep one of them, and move the others to a class or module of their own";
    finding.where = place_of(program, symbol.defined.known() ? symbol.defined : uses.begin()->second.first.where);
    emit(std::move(finding));
  }
}

void check(const RuleInput& input, const Emit& emit) {
  for (const RuleEntry& entry : input.entries) check_entry(input, entry, emit);
}

constexpr std::array kOptions = {
    OptionSpec{"concerns", OptionType::module_pattern,
               "modules, each pattern one concern; without it, libraries for requests, storage and presentation"},
    OptionSpec{"max_concerns", OptionType::number, "a unit with more concerns than this is a finding", false, "1"},
    kKindsOption,
    kFromFilesOption,
    kToFilesOption,
    kSymbolsOption,
};

}  // namespace

extern const Rule mixed_concerns = {
    .id = "mixed-concerns",
    .principle = "modularity",
    .title = "a class or function that deals with several concerns",
    .severity = Severity::note,
    .on_by_default = true,
    .many_entries = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

// swallowed-exception: catch clauses that do nothing, so that nobody learns of a failure.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <fmt/core.h>

#include "analyzers/routes/route.h"
#include "analyzers/words/test_code.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {
namespace {

// A destructor must not throw, so that it may have to drop an exception.
bool is_destructor(const Program& program, SymbolId id) {
  const Symbol* symbol = program.symbol(id);
  return symbol != nullptr && symbol->kind == SymbolKind::destructor;
}

// Nothing is done, or no more than continuing. A clause that leaves because of one kind of exception reads it as an
// answer: the end of the input, or something that is not a number.
bool is_swallowed(const Program& program, const CatchFact& clause) {
  constexpr std::string_view kAnything = "std::exception";
  const bool is_broad = clause.type == 0 || program.name_of(clause.type) == kAnything;
  return clause.body == CatchBody::empty || (clause.body == CatchBody::leaves && is_broad);
}

void check(const RuleInput& input, const Emit& emit) {
  const Program& program = input.analyses.program();
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  for (const FunctionFact& function : program.bodies().functions) {
    for (const CatchFact& clause : program.bodies().catches_of(function)) {
      const std::string name = handler_name(program, function.symbol);
      if (!is_swallowed(program, clause) || is_destructor(program, function.symbol) || any_matches(ignored, name))
        continue;
      if (is_test_code(program.files()[clause.file].path)) continue;
      const std::string type = clause.type == 0 ? "..." : handler_name(program, clause.type);
      Finding finding;
      finding.severity = entry.severity;
      finding.where = place_of(program, {clause.file, clause.line});
      finding.message = fmt::format("`{}` catches `{}` and does nothing", name, type);
      finding.advice = "log it and count it, return an error, or let the exception pass to where it can be handled";
      finding.from = name;
      finding.to = type;
      emit(std::move(finding));
    }
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::symbol_pattern, "functions that may drop exceptions"),
};

}  // namespace

extern const Rule swallowed_exception = {
    .id = "swallowed-exception",
    .principle = "observability",
    .title = "an exception that is caught and silently dropped",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

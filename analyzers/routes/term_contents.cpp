// Terms of texts, and what a term says in the end: texts, callables, classes.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/value_flow.h"

#include <utility>

namespace loadline {

Term text_term(std::string text) {
  Term term;
  term.kind = ValueKind::literal;
  term.literal_kind = LiteralKind::string;
  term.text = std::move(text);
  return term;
}

std::size_t parts_in(const Term& term) {
  std::size_t count = 1;
  for (const Term& part : term.parts) count += parts_in(part);
  return count;
}

std::string ValueFlow::text_of(const Term& term) const {
  switch (term.kind) {
    case ValueKind::literal: return term.text;
    case ValueKind::join: {
      std::string text;
      for (const Term& part : term.parts) {
        const std::string more = text_of(part);
        if (more != "{?}" || !text.ends_with("{?}")) text += more;
      }
      return text;
    }
    case ValueKind::choice: return term.parts.empty() ? "{?}" : text_of(term.parts.front());
    default: return "{?}";
  }
}

std::vector<SymbolId> ValueFlow::callables_of(const Term& term) const {
  if (term.kind == ValueKind::callable) return {term.symbol};
  std::vector<SymbolId> found;
  for (const Term& part : term.parts) {
    for (const SymbolId callable : callables_of(part)) found.push_back(callable);
    if (term.kind == ValueKind::choice && !found.empty()) break;
  }
  // An object that is made of callables: a pair, an entry of a table.
  if (const CallFact* made = made_by(term); made != nullptr && found.empty()) {
    for (const ArgumentFact& argument : arguments_of(*made)) {
      const Term part = term_of(*term.body, argument);
      if (made_by(part) != nullptr && part.place.index >= term.place.index) continue;
      for (const SymbolId callable : callables_of(part)) found.push_back(callable);
    }
  }
  if (!found.empty() || term.symbol == 0) return found;
  const auto own = call_operators_.find(term.symbol);
  return own == call_operators_.end() ? found : own->second;
}

std::vector<SymbolId> ValueFlow::classes_of(const Term& term) const {
  std::vector<SymbolId> found;
  if (term.kind == ValueKind::place && term.symbol != 0) found.push_back(term.symbol);
  // std::make_shared<Handler>(…), std::unique_ptr<Handler>(new Handler).
  if (const CallFact* made = made_by(term)) {
    for (const ArgumentFact& argument : arguments_of(*made)) {
      const Term inner = term_of(*term.body, argument);
      if (inner.kind == ValueKind::place && inner.symbol != 0) found.push_back(inner.symbol);
    }
  }
  for (const Term& part : term.parts) {
    for (const SymbolId type : classes_of(part)) found.push_back(type);
  }
  return found;
}

}  // namespace loadline

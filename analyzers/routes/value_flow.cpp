// Indexes assignments, and makes terms of values.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/value_flow.h"

#include <algorithm>

#include "analyzers/calls/call_arguments.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {

ValueFlow::ValueFlow(const Program& program, const CallGraph& calls, const CallSites& sites, const Libraries& libraries)
    : program_(program), bodies_(program.bodies()), calls_(calls), sites_(sites) {
  index_functions(libraries);
  for (const Reference& reference : program.references()) {
    if (reference.kind() != ReferenceKind::override_ || reference.from == kNone || reference.to == kNone) continue;
    overridden_[program.symbols()[reference.from].id].push_back(program.symbols()[reference.to].id);
  }
  index_calls();
  index_writes();
}

void ValueFlow::index_functions(const Libraries& libraries) {
  roles_.reserve(program_.symbols().size());
  for (SymbolIndex index = 0; index < program_.symbols().size(); ++index) {
    const Symbol& symbol = program_.symbols()[index];
    const bool is_function = symbol.kind == SymbolKind::function || symbol.kind == SymbolKind::method ||
                             symbol.kind == SymbolKind::constructor || symbol.kind == SymbolKind::conversion;
    roles_.push_back(is_function ? value_role(symbol.name, libraries) : ValueRole::none);
    if (!is_function || symbol.parent == kNone) continue;
    const SymbolId holder = program_.symbols()[symbol.parent].id;
    members_[holder].push_back(index);
    const bool is_call_operator = last_name(symbol.name) == "operator()" && calls_.find(symbol.id) != kNone;
    if (is_call_operator) call_operators_[holder].push_back(symbol.id);
  }
}

ValueRole ValueFlow::role(SymbolId callee) const {
  const SymbolIndex index = program_.find_symbol(callee);
  return index == kNone ? ValueRole::none : roles_[index];
}

void ValueFlow::index_calls() {
  for (const FunctionFact& function : bodies_.functions) {
    for (std::uint32_t at = function.first_call; at < function.first_call + function.call_count; ++at) {
      const CallFact& fact = bodies_.calls[at];
      if (fact.callee == 0) continue;
      const CallSite site{&function, at};
      SymbolId variable = fact.object.last_field != 0 ? fact.object.last_field : fact.object.symbol;
      ValueRole what = role(fact.callee);
      if (what == ValueRole::assigns && fact.chain != kNone) {  // table[key] = value
        const CallFact& target = bodies_.calls[function.first_call + fact.chain];
        if (role(target.callee) != ValueRole::subscript) continue;
        variable = target.object.last_field != 0 ? target.object.last_field : target.object.symbol;
      }
      const bool stores = what == ValueRole::inserts || what == ValueRole::inserts_pair || what == ValueRole::assigns;
      if (stores && variable != 0) assignments_[variable].push_back({site, kNone});
    }
  }
}

void ValueFlow::index_writes() {
  for (const FunctionFact& function : bodies_.functions) {
    for (std::uint32_t at = function.first_write; at < function.first_write + function.write_count; ++at) {
      const WriteFact& write = bodies_.writes[at];
      const SymbolId variable = write.place.last_field != 0 ? write.place.last_field : write.place.symbol;
      if (write.value != kNone && variable != 0) assignments_[variable].push_back({{&function, 0}, at});
    }
  }
}

std::string_view ValueFlow::name_of(SymbolId id) const { return program_.name_of(id); }

std::vector<CallSite> ValueFlow::callers_of(SymbolId function) const {
  std::vector<CallSite> all;
  std::vector<SymbolId> open{function};
  for (std::size_t at = 0; at < open.size(); ++at) {
    const auto direct = calls_of(open[at]);
    all.insert(all.end(), direct.begin(), direct.end());
    const auto bases = overridden_.find(open[at]);
    if (bases != overridden_.end()) open.insert(open.end(), bases->second.begin(), bases->second.end());
  }
  return all;
}

std::span<const ArgumentFact> ValueFlow::arguments_of(const CallFact& call) const { return bodies_.arguments_of(call); }

const ArgumentFact* ValueFlow::argument(const CallFact& call, int position) const {
  return argument_at(program_, call, position);
}

Term ValueFlow::term(const FunctionFact& body, const ValueFact& value) const {
  Term result;
  result.kind = value.kind;
  result.literal_kind = value.literal_kind;
  result.element = value.element;
  result.symbol = value.symbol;
  result.place = value.place;
  result.body = &body;
  result.line = value.line;
  if (value.kind == ValueKind::literal) result.text = bodies_.texts[value.text];
  for (std::uint32_t i = 0; i < value.child_count; ++i) result.parts.push_back(term_at(body, value.first_child + i));
  return result;
}

Term ValueFlow::term_at(const FunctionFact& body, std::uint32_t value) const {
  if (value == kNone || value >= body.value_count) return {};
  return term(body, bodies_.values[body.first_value + value]);
}

Term ValueFlow::term_of(const FunctionFact& body, const ArgumentFact& argument) const {
  if (argument.value != kNone) return term_at(body, argument.value);
  Term result;
  result.body = &body;
  result.symbol = argument.callable != 0 ? argument.callable : argument.type;
  result.place = argument.place;
  if (argument.literal_kind != LiteralKind::none) {
    result.kind = ValueKind::literal;
    result.literal_kind = argument.literal_kind;
    result.text = bodies_.texts[argument.literal];
    result.symbol = 0;
  } else {
    result.kind = argument.callable != 0 ? ValueKind::callable : ValueKind::place;
  }
  return result;
}

Term ValueFlow::argument_term(const CallSite& site, int position) const {
  const ArgumentFact* found = position == kNoArgument ? nullptr : argument(call(site), position);
  return found == nullptr ? Term() : term_of(*site.body, *found);
}

Term ValueFlow::object_term(const CallSite& site) const {
  const CallFact& fact = call(site);
  if (fact.object_value != kNone) return term_at(*site.body, fact.object_value);
  Term object;
  object.body = site.body;
  if (fact.chain != kNone) {
    object.place.root = Root::call_result;
    object.place.index = fact.chain;
  } else if ((fact.flags & kCallConstructs) == 0) {
    object.place = fact.object;
  }
  if (object.place.root != Root::unknown) object.kind = ValueKind::place;
  return object;
}

CallSite ValueFlow::site_of(const Term& result) const {
  if (result.kind != ValueKind::place || result.place.root != Root::call_result || result.body == nullptr) return {};
  if (result.place.index >= result.body->call_count) return {};
  return {result.body, result.body->first_call + result.place.index};
}

const CallFact* ValueFlow::made_by(const Term& term) const {
  const CallSite site = site_of(term);
  return site.body == nullptr ? nullptr : &bodies_.calls[site.call];
}

std::span<const SymbolIndex> ValueFlow::members_of(SymbolId type) const {
  const auto found = members_.find(type);
  return found == members_.end() ? std::span<const SymbolIndex>() : found->second;
}

}  // namespace loadline

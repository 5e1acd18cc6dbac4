// What variables, fields and the elements of tables are given, as terms.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/routes/value_flow.h"

namespace loadline {
namespace {

constexpr std::size_t kMostEntries = 4000;  // of a table

}  // namespace

SymbolId ValueFlow::variable_of(const Term& term) {
  if (term.kind != ValueKind::place) return 0;
  // `entry.path` of a local, parameter or static: its own name; the field is the part that is asked for.
  const bool is_part = term.element != kWhole;
  switch (term.place.root) {
    case Root::static_:
    case Root::local:
    case Root::capture: {
      if (is_part && term.place.field == term.place.last_field) return term.place.symbol;
      if (is_part) return term.place.field;
      return term.place.last_field != 0 ? term.place.last_field : term.place.symbol;
    }
    case Root::this_:
    case Root::call_result:
    case Root::parameter:
    case Root::value_parameter:
      if (is_part && term.place.field == term.place.last_field && term.place.root != Root::this_) return 0;
      return is_part && term.place.field != term.place.last_field ? term.place.field : term.place.last_field;
    default: return 0;
  }
}

std::span<const Assignment> ValueFlow::assignments_of(SymbolId variable) const {
  const auto found = variable == 0 ? assignments_.end() : assignments_.find(variable);
  return found == assignments_.end() ? std::span<const Assignment>() : found->second;
}

// What a local object was filled with, field by field, in no order that tells.
Term ValueFlow::filled(const Term& local) const {
  Term group;
  if (local.kind != ValueKind::place || local.place.root != Root::local || local.body == nullptr) return group;
  group.kind = ValueKind::group;
  group.body = local.body;
  const FunctionFact& body = *local.body;
  for (std::uint32_t at = body.first_call; at < body.first_call + body.call_count; ++at) {
    const CallFact& fact = bodies_.calls[at];
    const bool fills = fact.object.root == Root::local && fact.object.symbol == local.place.symbol &&
                       fact.object.last_field != 0 && role(fact.callee) == ValueRole::assigns;
    if (fills) group.parts.push_back(simplified(argument_term({&body, at}, 0)));
  }
  for (const WriteFact& write : bodies_.writes_of(body)) {
    const PlaceFact& place = write.place;
    const bool fills = place.root == Root::local && place.symbol == local.place.symbol && place.last_field != 0;
    if (fills && write.value != kNone) group.parts.push_back(simplified(term_at(body, write.value)));
  }
  return group;
}

// The local variable that an assignment works on, 0 when it is none.
SymbolId ValueFlow::root_of(const Assignment& assignment) const {
  const PlaceFact& place =
      assignment.write != kNone ? bodies_.writes[assignment.write].place : call(assignment.site).object;
  return place.root == Root::local ? place.symbol : 0;
}

std::vector<SymbolId> ValueFlow::assigned_variables() const {
  std::vector<SymbolId> all;
  for (const auto& [variable, assignments] : assignments_) all.push_back(variable);
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<Term> ValueFlow::entries_of(const Assignment& assignment) const {
  std::vector<Term> entries;
  if (assignment.write != kNone) {
    const WriteFact& write = bodies_.writes[assignment.write];
    Term value = simplified(term_at(*assignment.site.body, write.value));
    if (write.target != kNone) {  // table[key] = value, of plain pointers
      Term pair;
      pair.kind = ValueKind::group;
      pair.body = assignment.site.body;
      pair.line = write.line;
      pair.parts.push_back(
          simplified(argument_term({assignment.site.body, assignment.site.body->first_call + write.target}, 0)));
      pair.parts.push_back(std::move(value));
      return {pair};
    }
    const bool is_table =
        value.kind == ValueKind::group && !value.parts.empty() &&
        std::any_of(value.parts.begin(), value.parts.end(),
                    [](const Term& part) { return part.kind == ValueKind::group || part.kind == ValueKind::place; }) &&
        value.symbol == 0;
    if (!is_table) return {value};
    for (Term& part : value.parts) {
      if (entries.size() < kMostEntries) entries.push_back(std::move(part));
    }
    return entries;
  }
  const CallFact& fact = call(assignment.site);
  const ValueRole what = role(fact.callee);
  Term pair;
  pair.kind = ValueKind::group;
  pair.body = assignment.site.body;
  pair.line = fact.line;
  if (what == ValueRole::assigns) {
    Term value = simplified(argument_term(assignment.site, 0));
    if (fact.chain == kNone) return {value};
    pair.parts.push_back(
        simplified(argument_term({assignment.site.body, assignment.site.body->first_call + fact.chain}, 0)));
    pair.parts.push_back(std::move(value));
    return {pair};
  }
  std::uint16_t count = 0;
  for (const ArgumentFact& argument : arguments_of(fact)) count = std::max<std::uint16_t>(count, argument.position + 1);
  if (count == 1) return {simplified(argument_term(assignment.site, 0))};
  for (std::uint16_t i = 0; i < count; ++i) pair.parts.push_back(simplified(argument_term(assignment.site, i)));
  return {pair};
}

Term ValueFlow::part_of(const Term& entry, std::uint16_t element, SymbolId field) const {
  if (entry.kind == ValueKind::group) return element < entry.parts.size() ? entry.parts[element] : Term();
  if (entry.kind == ValueKind::choice) {
    Term choice = entry;
    for (Term& part : choice.parts) part = part_of(part, element, field);
    return choice;
  }
  const CallFact* made = made_by(entry);
  if (made != nullptr) {
    const CallSite site = site_of(entry);
    const Node node = calls_.find(made->callee);
    if (node == kNone) return simplified(argument_term(site, element));  // std::pair, make_pair, an aggregate
    // The constructor says what it makes the field of. One that copies an object which it has made itself says nothing more
    // the second time.
    if (std::find(expanding_.begin(), expanding_.end(), node) != expanding_.end()) return {};
    for (const FunctionFact& body : calls_.bodies_of(node)) {
      for (const WriteFact& write : bodies_.writes_of(body)) {
        if (write.place.last_field != field || write.value == kNone) continue;
        Term value = term_at(body, write.value);
        expanding_.push_back(node);
        substitute(value, body.symbol, site);
        value = simplified(std::move(value));
        expanding_.pop_back();
        return value;
      }
    }
    return {};
  }
  if (entry.kind != ValueKind::place || entry.element != kWhole) return {};
  if (entry.place.root == Root::local) {  // `Entry entry; entry.path = path; table.push_back(entry);`
    for (const Assignment& assignment : assignments_of(field)) {
      if (assignment.site.body != entry.body || root_of(assignment) != entry.place.symbol) continue;
      const std::vector<Term> values = entries_of(assignment);
      if (!values.empty()) return values.front();
    }
  }
  Term part = entry;
  part.element = element;
  if (part.place.field == 0) part.place.field = field;
  part.place.last_field = field;
  return part;
}

}  // namespace loadline

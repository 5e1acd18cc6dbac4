// Replaces what needs no caller and no assignment: wrappers of texts and callables, results of functions, captures.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/value_flow.h"

#include <algorithm>

namespace loadline {
namespace {

constexpr int kDeepestTerm = 12;              // of simplification, one inside the other
constexpr std::size_t kMostExpansions = 100;  // of functions by what they return, for one term
constexpr std::size_t kMostResults = 200;     // of what a function returns: more is no path and no handler

}  // namespace

Term ValueFlow::simplified(Term term, int depth) const {
  if (expanding_.empty()) expansions_ = 0;
  if (depth > kDeepestTerm) return term;
  for (Term& part : term.parts) part = simplified(std::move(part), depth + 1);
  if (term.kind != ValueKind::place) return term;
  if (term.place.root == Root::capture) return captured(term);
  if (term.place.root == Root::call_result && term.place.field == 0) return simplified_result(term, depth);
  return term;
}

Term ValueFlow::simplified_result(const Term& result, int depth) const {
  const CallSite site = site_of(result);
  if (site.body == nullptr) return result;
  const CallFact& fact = call(site);
  const auto first = [&] { return simplified(argument_term(site, 0), depth + 1); };
  switch (role(fact.callee)) {
    case ValueRole::same_text: {
      Term inner = (fact.flags & (kCallConstructs | kCallStaticOrFree)) != 0 ? first() : Term();
      if (inner.kind != ValueKind::unknown) return inner;
      Term object = object_term(site);
      return object.kind == ValueKind::unknown ? result : simplified(std::move(object), depth + 1);
    }
    case ValueRole::joins: {
      Term joined;
      joined.kind = ValueKind::join;
      for (const ArgumentFact& argument : arguments_of(fact)) {
        joined.parts.push_back(simplified(term_of(*site.body, argument), depth + 1));
      }
      return joined;
    }
    case ValueRole::formats: return formatted(site);
    case ValueRole::binds: return first();
    default: break;
  }
  return wrapped(site, result, depth);
}

// A wrapper of a callable, such as std::function or with_auth(&list), stands for what it wraps; if that is not to be found,
// for the lambda that it makes of it.
Term ValueFlow::wrapped(const CallSite& site, const Term& result, int depth) const {
  const CallFact& fact = call(site);
  // An entry of a table, made by a constructor or a function, is more than its callable.
  const auto arguments = arguments_of(fact);
  const bool is_entry =
      arguments.size() > 1 && std::any_of(arguments.begin(), arguments.end(), [&](const ArgumentFact& argument) {
        return argument.literal_kind == LiteralKind::string && bodies_.texts[argument.literal].starts_with('/');
      });
  if (is_entry || ((fact.flags & kCallConstructs) != 0 && arguments.size() > 1)) return result;
  Term returned = returned_by(site, depth);
  if (returned.kind != ValueKind::unknown && callables_of(returned).empty()) return returned;
  Term choice;
  choice.kind = ValueKind::choice;
  for (const ArgumentFact& argument : arguments) {
    if (argument.literal_kind != LiteralKind::none) continue;
    Term inner = term_of(*site.body, argument);
    if (inner.kind == ValueKind::callable) return inner;
    const bool may_hold =
        inner.kind == ValueKind::place && inner.place.root != Root::call_result && returned.kind != ValueKind::unknown;
    if (may_hold) choice.parts.push_back(std::move(inner));
  }
  if (returned.kind == ValueKind::unknown) return result;
  if (choice.parts.empty()) return returned;
  choice.parts.push_back(std::move(returned));
  return choice;
}

// What a function of the program returns, in the terms of its caller. Functions that call themselves or each other say
// nothing more the second time, and a dozen that return several things each would say too much.
Term ValueFlow::returned_by(const CallSite& site, int depth) const {
  const CallFact& fact = call(site);
  const Node node = (fact.flags & kCallConstructs) != 0 ? kNone : calls_.find(fact.callee);
  if (node == kNone || ++expansions_ > kMostExpansions) return {};
  if (std::find(expanding_.begin(), expanding_.end(), node) != expanding_.end()) return {};
  expanding_.push_back(node);
  Term choice;
  choice.kind = ValueKind::choice;
  const FunctionFact& body = calls_.bodies_of(node).front();
  for (const ReturnFact& result : bodies_.returns_of(body)) {
    if (result.value == kNone) continue;
    Term one = simplified(term_at(body, result.value), depth + 1);
    substitute(one, body.symbol, site);
    choice.parts.push_back(simplified(std::move(one), depth + 1));
  }
  expanding_.pop_back();
  if (choice.parts.empty() || parts_in(choice) > kMostResults) return {};
  return choice.parts.size() == 1 ? std::move(choice.parts.front()) : choice;
}

Term ValueFlow::captured(const Term& term) const {
  if (term.body == nullptr) return term;
  for (const CaptureFact& capture : bodies_.captures_of(*term.body)) {
    if (capture.variable != term.place.symbol) continue;
    const Node node = calls_.find(capture.within);
    if (node == kNone) return term;
    const FunctionFact& around = calls_.bodies_of(node).front();
    if (capture.value != kNone && term.element == kWhole)
      return simplified(term_at(around, capture.value), kDeepestTerm / 2);
    Term outer = term;
    outer.place = capture.place;
    if (outer.place.root == Root::local) outer.place.symbol = term.place.symbol;
    if (term.place.last_field != 0) {
      if (outer.place.field == 0) outer.place.field = term.place.field;
      outer.place.last_field = term.place.last_field;
    }
    outer.body = &around;
    return outer.place.root == Root::capture ? captured(outer) : outer;
  }
  return term;
}

// format("/v1/{}", x): the pattern, cut at its fields.
Term ValueFlow::formatted(const CallSite& site) const {
  const Term pattern = simplified(argument_term(site, 0), 1);
  Term joined;
  joined.kind = ValueKind::join;
  const std::string& text = pattern.text;
  int field = 1;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = std::min(text.find('{', at), text.size());
    Term literal;
    literal.kind = ValueKind::literal;
    literal.literal_kind = LiteralKind::string;
    literal.text = text.substr(at, open - at);
    joined.parts.push_back(std::move(literal));
    if (open == text.size()) break;
    joined.parts.push_back(simplified(argument_term(site, field++), 1));
    at = std::min(text.find('}', open), text.size() - 1) + 1;
  }
  return joined;
}

void ValueFlow::substitute(Term& term, SymbolId function, const CallSite& site) const {
  for (Term& part : term.parts) substitute(part, function, site);
  if (term.kind != ValueKind::place || term.body == nullptr || term.body->symbol != function) return;
  const bool is_parameter = term.place.root == Root::parameter || term.place.root == Root::value_parameter;
  if (is_parameter) {
    Term passed = argument_term(site, static_cast<int>(term.place.index));
    if (term.element != kWhole) passed = part_of(simplified(std::move(passed)), term.element, term.place.last_field);
    passed.body = passed.body == nullptr ? site.body : passed.body;
    term = std::move(passed);
  } else if (term.place.root == Root::this_ && term.place.field == 0 && term.element == kWhole) {
    term.place = call(site).object;
    term.body = site.body;
  }
}

}  // namespace loadline

// Indexes calls and stores, and simplifies terms.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/value_flow.h"

#include <algorithm>

#include "analyzers/call_arguments.h"
#include "analyzers/qualified_name.h"

namespace loadline {
namespace {

constexpr int kMostSteps = 12;           // of simplification, one inside the other
constexpr std::size_t kMostExpansions = 100;  // of functions by what they return, for one term
constexpr std::size_t kMostParts = 200;       // of what a function returns: more is no path and no handler

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_text_class(std::string_view name) {
  return is_one_of(name, {"std::basic_string", "std::basic_string_view", "boost::basic_string_view",
                          "boost::core::basic_string_view", "std::filesystem::path", "absl::string_view",
                          "folly::Range", "QString", "QStringLiteral", "std::basic_regex", "boost::basic_regex",
                          "Poco::RegularExpression", "web::uri", "web::http::uri"});
}

}  // namespace

ValueFlow::ValueFlow(const Program& program, const CallGraph& calls, const Models& models)
    : program_(program), bodies_(program.bodies()), calls_(calls), models_(models) {
  roles_.reserve(program.symbols().size());
  for (SymbolIndex index = 0; index < program.symbols().size(); ++index) {
    const Symbol& symbol = program.symbols()[index];
    const bool is_function = symbol.kind == SymbolKind::function || symbol.kind == SymbolKind::method ||
                             symbol.kind == SymbolKind::constructor || symbol.kind == SymbolKind::conversion;
    roles_.push_back(is_function ? role_of(symbol.name) : Role::none);
    if (!is_function || symbol.parent == kNone) continue;
    const SymbolId holder = program.symbols()[symbol.parent].id;
    members_[holder].push_back(index);
    if (last_name(symbol.name) == "operator()" && calls.find(symbol.id) != kNone) call_operators_[holder].push_back(symbol.id);
  }
  for (const Reference& reference : program.references()) {
    if (reference.kind() != ReferenceKind::override_ || reference.from == kNone || reference.to == kNone) continue;
    overridden_[program.symbols()[reference.from].id].push_back(program.symbols()[reference.to].id);
  }
  index_calls();
  index_writes();
}

// What a function of a library does to values; of the program's own functions the bodies tell.
ValueFlow::Role ValueFlow::role_of(std::string_view name) const {
  const std::string_view last = last_name(name);
  const std::string_view holder = name.substr(0, name.size() - std::min(name.size(), last.size() + 2));
  if (models_.binding.find(name) != nullptr) return Role::binds;
  if (is_text_class(holder)) {
    const bool is_maker = holder.ends_with(last) && holder.size() > last.size();
    if (is_maker || is_one_of(last, {"c_str", "data", "str", "string", "native", "to_string"})) return Role::same_text;
    if (is_one_of(last, {"QString", "QStringLiteral", "fromUtf8", "fromLatin1"})) return Role::same_text;
    if (last.starts_with("operator ")) return Role::same_text;  // a conversion
  }
  if (is_one_of(name, {"std::to_string", "mg_str", "mg_str_s", "mg_str_n"})) return Role::same_text;
  if (is_one_of(last, {"StrCat", "operator+"}) && !name.starts_with("std::chrono")) return Role::joins;
  if (is_one_of(name, {"fmt::format", "std::format", "absl::StrFormat"})) return Role::formats;
  if (is_one_of(last, {"push_back", "emplace_back", "push_front", "emplace_front", "push", "add", "append"}) &&
      (name.starts_with("std::") || name.starts_with("boost::container") || name.starts_with("Q"))) {
    return Role::inserts;
  }
  if (is_one_of(last, {"insert", "emplace", "insert_or_assign", "try_emplace", "emplace_hint"}) &&
      (name.starts_with("std::") || name.starts_with("boost::") || name.starts_with("absl::") ||
       name.starts_with("Q") || name.starts_with("folly::") || name.starts_with("tsl::"))) {
    return Role::inserts_pair;
  }
  if (last == "operator[]") return Role::subscript;
  if (last == "operator=") return Role::assigns;
  return Role::none;
}

ValueFlow::Role ValueFlow::role(SymbolId callee) const {
  const SymbolIndex index = program_.find_symbol(callee);
  return index == kNone ? Role::none : roles_[index];
}

void ValueFlow::index_calls() {
  for (const FunctionFact& function : bodies_.functions) {
    for (std::uint32_t at = function.first_call; at < function.first_call + function.call_count; ++at) {
      const CallFact& fact = bodies_.calls[at];
      if (fact.callee == 0) continue;
      const CallSite site{&function, at};
      sites_[fact.callee].push_back(site);
      SymbolId variable = fact.object.last_field != 0 ? fact.object.last_field : fact.object.symbol;
      Role what = role(fact.callee);
      if (what == Role::assigns && fact.chain != kNone) {  // table[key] = value
        const CallFact& target = bodies_.calls[function.first_call + fact.chain];
        if (role(target.callee) != Role::subscript) continue;
        variable = target.object.last_field != 0 ? target.object.last_field : target.object.symbol;
      }
      const bool stores = what == Role::inserts || what == Role::inserts_pair || what == Role::assigns;
      if (stores && variable != 0) stores_[variable].push_back({site, kNone});
    }
  }
}

void ValueFlow::index_writes() {
  for (const FunctionFact& function : bodies_.functions) {
    for (std::uint32_t at = function.first_write; at < function.first_write + function.write_count; ++at) {
      const WriteFact& write = bodies_.writes[at];
      const SymbolId variable = write.place.last_field != 0 ? write.place.last_field : write.place.symbol;
      if (write.value != kNone && variable != 0) stores_[variable].push_back({{&function, 0}, at});
    }
  }
}

std::string_view ValueFlow::name_of(SymbolId id) const {
  const SymbolIndex symbol = id == 0 ? kNone : program_.find_symbol(id);
  return symbol == kNone ? std::string_view() : program_.symbols()[symbol].name;
}

std::span<const CallSite> ValueFlow::calls_of(SymbolId callee) const {
  const auto found = sites_.find(callee);
  return found == sites_.end() ? std::span<const CallSite>() : found->second;
}

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

std::span<const ArgumentFact> ValueFlow::arguments_of(const CallFact& call) const {
  return bodies_.arguments_of(call);
}

const ArgumentFact* ValueFlow::argument(const CallFact& call, int position) const {
  return argument_at(program_, call, position);
}

Term ValueFlow::term(const FunctionFact& body, const ValueFact& value) const {
  Term result;
  result.kind = value.kind;
  result.is_literal = value.is_literal;
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
  if (argument.is_literal != 0) {
    result.kind = ValueKind::literal;
    result.is_literal = argument.is_literal;
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

// ---- Simplification ----

Term ValueFlow::simplified(Term term, int depth) const {
  if (expanding_.empty()) expansions_ = 0;
  if (depth > kMostSteps) return term;
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
    case Role::same_text: {
      Term inner = (fact.flags & (kCallConstructs | kCallStaticOrFree)) != 0 ? first() : Term();
      if (inner.kind != ValueKind::unknown) return inner;
      Term object = object_term(site);
      return object.kind == ValueKind::unknown ? result : simplified(std::move(object), depth + 1);
    }
    case Role::joins: {
      Term joined;
      joined.kind = ValueKind::join;
      for (const ArgumentFact& argument : arguments_of(fact)) {
        joined.parts.push_back(simplified(term_of(*site.body, argument), depth + 1));
      }
      return joined;
    }
    case Role::formats: return formatted(site);
    case Role::binds: return first();
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
  const bool is_entry = arguments.size() > 1 &&
                        std::any_of(arguments.begin(), arguments.end(), [&](const ArgumentFact& argument) {
                          return argument.is_literal == 1 && bodies_.texts[argument.literal].starts_with('/');
                        });
  if (is_entry || ((fact.flags & kCallConstructs) != 0 && arguments.size() > 1)) return result;
  Term returned = returned_by(site, depth);
  if (returned.kind != ValueKind::unknown && callables_of(returned).empty()) return returned;
  Term choice;
  choice.kind = ValueKind::choice;
  for (const ArgumentFact& argument : arguments) {
    if (argument.is_literal != 0) continue;
    Term inner = term_of(*site.body, argument);
    if (inner.kind == ValueKind::callable) return inner;
    const bool may_hold = inner.kind == ValueKind::place && inner.place.root != Root::call_result &&
                          returned.kind != ValueKind::unknown;
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
  if (choice.parts.empty() || parts_in(choice) > kMostParts) return {};
  return choice.parts.size() == 1 ? std::move(choice.parts.front()) : choice;
}

Term ValueFlow::captured(const Term& term) const {
  if (term.body == nullptr) return term;
  for (const CaptureFact& capture : bodies_.captures_of(*term.body)) {
    if (capture.variable != term.place.symbol) continue;
    const Node node = calls_.find(capture.within);
    if (node == kNone) return term;
    const FunctionFact& around = calls_.bodies_of(node).front();
    if (capture.value != kNone && term.element == kWhole) return simplified(term_at(around, capture.value), kMostSteps / 2);
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
    literal.is_literal = 1;
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

std::size_t parts_in(const Term& term) {
  std::size_t count = 1;
  for (const Term& part : term.parts) count += parts_in(part);
  return count;
}

// ---- What a term says in the end ----

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

std::span<const SymbolIndex> ValueFlow::members_of(SymbolId type) const {
  const auto found = members_.find(type);
  return found == members_.end() ? std::span<const SymbolIndex>() : found->second;
}

}  // namespace loadline

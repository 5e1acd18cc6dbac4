// Follows objects through arguments, captures and results.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/objects_in_callers.h"

#include <algorithm>
#include <utility>

namespace loadline {
namespace {

constexpr int kMostReturns = 6;        // calls on results of calls, in a row
constexpr std::size_t kMostRoots = 8;  // objects that one call may return

// `inner`, said in terms of the object `outer`: outer.a and inner b make a.b.
Object joined(Object outer, const FieldPath& inner) {
  for (const SymbolId field : inner.fields()) outer.path.add(field);
  return outer;
}

}  // namespace

bool outlives_call(Root root) {
  return root == Root::parameter || root == Root::this_ || root == Root::static_ || root == Root::capture;
}

Object::Object(const PlaceFact& place) : root(place.root), index(place.index), symbol(place.symbol) {
  if (place.field != 0) path.add(place.field);
  if (place.last_field != place.field) path.add(place.last_field);
}

ObjectsInCallers::ObjectsInCallers(const Program& program, const CallGraph& calls)
    : program_(program), bodies_(program.bodies()), calls_(calls), returns_(calls.size()), is_visited_(calls.size()) {}

// ---- What calls return ----

// What a function returns in its own terms, found once; a function that is being looked at adds nothing to itself.
const ObjectsInCallers::Places& ObjectsInCallers::returns_of(Node node) const {
  Places& known = returns_[node];
  if (is_visited_[node]) return known;
  is_visited_[node] = true;
  Places found;
  for (const FunctionFact& body : calls_.bodies_of(node)) {
    for (const ReturnFact& result : bodies_.returns_of(body)) {
      if (result.is_copy != 0) continue;
      for (const Object& place : resolved(body, Object(result.place))) {
        if (outlives_call(place.root) && found.size() < kMostRoots) found.push_back(place);
      }
    }
  }
  known = std::move(found);
  return known;
}

// `place` in the terms of `function`, with results of calls replaced by the objects they are.
ObjectsInCallers::Places ObjectsInCallers::resolved(const FunctionFact& function, const Object& place,
                                                    int depth) const {
  if (place.root != Root::call_result) return {place};
  if (depth > kMostReturns || place.index >= function.call_count) return {};
  const CallFact& call = bodies_.calls[function.first_call + place.index];
  std::vector<SymbolId> callees;
  if ((call.flags & kCallVirtual) != 0) callees = calls_.overrides_of(call.callee);
  callees.push_back(call.callee);
  Places found;
  for (const SymbolId callee : callees) {
    const Node node = calls_.find(callee);
    if (node == kNone) continue;
    const FunctionFact& body = calls_.bodies_of(node).front();
    for (const Object& inner : returns_of(node)) {
      if (found.size() >= kMostRoots) return found;
      for (const Object& outer : in_caller(function, call, body, inner, depth)) {
        found.push_back(joined(outer, place.path));
      }
    }
  }
  return found;
}

// ---- From the callee's terms into the caller's ----

// `place` of the body `callee`, called by `call` of `caller`.
ObjectsInCallers::Places ObjectsInCallers::in_caller(const FunctionFact& caller, const CallFact& call,
                                                     const FunctionFact& callee, const Object& place, int depth) const {
  // `value`: what the object holds, relative to the caller's first value.
  const auto join_all = [&](const PlaceFact& outer, std::uint32_t value = kNone) {
    Object object(outer);
    if (outer.root == Root::local && value != kNone) object.copied = caller.first_value + value;
    Places all = resolved(caller, object, depth + 1);
    for (Object& one : all) one = joined(one, place.path);
    return all;
  };
  switch (place.root) {
    case Root::static_: return {place};
    case Root::this_:
      if (is_lambda(callee.symbol)) return {place};  // captured: the creator's own `this`
      return (call.flags & kCallConstructs) != 0 ? Places() : join_all(call.object, call.object_value);
    case Root::parameter:
      for (const ArgumentFact& argument : bodies_.arguments_of(call)) {
        if (argument.position == place.index) return join_all(argument.place, argument.value);
      }
      return {};
    case Root::capture: return captured(callee, place, join_all);
    default: return {};
  }
}

template <class JoinAll>
ObjectsInCallers::Places ObjectsInCallers::captured(const FunctionFact& lambda, const Object& place,
                                                    const JoinAll& join_all) const {
  for (const CaptureFact& capture : bodies_.captures_of(lambda)) {
    if (capture.variable == place.symbol) return join_all(capture.place);
  }
  return {place};
}

bool ObjectsInCallers::is_lambda(SymbolId id) const {
  const Symbol* symbol = program_.symbol(id);
  return symbol != nullptr && symbol->kind == SymbolKind::lambda;
}

bool ObjectsInCallers::is_method(SymbolId id) const {
  const Symbol* symbol = program_.symbol(id);
  return symbol != nullptr && symbol->kind == SymbolKind::method && !symbol->has(kStaticMember);
}

// `place` of a callable that `call` runs out of the field it was kept in. It was made elsewhere: what it captured there by
// reference is known to live on only when main made it.
ObjectsInCallers::Places ObjectsInCallers::of_stored(const FunctionFact& caller, const CallFact& call,
                                                     const FunctionFact& callee, const Object& place) const {
  if (place.root != Root::capture) return in_caller(caller, call, callee, place);
  for (const CaptureFact& capture : bodies_.captures_of(callee)) {
    if (capture.variable != place.symbol) continue;
    const SymbolIndex maker = program_.find_symbol(capture.within);
    if (capture.place.root == Root::static_ || capture.place.root == Root::this_) {
      return {joined(Object(capture.place), place.path)};
    }
    if (maker != kNone && program_.symbols()[maker].name == "main") return {place};
  }
  return {};
}

// `place` of a callable that is argument number `at` of `call`. A function of the program gives it what its body says.
// Else arguments behind it may be bound to it, as with std::thread(&C::run, this, x), or it is given what the call works
// on: the elements of its object and of its arguments.
ObjectsInCallers::Places ObjectsInCallers::of_callable(const FunctionFact& caller, const CallFact& call,
                                                       std::uint16_t at, const FunctionFact& callee,
                                                       const Object& place) const {
  if (place.root == Root::static_ || place.root == Root::capture) return in_caller(caller, call, callee, place);
  const auto arguments = bodies_.arguments_of(call);
  const bool is_member = is_method(callee.symbol);
  if (place.root == Root::this_) {
    if (is_lambda(callee.symbol)) return {place};
    if (!is_member) return {};
  }
  if (place.root == Root::parameter && !is_member) {
    if (const Node node = calls_.find(call.callee); node != kNone) {
      return given_by(caller, call, arguments[at].position, place, 0);
    }
  }
  Places all;
  const auto join = [&](const PlaceFact& outer) {
    for (const Object& one : resolved(caller, Object(outer))) all.push_back(joined(one, place.path));
  };
  const std::uint32_t bound = arguments[at].position + 1u;
  for (const ArgumentFact& argument : arguments) {
    if (argument.callable != 0) continue;
    const bool follows = argument.position >= bound;
    if (place.root == Root::this_) {
      if (argument.position == bound) join(argument.place);
    } else if (!follows || argument.position == bound + place.index + (is_member ? 1 : 0)) {
      if (argument.passing != Passing::const_reference && argument.passing != Passing::const_pointer) {
        join(argument.place);
      }
    }
  }
  constexpr std::uint16_t kNoObject = kCallConstructs | kCallStaticOrFree;
  if (place.root == Root::parameter && (call.flags & kNoObject) == 0) join(call.object);
  return all;
}

// Parameter `place` of a callable that `call` is given at `position`: where the bodies of the callee run it, what they
// pass, in the terms of `caller`.
ObjectsInCallers::Places ObjectsInCallers::given_by(const FunctionFact& caller, const CallFact& call,
                                                    std::uint32_t position, const Object& place, int depth) const {
  Places all;
  std::vector<SymbolId> callees{call.callee};
  if ((call.flags & kCallVirtual) != 0) {
    for (const SymbolId overrider : calls_.overrides_of(call.callee)) callees.push_back(overrider);
  }
  for (const SymbolId callee : callees) {
    const Node node = calls_.find(callee);
    if (node == kNone || depth > kMostReturns) continue;
    for (const FunctionFact& body : calls_.bodies_of(node)) {
      for (const Object& one : passed_in(body, position, place, depth)) {
        for (const Object& mapped : in_caller(caller, call, body, one)) {
          if (all.size() < kMostRoots) all.push_back(mapped);
        }
      }
    }
  }
  return all;
}

// The same in the terms of `body`, whose parameter number `position` is the callable.
ObjectsInCallers::Places ObjectsInCallers::passed_in(const FunctionFact& body, std::uint32_t position,
                                                     const Object& place, int depth) const {
  Places all;
  for (const CallFact& call : bodies_.calls_of(body)) {
    if (parameter_of(call.object) == position && runs_its_object(program_, call)) {
      for (const ArgumentFact& argument : bodies_.arguments_of(call)) {
        if (argument.position != place.index) continue;
        for (const Object& one : resolved(body, Object(argument.place))) all.push_back(joined(one, place.path));
      }
    }
    for (const ArgumentFact& argument : bodies_.arguments_of(call)) {
      if (argument.callable != 0 || parameter_of(argument.place) != position) continue;
      for (const Object& one : given_by(body, call, argument.position, place, depth + 1)) all.push_back(one);
    }
  }
  return all;
}

ObjectsInCallers::Places ObjectsInCallers::mapped_by(const CallEdge& edge, const FunctionFact& caller,
                                                     const CallFact& call, const FunctionFact& callee,
                                                     const Object& place) const {
  const auto mapped = [&] {
    if (edge.how == CallHow::callable || edge.how == CallHow::deferred) {
      return of_callable(caller, call, edge.argument, callee, place);
    }
    const bool is_stored = edge.how == CallHow::direct && callee.symbol != call.callee;
    return is_stored ? of_stored(caller, call, callee, place) : in_caller(caller, call, callee, place);
  };
  Places all;
  for (Object& one : mapped()) {
    if (leads_to_other_object(program_, one.path)) {
      if (one.copied != kNone) {
        share_copy(caller, one, all);
        continue;
      }
      if (one.root == Root::value_parameter) one.root = Root::parameter;
    }
    all.push_back(std::move(one));
  }
  return all;
}

// A local copy has members of its own, but what its pointers lead to belongs to the original, too.
void ObjectsInCallers::share_copy(const FunctionFact& caller, const Object& local, Places& shared) const {
  const ValueFact& original = bodies_.values[local.copied];
  if (original.kind != ValueKind::place) return;
  for (const Object& one : copied_from(caller, Object(original.place))) shared.push_back(joined(one, local.path));
}

// The original of a value: of a call, what the function that is called copies.
ObjectsInCallers::Places ObjectsInCallers::copied_from(const FunctionFact& function, const Object& place) const {
  Places found = resolved(function, place);
  if (place.root != Root::call_result || place.index >= function.call_count) return found;
  const CallFact& call = bodies_.calls[function.first_call + place.index];
  const Node node = calls_.find(call.callee);
  if (node == kNone) return resolved(function, Object(call.object));  // a library hands out parts of its object
  for (const FunctionFact& body : calls_.bodies_of(node)) {
    for (const ReturnFact& result : bodies_.returns_of(body)) {
      if (result.is_copy == 0) continue;
      for (const Object& inner : resolved(body, Object(result.place))) {
        for (const Object& outer : in_caller(function, call, body, inner)) found.push_back(joined(outer, place.path));
      }
    }
  }
  return found;
}

}  // namespace loadline

// Builds the summaries; the Builder holds what is only needed meanwhile.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/effects.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "analyzers/calls/held_locks.h"
#include "analyzers/calls/library_calls.h"

namespace loadline {
namespace {

constexpr int kMostReturns = 6;        // calls on results of calls, in a row
constexpr std::size_t kMostRoots = 8;  // objects that one call may return

bool outlives(Root root) {
  return root == Root::parameter || root == Root::this_ || root == Root::static_ || root == Root::capture;
}

// Two effects with one key are the same, whatever way they come about. The last is a line, or 0 where lines do not count.
using Key = std::tuple<Root, std::uint32_t, SymbolId, SymbolId, bool, bool, std::uint32_t>;

Key key_of(const Effect& e, std::uint32_t line) {
  return {e.root, e.index, e.symbol, e.last_field, e.guarded, e.deferred, line};
}

struct KeyHash {
  std::size_t operator()(const Key& key) const {
    std::uint64_t hash = std::get<2>(key) * 0x9e3779b97f4a7c15u ^ std::get<3>(key);
    hash ^= (static_cast<std::uint64_t>(std::get<0>(key)) << 40) ^ (std::uint64_t{std::get<1>(key)} << 8);
    hash ^= (std::get<4>(key) ? 2u : 0u) | (std::get<5>(key) ? 1u : 0u) | (std::uint64_t{std::get<6>(key)} << 2);
    return static_cast<std::size_t>(hash * 0xff51afd7ed558ccdu);
  }
};

// `inner`, said in terms of the object `outer`: outer.a and inner b make a.b.
PlaceFact joined(PlaceFact outer, SymbolId field, SymbolId last_field) {
  if (outer.field == 0) outer.field = field;
  if (last_field != 0) outer.last_field = last_field;
  return outer;
}

}  // namespace

class Effects::Builder {
 public:
  Builder(const Program& program, const CallGraph& calls, const Libraries& libraries, std::span<const SymbolId> by_line,
          std::vector<std::vector<Effect>>& effects)
      : program_(program),
        bodies_(program.bodies()),
        calls_(calls),
        library_(program, libraries),
        locks_(program),
        effects_(effects) {
    for (const SymbolId function : by_line) by_line_.insert(calls.find(function));
    effects_.resize(calls.size());
    keys_.resize(calls.size());
    returns_.resize(calls.size());
    is_visited_.resize(calls.size());
  }

  void build() {
    for (const std::vector<Node>& component : strongly_connected_components(calls_.graph())) {
      for (const Node node : component) add_own(node);
      for (bool grew = true; grew;) {
        grew = false;
        for (const Node node : component) grew = add_from_callees(node) || grew;
        if (component.size() == 1 && !calls_itself(component.front())) break;
      }
      for (const Node node : component) keys_[node] = {};
    }
  }

 private:
  using Places = std::vector<PlaceFact>;

  bool calls_itself(Node node) const {
    const auto edges = calls_.edges_from(node);
    return std::any_of(edges.begin(), edges.end(), [&](const CallEdge& edge) { return edge.to == node; });
  }

  bool add(Node node, const PlaceFact& place, Effect effect) {
    if (!outlives(place.root)) return false;
    effect.root = place.root;
    effect.index = place.root == Root::parameter ? place.index : kNone;
    effect.symbol = place.root == Root::static_ || place.root == Root::capture ? place.symbol : 0;
    effect.field = place.field;
    effect.last_field = place.last_field;
    if (!keys_[node].insert(key_of(effect, by_line_.contains(node) ? line_of(effect) : 0)).second) return false;
    effects_[node].push_back(effect);
    return true;
  }

  std::uint32_t line_of(const Effect& effect) const {
    return effect.write != kNone ? bodies_.writes[effect.write].line : bodies_.calls[effect.call].line;
  }

  // ---- What a body does itself, and through libraries ----

  void add_own(Node node) {
    for (const FunctionFact& function : calls_.bodies_of(node)) {
      for (std::uint32_t at = function.first_write; at < function.first_write + function.write_count; ++at) {
        const WriteFact& write = bodies_.writes[at];
        if (write.how == WriteHow::initialize) continue;
        Effect effect;
        effect.how = write.how;
        effect.write = at;
        effect.guarded = locks_.any_at(function, write.line);
        for (const PlaceFact& place : resolve(function, write.place)) add(node, place, effect);
      }
      for (std::uint32_t at = function.first_call; at < function.first_call + function.call_count; ++at) {
        add_library_call(node, function, at);
      }
    }
  }

  void add_library_call(Node node, const FunctionFact& function, std::uint32_t at) {
    const CallFact& call = bodies_.calls[at];
    if (calls_.find(call.callee) != kNone) return;
    if ((call.flags & kCallVirtual) != 0 && calls_.has_overrides(call.callee)) return;
    Effect effect;
    effect.call = at;
    effect.guarded = locks_.any_at(function, call.line);
    const auto change = [&](const PlaceFact& changed) {
      for (const PlaceFact& place : resolve(function, changed)) {
        if (!is_infrastructure(place)) add(node, place, effect);
      }
    };
    if (library_.changes_object(call)) change(call.object);
    for (const ArgumentFact& argument : arguments_of(call)) {
      if (library_.changes_argument(call, argument)) change(argument.place);
    }
  }

  // The object is a lock or a logger by its own type.
  bool is_infrastructure(const PlaceFact& place) const {
    const SymbolIndex symbol = program_.find_symbol(place.last_field != 0 ? place.last_field : place.symbol);
    if (symbol == kNone) return false;
    const Symbol& variable = program_.symbols()[symbol];
    return variable.has(kMutexType) || library_.is_infrastructure(symbol) ||
           (variable.type != kNone && library_.is_infrastructure(variable.type));
  }

  std::span<const ArgumentFact> arguments_of(const CallFact& call) const { return bodies_.arguments_of(call); }

  // ---- What calls return ----

  // What a function returns in its own terms, found once; a function that is being looked at adds nothing to itself.
  const Places& returns_of(Node node) const {
    Places& known = returns_[node];
    if (is_visited_[node]) return known;
    is_visited_[node] = true;
    Places found;
    for (const FunctionFact& body : calls_.bodies_of(node)) {
      for (const ReturnFact& result : bodies_.returns_of(body)) {
        for (const PlaceFact& place : resolve(body, result.place)) {
          if (outlives(place.root) && found.size() < kMostRoots) found.push_back(place);
        }
      }
    }
    known = std::move(found);
    return known;
  }

  // `place` in the terms of `function`, with results of calls replaced by the objects they are.
  Places resolve(const FunctionFact& function, const PlaceFact& place, int depth = 0) const {
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
      for (const PlaceFact& inner : returns_of(node)) {
        if (found.size() >= kMostRoots) return found;
        for (const PlaceFact& outer : in_caller(function, call, body, inner, depth)) {
          found.push_back(joined(outer, place.field, place.last_field));
        }
      }
    }
    return found;
  }

  // ---- From the callee's terms into the caller's ----

  // `place` of the body `callee`, called by `call` of `caller`.
  Places in_caller(const FunctionFact& caller, const CallFact& call, const FunctionFact& callee, const PlaceFact& place,
                   int depth = 0) const {
    const auto join_all = [&](const PlaceFact& outer) {
      Places all = resolve(caller, outer, depth + 1);
      for (PlaceFact& one : all) one = joined(one, place.field, place.last_field);
      return all;
    };
    switch (place.root) {
      case Root::static_: return {place};
      case Root::this_:
        if (is_lambda(callee.symbol)) return {place};  // captured: the creator's own `this`
        return (call.flags & kCallConstructs) != 0 ? Places() : join_all(call.object);
      case Root::parameter:
        for (const ArgumentFact& argument : arguments_of(call)) {
          if (argument.position == place.index) return join_all(argument.place);
        }
        return {};
      case Root::capture: return captured(callee, place, join_all);
      default: return {};
    }
  }

  template <class JoinAll>
  Places captured(const FunctionFact& lambda, const PlaceFact& place, const JoinAll& join_all) const {
    for (const CaptureFact& capture : bodies_.captures_of(lambda)) {
      if (capture.variable == place.symbol) return join_all(capture.place);
    }
    return {place};
  }

  bool is_lambda(SymbolId id) const {
    const Symbol* symbol = program_.symbol(id);
    return symbol != nullptr && symbol->kind == SymbolKind::lambda;
  }

  bool is_method(SymbolId id) const {
    const Symbol* symbol = program_.symbol(id);
    return symbol != nullptr && symbol->kind == SymbolKind::method && !symbol->has(kStaticMember);
  }

  // `place` of a callable that `call` runs out of the field it was kept in. It was made elsewhere: what it captured there by
  // reference is known to live on only when main made it.
  Places of_stored(const FunctionFact& caller, const CallFact& call, const FunctionFact& callee,
                   const PlaceFact& place) const {
    if (place.root != Root::capture) return in_caller(caller, call, callee, place);
    for (const CaptureFact& capture : bodies_.captures_of(callee)) {
      if (capture.variable != place.symbol) continue;
      const SymbolIndex maker = program_.find_symbol(capture.within);
      if (capture.place.root == Root::static_ || capture.place.root == Root::this_) {
        return {joined(capture.place, place.field, place.last_field)};
      }
      if (maker != kNone && program_.symbols()[maker].name == "main") return {place};
    }
    return {};
  }

  // `place` of a callable that is argument number `at` of `call`. Arguments behind it may be bound to it, as with
  // std::thread(&C::run, this, x); otherwise it is given what the call works on: the elements of its object and of its
  // arguments.
  Places of_callable(const FunctionFact& caller, const CallFact& call, std::uint16_t at, const FunctionFact& callee,
                     const PlaceFact& place) const {
    if (place.root == Root::static_ || place.root == Root::capture) return in_caller(caller, call, callee, place);
    const auto arguments = arguments_of(call);
    const bool is_member = is_method(callee.symbol);
    if (place.root == Root::this_) {
      if (is_lambda(callee.symbol)) return {place};
      if (!is_member) return {};
    }
    Places all;
    const auto join = [&](const PlaceFact& outer) {
      for (const PlaceFact& one : resolve(caller, outer)) all.push_back(joined(one, place.field, place.last_field));
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

  const FunctionFact& body_with(Node node, std::uint32_t call) const {
    for (const FunctionFact& function : calls_.bodies_of(node)) {
      if (call >= function.first_call && call < function.first_call + function.call_count) return function;
    }
    return calls_.bodies_of(node).front();
  }

  Places mapped_by(const CallEdge& edge, const FunctionFact& caller, const CallFact& call, const FunctionFact& callee,
                   const PlaceFact& place) const {
    if (edge.how == CallHow::callable || edge.how == CallHow::deferred) {
      return of_callable(caller, call, edge.argument, callee, place);
    }
    const bool is_stored = edge.how == CallHow::direct && callee.symbol != call.callee;
    return is_stored ? of_stored(caller, call, callee, place) : in_caller(caller, call, callee, place);
  }

  bool add_from_callees(Node node) {
    bool grew = false;
    for (const CallEdge& edge : calls_.edges_from(node)) {
      if (effects_[edge.to].empty()) continue;
      const FunctionFact& caller = body_with(node, edge.call);
      const CallFact& call = bodies_.calls[edge.call];
      const bool guarded = locks_.any_at(caller, call.line);
      const FunctionFact& callee = calls_.bodies_of(edge.to).front();
      for (std::uint32_t number = 0; number < effects_[edge.to].size(); ++number) {
        Effect effect = effects_[edge.to][number];  // a copy: adding to a function that calls itself moves them
        PlaceFact place;
        place.root = effect.root;
        place.index = effect.index;
        place.symbol = effect.symbol;
        place.field = effect.field;
        place.last_field = effect.last_field;
        effect.write = kNone;
        effect.call = edge.call;
        effect.callee = edge.to;
        effect.callee_effect = number;
        effect.guarded = effect.guarded || guarded;
        effect.deferred = effect.deferred || edge.how == CallHow::deferred;
        for (const PlaceFact& mapped : mapped_by(edge, caller, call, callee, place)) {
          grew = add(node, mapped, effect) || grew;
        }
      }
    }
    return grew;
  }

  const Program& program_;
  const Bodies& bodies_;
  const CallGraph& calls_;
  std::unordered_set<Node> by_line_;
  LibraryCalls library_;
  HeldLocks locks_;
  std::vector<std::vector<Effect>>& effects_;
  std::vector<std::unordered_set<Key, KeyHash>> keys_;
  mutable std::vector<Places> returns_;
  mutable std::vector<bool> is_visited_;
};

Effects::Effects(const Program& program, const CallGraph& calls, const Libraries& libraries,
                 std::span<const SymbolId> by_line)
    : program_(program), calls_(calls) {
  Builder(program, calls, libraries, by_line, effects_).build();
}

Effects::~Effects() = default;

std::vector<EffectStep> Effects::path(Node function, const Effect& effect) const {
  const Bodies& bodies = program_.bodies();
  std::vector<EffectStep> steps;
  const Effect* at = &effect;
  for (;;) {
    const SymbolId symbol = calls_.symbol(function);
    if (at->write != kNone) {
      steps.push_back({{bodies.writes[at->write].file, bodies.writes[at->write].line}, symbol, 0, false});
      return steps;
    }
    const CallFact& call = bodies.calls[at->call];
    if (at->callee == kNone) {
      steps.push_back({{call.file, call.line}, symbol, call.callee, false});
      return steps;
    }
    const Effect& next = effects_[at->callee][at->callee_effect];
    steps.push_back({{call.file, call.line}, symbol, calls_.symbol(at->callee), at->deferred && !next.deferred});
    function = at->callee;
    at = &next;
  }
}

std::size_t Effects::size() const {
  std::size_t total = 0;
  for (const std::vector<Effect>& effects : effects_) total += effects.size();
  return total;
}

}  // namespace loadline

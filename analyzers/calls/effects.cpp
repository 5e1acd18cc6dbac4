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

// A place with all the fields on its way: a PlaceFact knows the first and the last.
struct Object {
  Root root = Root::unknown;
  std::uint32_t index = kNone;
  SymbolId symbol = 0;
  FieldPath path;

  explicit Object(const PlaceFact& place) : root(place.root), index(place.index), symbol(place.symbol) {
    if (place.field != 0) path.add(place.field);
    if (place.last_field != place.field) path.add(place.last_field);
  }
  explicit Object(const Effect& effect)
      : root(effect.root), index(effect.index), symbol(effect.symbol), path(effect.path) {}
};

// `inner`, said in terms of the object `outer`: outer.a and inner b make a.b.
Object joined(Object outer, const FieldPath& inner) {
  for (const SymbolId field : inner.fields()) outer.path.add(field);
  return outer;
}

// Two effects with one key are the same, whatever way they come about.
struct Key {
  Root root;
  std::uint32_t index;
  SymbolId symbol;
  FieldPath path;
  bool guarded, deferred;
  std::uint32_t block;  // 0 where blocks do not count

  Key(const Effect& e, std::uint32_t at)
      : root(e.root),
        index(e.index),
        symbol(e.symbol),
        path(e.path),
        guarded(e.guarded),
        deferred(e.deferred),
        block(at) {}
  friend bool operator==(const Key&, const Key&) = default;
};

struct KeyHash {
  std::size_t operator()(const Key& key) const {
    std::uint64_t hash = key.symbol * 0x9e3779b97f4a7c15u;
    for (const SymbolId field : key.path.fields()) hash = (hash ^ field) * 0x9e3779b97f4a7c15u;
    hash ^= (static_cast<std::uint64_t>(key.root) << 40) ^ (std::uint64_t{key.index} << 8);
    hash ^= (key.guarded ? 2u : 0u) | (key.deferred ? 1u : 0u) | (std::uint64_t{key.block} << 2);
    return static_cast<std::size_t>(hash * 0xff51afd7ed558ccdu);
  }
};

}  // namespace

void FieldPath::add(SymbolId field) {
  if (field == 0 || field == last()) return;
  const auto end = ids.begin() + size;
  const auto known = std::find(ids.begin(), end, field);
  if (known != end) {
    size = static_cast<std::uint8_t>(known - ids.begin() + 1);
    std::fill(known + 1, ids.end(), 0);
  } else if (size == kMost) {
    ids.back() = field;
  } else {
    ids[size++] = field;
  }
}

class Effects::Builder {
 public:
  Builder(const Program& program, const CallGraph& calls, const Models& models, std::span<const SymbolId> by_block,
          std::vector<std::vector<Effect>>& effects)
      : program_(program),
        bodies_(program.bodies()),
        calls_(calls),
        library_(program, models),
        locks_(program),
        effects_(effects) {
    for (const SymbolId function : by_block) by_block_.insert(calls.find(function));
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
  using Places = std::vector<Object>;

  bool calls_itself(Node node) const {
    const auto edges = calls_.edges_from(node);
    return std::any_of(edges.begin(), edges.end(), [&](const CallEdge& edge) { return edge.to == node; });
  }

  bool add(Node node, const Object& place, Effect effect) {
    if (!outlives(place.root)) return false;
    effect.root = place.root;
    effect.index = place.root == Root::parameter ? place.index : kNone;
    effect.symbol = place.root == Root::static_ || place.root == Root::capture ? place.symbol : 0;
    effect.path = place.path;
    if (!keys_[node].insert(Key(effect, by_block_.contains(node) ? block_of(effect) : 0)).second) return false;
    effects_[node].push_back(effect);
    return true;
  }

  std::uint32_t block_of(const Effect& effect) const {
    return 1 + (effect.write != kNone ? bodies_.writes[effect.write].block : bodies_.calls[effect.call].block);
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
        effect.guarded = locks_.any_at(function, {write.line, write.block, kNone});
        for (const Object& place : resolve(function, Object(write.place))) add(node, place, effect);
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
    effect.guarded = locks_.any_at(function, Spot::of(bodies_, at));
    const auto change = [&](const PlaceFact& changed) {
      for (const Object& place : resolve(function, Object(changed))) {
        if (!is_infrastructure(place)) add(node, place, effect);
      }
    };
    if (library_.changes_object(call)) change(call.object);
    for (const ArgumentFact& argument : arguments_of(call)) {
      if (library_.changes_argument(call, argument)) change(argument.place);
    }
  }

  // The object is a lock or a logger by its own type.
  bool is_infrastructure(const Object& place) const {
    const SymbolIndex symbol = program_.find_symbol(place.path.size != 0 ? place.path.last() : place.symbol);
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
        for (const Object& place : resolve(body, Object(result.place))) {
          if (outlives(place.root) && found.size() < kMostRoots) found.push_back(place);
        }
      }
    }
    known = std::move(found);
    return known;
  }

  // `place` in the terms of `function`, with results of calls replaced by the objects they are.
  Places resolve(const FunctionFact& function, const Object& place, int depth = 0) const {
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
  Places in_caller(const FunctionFact& caller, const CallFact& call, const FunctionFact& callee, const Object& place,
                   int depth = 0) const {
    const auto join_all = [&](const PlaceFact& outer) {
      Places all = resolve(caller, Object(outer), depth + 1);
      for (Object& one : all) one = joined(one, place.path);
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
  Places captured(const FunctionFact& lambda, const Object& place, const JoinAll& join_all) const {
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
                   const Object& place) const {
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
  Places of_callable(const FunctionFact& caller, const CallFact& call, std::uint16_t at, const FunctionFact& callee,
                     const Object& place) const {
    if (place.root == Root::static_ || place.root == Root::capture) return in_caller(caller, call, callee, place);
    const auto arguments = arguments_of(call);
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
      for (const Object& one : resolve(caller, Object(outer))) all.push_back(joined(one, place.path));
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
  Places given_by(const FunctionFact& caller, const CallFact& call, std::uint32_t position, const Object& place,
                  int depth) const {
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
  Places passed_in(const FunctionFact& body, std::uint32_t position, const Object& place, int depth) const {
    Places all;
    for (const CallFact& call : bodies_.calls_of(body)) {
      if (parameter_of(call.object) == position && runs_its_object(program_, call)) {
        for (const ArgumentFact& argument : arguments_of(call)) {
          if (argument.position != place.index) continue;
          for (const Object& one : resolve(body, Object(argument.place))) all.push_back(joined(one, place.path));
        }
      }
      for (const ArgumentFact& argument : arguments_of(call)) {
        if (argument.callable != 0 || parameter_of(argument.place) != position) continue;
        for (const Object& one : given_by(body, call, argument.position, place, depth + 1)) all.push_back(one);
      }
    }
    return all;
  }

  const FunctionFact& body_with(Node node, std::uint32_t call) const {
    for (const FunctionFact& function : calls_.bodies_of(node)) {
      if (call >= function.first_call && call < function.first_call + function.call_count) return function;
    }
    return calls_.bodies_of(node).front();
  }

  Places mapped_by(const CallEdge& edge, const FunctionFact& caller, const CallFact& call, const FunctionFact& callee,
                   const Object& place) const {
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
      const bool guarded = locks_.any_at(caller, Spot::of(bodies_, edge.call));
      const FunctionFact& callee = calls_.bodies_of(edge.to).front();
      for (std::uint32_t number = 0; number < effects_[edge.to].size(); ++number) {
        Effect effect = effects_[edge.to][number];  // a copy: adding to a function that calls itself moves them
        const Object place(effect);
        effect.write = kNone;
        effect.call = edge.call;
        effect.callee = edge.to;
        effect.callee_effect = number;
        effect.deferred = effect.deferred || edge.how == CallHow::deferred;
        effect.guarded =
            effect.guarded || (guarded && !effect.deferred);  // the lock is gone when what is handed over runs
        for (const Object& mapped : mapped_by(edge, caller, call, callee, place)) {
          grew = add(node, mapped, effect) || grew;
        }
      }
    }
    return grew;
  }

  const Program& program_;
  const Bodies& bodies_;
  const CallGraph& calls_;
  std::unordered_set<Node> by_block_;
  LibraryCalls library_;
  HeldLocks locks_;
  std::vector<std::vector<Effect>>& effects_;
  std::vector<std::unordered_set<Key, KeyHash>> keys_;
  mutable std::vector<Places> returns_;
  mutable std::vector<bool> is_visited_;
};

Effects::Effects(const Program& program, const CallGraph& calls, const Models& models,
                 std::span<const SymbolId> by_block)
    : program_(program), calls_(calls) {
  Builder(program, calls, models, by_block, effects_).build();
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

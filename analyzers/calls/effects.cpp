// Builds the summaries; the Builder holds what is only needed meanwhile.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/effects.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "analyzers/calls/held_locks.h"
#include "analyzers/calls/library_calls.h"
#include "analyzers/calls/objects_in_callers.h"

namespace loadline {
namespace {

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

class Effects::Builder {
 public:
  Builder(const Program& program, const CallGraph& calls, const Libraries& libraries,
          std::span<const SymbolId> by_block, std::vector<std::vector<Effect>>& effects)
      : program_(program),
        bodies_(program.bodies()),
        calls_(calls),
        library_(program, libraries),
        objects_(program, calls),
        locks_(program),
        effects_(effects) {
    for (const SymbolId function : by_block) by_block_.insert(calls.find(function));
    effects_.resize(calls.size());
    keys_.resize(calls.size());
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
  bool calls_itself(Node node) const {
    const auto edges = calls_.edges_from(node);
    return std::any_of(edges.begin(), edges.end(), [&](const CallEdge& edge) { return edge.to == node; });
  }

  bool add(Node node, const Object& place, Effect effect) {
    if (!outlives_call(place.root)) return false;
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
        for (const Object& place : objects_.resolved(function, Object(write.place))) add(node, place, effect);
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
      for (const Object& place : objects_.resolved(function, Object(changed))) {
        if (!is_infrastructure(place)) add(node, place, effect);
      }
    };
    if (library_.changes_object(call)) change(call.object);
    for (const ArgumentFact& argument : bodies_.arguments_of(call)) {
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

  const FunctionFact& body_with(Node node, std::uint32_t call) const {
    for (const FunctionFact& function : calls_.bodies_of(node)) {
      if (call >= function.first_call && call < function.first_call + function.call_count) return function;
    }
    return calls_.bodies_of(node).front();
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
        const Object place(effect.root, effect.index, effect.symbol, effect.path);
        effect.write = kNone;
        effect.call = edge.call;
        effect.callee = edge.to;
        effect.callee_effect = number;
        effect.deferred = effect.deferred || edge.how == CallHow::deferred;
        effect.guarded =
            effect.guarded || (guarded && !effect.deferred);  // the lock is gone when what is handed over runs
        for (const Object& mapped : objects_.mapped_by(edge, caller, call, callee, place)) {
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
  ObjectsInCallers objects_;
  HeldLocks locks_;
  std::vector<std::vector<Effect>>& effects_;
  std::vector<std::unordered_set<Key, KeyHash>> keys_;
};

Effects::Effects(const Program& program, const CallGraph& calls, const Libraries& libraries,
                 std::span<const SymbolId> by_block)
    : program_(program), calls_(calls) {
  Builder(program, calls, libraries, by_block, effects_).build();
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

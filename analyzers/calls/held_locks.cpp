// Reads guards, `mutex_.lock(); …; mutex_.unlock();` and the functions of POSIX threads.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/held_locks.h"

#include <algorithm>

#include "analyzers/libraries/name_groups.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

constexpr std::uint32_t kLargestFlow = 1u << 16;

struct BySymbol {
  bool operator()(const FunctionFact& function, SymbolId symbol) const { return function.symbol < symbol; }
  bool operator()(SymbolId symbol, const FunctionFact& function) const { return symbol < function.symbol; }
};

// std::recursive_mutex, absl::Mutex, …: whatever leads to one, what is locked is a mutex.
bool is_mutex_class(std::string_view name) { return name.ends_with("mutex") || name.ends_with("Mutex"); }

}  // namespace

HeldLocks::HeldLocks(const Program& program) : program_(program) {
  for (const Symbol& symbol : program.symbols()) {
    if (const auto kind = kind_of(symbol)) kinds_.emplace(symbol.id, *kind);
  }
}

std::optional<HeldLocks::Kind> HeldLocks::kind_of(const Symbol& symbol) {
  const std::string_view name = last_name(symbol.name);
  const bool is_mutex = is_mutex_class(without_last(symbol.name));
  if (is_in(NameGroup::locking_members, name)) return is_mutex ? Kind::locks : Kind::locks_object;
  if (is_in(NameGroup::unlocking_members, name)) return is_mutex ? Kind::unlocks : Kind::unlocks_object;
  if (is_in(NameGroup::locking, symbol.name)) return Kind::locks;
  if (is_in(NameGroup::unlocking, symbol.name)) return Kind::unlocks;
  return {};
}

bool HeldLocks::any_at(const FunctionFact& function, const Spot& spot) {
  const auto guards = program_.bodies().guards_of(function);
  if (std::any_of(guards.begin(), guards.end(),
                  [&](const GuardFact& guard) { return holds(function, guard, spot, Ways::all); })) {
    return true;
  }
  if (function_ != &function) read(function);
  bool locked = false;
  for (const Change& change : by_hand_) locked = change.line <= spot.line ? change.locks : locked;
  return locked;
}

bool HeldLocks::holds(const FunctionFact& function, const GuardFact& guard, const Spot& spot, Ways ways) const {
  if (spot.line < guard.line || spot.line > guard.end_line || !is_made_locked(function, guard)) return false;
  const std::vector<Change> changes = changes_of(function, guard);
  if (changes.empty()) return true;
  const auto comes_first = [&](const Change& change) {
    return spot.call != kNone && change.call != kNone ? change.call < spot.call : change.line < spot.line;
  };
  const bool is_known = function.step_count > 0 && spot.block != kNone && guard.block != kNone;
  bool held = true;
  if (is_known && spot.block != guard.block) {
    const std::vector<bool> on_entry = held_on_entry(function, guard, changes, ways);
    held = spot.block >= on_entry.size() || on_entry[spot.block];
  }
  for (const Change& change : changes) {
    if ((!is_known || change.block == spot.block) && comes_first(change)) held = change.locks;
  }
  return held;
}

// `lock.unlock()` and `lock.lock()` of the variable that holds the lock.
std::vector<HeldLocks::Change> HeldLocks::changes_of(const FunctionFact& function, const GuardFact& guard) const {
  std::vector<Change> changes;
  if (guard.variable == 0) return changes;
  const Bodies& bodies = program_.bodies();
  for (std::uint32_t at = function.first_call; at < function.first_call + function.call_count; ++at) {
    const CallFact& call = bodies.calls[at];
    if (call.object.root != Root::local || call.object.symbol != guard.variable || call.object.field != 0) continue;
    const auto known = kinds_.find(call.callee);
    if (known == kinds_.end()) continue;
    const bool locks = known->second == Kind::locks_object || known->second == Kind::locks;
    changes.push_back({call.line, locks, call.block, at});
  }
  return changes;
}

std::vector<bool> HeldLocks::held_on_entry(const FunctionFact& function, const GuardFact& guard,
                                           const std::vector<Change>& changes, Ways ways) const {
  const auto steps = program_.bodies().steps_of(function);
  std::uint32_t last = guard.block;
  for (const StepFact& step : steps) last = std::max({last, step.from, step.to});
  if (last >= kLargestFlow) return {};
  // Unknown until control is seen to get there: only ways from the guard count.
  std::vector<std::optional<bool>> entry(last + 1u);
  const auto leaving = [&](std::uint32_t block) -> std::optional<bool> {
    std::optional<bool> held = block == guard.block ? std::optional(true) : entry[block];
    if (!held) return held;
    for (const Change& change : changes) {
      if (change.block == block) held = change.locks;
    }
    return held;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (const StepFact& step : steps) {
      const std::optional<bool> held = leaving(step.from);
      if (!held) continue;
      std::optional<bool>& known = entry[step.to];
      const bool next = !known ? *held : ways == Ways::any ? *known || *held : *known && *held;
      changed = changed || !known || *known != next;
      known = next;
    }
  }
  std::vector<bool> held;
  for (const std::optional<bool>& known : entry) held.push_back(known.value_or(true));
  return held;
}

// A function that makes its lock with std::defer_lock leaves it to its caller to lock.
bool HeldLocks::is_made_locked(const FunctionFact& function, const GuardFact& guard) const {
  if (guard.mutex.root != Root::call_result || guard.mutex.index >= function.call_count) return true;
  const Bodies& bodies = program_.bodies();
  const SymbolId callee = bodies.calls[function.first_call + guard.mutex.index].callee;
  const auto [first, last] = std::equal_range(bodies.functions.begin(), bodies.functions.end(), callee, BySymbol());
  return std::none_of(first, last, [&](const FunctionFact& body) {
    const auto calls = bodies.calls_of(body);
    return std::any_of(calls.begin(), calls.end(), [&](const CallFact& call) {
      const auto arguments = bodies.arguments_of(call);
      return std::any_of(arguments.begin(), arguments.end(), [&](const ArgumentFact& argument) {
        return argument.type != 0 && program_.name_of(argument.type) == "std::defer_lock_t";
      });
    });
  });
}

void HeldLocks::read(const FunctionFact& function) {
  function_ = &function;
  by_hand_.clear();
  if (kinds_.empty()) return;
  for (const CallFact& call : program_.bodies().calls_of(function)) {
    const auto known = kinds_.find(call.callee);
    if (known == kinds_.end() || (call.flags & kCallConstructs) != 0) continue;
    const Kind kind = known->second;
    if (kind == Kind::locks_object || kind == Kind::unlocks_object) {
      const Symbol* mutex = program_.symbol(call.object.last_field != 0 ? call.object.last_field : call.object.symbol);
      if (mutex == nullptr || !mutex->has(kMutexType)) continue;
    }
    by_hand_.push_back({call.line, kind == Kind::locks_object || kind == Kind::locks, kNone, kNone});
  }
}

}  // namespace loadline

// Reads guards, `mutex_.lock(); …; mutex_.unlock();` and the functions of POSIX threads.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/held_locks.h"

#include <algorithm>
#include <array>

#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

template <std::size_t count>
bool is_one_of(std::string_view name, const std::array<std::string_view, count>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 2> kLock = {"lock", "Lock"};
constexpr std::array<std::string_view, 2> kUnlock = {"unlock", "Unlock"};
constexpr std::array<std::string_view, 4> kLockFunctions = {"pthread_mutex_lock", "pthread_rwlock_wrlock",
                                                            "pthread_spin_lock", "mtx_lock"};
constexpr std::array<std::string_view, 4> kUnlockFunctions = {"pthread_mutex_unlock", "pthread_rwlock_unlock",
                                                              "pthread_spin_unlock", "mtx_unlock"};

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
  if (is_one_of(name, kLock)) return is_mutex ? Kind::locks : Kind::locks_object;
  if (is_one_of(name, kUnlock)) return is_mutex ? Kind::unlocks : Kind::unlocks_object;
  if (is_one_of(symbol.name, kLockFunctions)) return Kind::locks;
  if (is_one_of(symbol.name, kUnlockFunctions)) return Kind::unlocks;
  return {};
}

bool HeldLocks::any_at(const FunctionFact& function, std::uint32_t line) {
  const auto guards = program_.bodies().guards_of(function);
  if (std::any_of(guards.begin(), guards.end(),
                  [&](const GuardFact& guard) { return guard.line <= line && line <= guard.end_line; })) {
    return true;
  }
  if (function_ != &function) read(function);
  bool locked = false;
  for (const Change& change : by_hand_) locked = change.line <= line ? change.locks : locked;
  return locked;
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
    by_hand_.push_back({call.line, kind == Kind::locks_object || kind == Kind::locks});
  }
}

}  // namespace loadline

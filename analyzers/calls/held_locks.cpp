// Reads guards, `mutex_.lock(); …; mutex_.unlock();` and the functions of POSIX threads.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/held_locks.h"

#include <algorithm>

#include "analyzers/libraries/name_groups.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

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

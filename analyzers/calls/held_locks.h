// Whether a lock is held at a line of a function: by a guard object, or by lock() and unlock() around it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

// Where something is done in a body: a call, or a write.
struct Spot {
  std::uint32_t line = 0;
  std::uint32_t block = kNone;
  std::uint32_t call = kNone;  // into Bodies::calls; kNone of a write

  static Spot of(const Bodies& bodies, std::uint32_t call) {
    return {bodies.calls[call].line, bodies.calls[call].block, call};
  }
};

enum class Ways : std::uint8_t { any, all };  // on which control may get to a spot

class HeldLocks {
 public:
  // Keeps a reference to `program`. For one thread. Linear in symbols.
  explicit HeldLocks(const Program& program);

  // Whether a guard holds its lock at a spot: it may have been unlocked by hand, and one that a function returned may hold
  // nothing yet.
  bool holds(const FunctionFact& function, const GuardFact& guard, const Spot& spot, Ways ways) const;
  // Whether some lock is held there, on all ways. Remembers the last function: asking for its spots one after the other is
  // linear in its calls, once.
  bool any_at(const FunctionFact& function, const Spot& spot);

 private:
  struct Change {
    std::uint32_t line = 0;
    bool locks = false;
    std::uint32_t block = kNone;
    std::uint32_t call = kNone;
  };

  enum class Kind : std::uint8_t { locks_object, unlocks_object, locks, unlocks };

  static std::optional<Kind> kind_of(const Symbol& symbol);
  bool is_made_locked(const FunctionFact& function, const GuardFact& guard) const;
  std::vector<Change> changes_of(const FunctionFact& function, const GuardFact& guard) const;
  std::vector<bool> held_on_entry(const FunctionFact& function, const GuardFact& guard,
                                  const std::vector<Change>& changes, Ways ways) const;
  void read(const FunctionFact& function);

  const Program& program_;
  std::unordered_map<SymbolId, Kind> kinds_;  // functions that lock or unlock: few, in most programs none
  const FunctionFact* function_ = nullptr;    // whose locks by hand these are
  std::vector<Change> by_hand_;
};

}  // namespace loadline

// Whether a lock is held at a line of a function: by a guard object, or by lock() and unlock() around it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

class HeldLocks {
 public:
  // Keeps a reference to `program`. For one thread. Linear in symbols.
  explicit HeldLocks(const Program& program);

  // Remembers the last function: asking for its lines one after the other is linear in its calls, once.
  bool any_at(const FunctionFact& function, std::uint32_t line);

 private:
  struct Change {
    std::uint32_t line = 0;
    bool locks = false;
  };

  enum class Kind : std::uint8_t { locks_object, unlocks_object, locks, unlocks };

  static std::optional<Kind> kind_of(const Symbol& symbol);
  void read(const FunctionFact& function);

  const Program& program_;
  std::unordered_map<SymbolId, Kind> kinds_;  // functions that lock or unlock: few, in most programs none
  const FunctionFact* function_ = nullptr;    // whose locks by hand these are
  std::vector<Change> by_hand_;
};

}  // namespace loadline

// Numbers the symbols in order of first sight, so that the merge stores four bytes where facts have eight.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "analyzers/facts/facts.h"

namespace loadline {

// An open-addressing table. Symbol ids are hashes already: their low bits choose the slot, and neighbouring lookups
// that repeat a symbol hit the same cache line. Ids crafted to collide make it slow, not wrong.
class SymbolNumbers {
 public:
  // The number of `id`; a new one at first sight. REQUIRES: id != 0.
  std::uint32_t number_of(SymbolId id) {
    const std::size_t slot = find_slot(id);
    if (slots_[slot] != kNone) return slots_[slot];
    const auto number = static_cast<std::uint32_t>(ids_.size());
    ids_.push_back(id);
    slots_[slot] = number;
    if (ids_.size() * 2 > slots_.size()) grow();
    return number;
  }
  // kNone when never seen, and for 0.
  std::uint32_t find(SymbolId id) const { return id == 0 ? kNone : slots_[find_slot(id)]; }
  const std::vector<SymbolId>& ids() const { return ids_; }  // by number

 private:
  std::size_t find_slot(SymbolId id) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = static_cast<std::size_t>(id) & mask;
    while (slots_[slot] != kNone && ids_[slots_[slot]] != id) slot = (slot + 1) & mask;
    return slot;
  }
  void grow() {
    slots_.assign(slots_.size() * 2, kNone);
    for (std::uint32_t number = 0; number < ids_.size(); ++number) slots_[find_slot(ids_[number])] = number;
  }

  std::vector<SymbolId> ids_;
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(1024, kNone);  // kNone is free
};

}  // namespace loadline

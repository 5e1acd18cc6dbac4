// What parsing each unit cost when it was last parsed: the next run starts with the longest, and knows how much memory it takes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "analyzers/facts/fact_store.h"

namespace loadline::frontend {

struct ParseCost {
  double seconds = 0;        // of CPU
  std::uint64_t memory = 0;  // bytes that Clang held at the end
};

// Thread-safe. A history that is lost or damaged is an empty one: it changes how long a run takes, never what it finds.
class ParseHistory {
 public:
  explicit ParseHistory(FactStore& store) : store_(store) {}

  void load();
  // Writes what this run has added to what was there.
  void save();

  // By the unit's source and flags, as one digest.
  std::optional<ParseCost> cost_of(std::uint64_t unit) const;
  void note(std::uint64_t unit, ParseCost cost);

 private:
  FactStore& store_;
  mutable std::mutex mutex_;
  std::map<std::uint64_t, ParseCost> costs_;
  bool changed_ = false;
};

}  // namespace loadline::frontend

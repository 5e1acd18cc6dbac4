// Merges the facts of many TUs into one Program.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzers/facts/facts.h"
#include "analyzers/model/architecture.h"
#include "analyzers/model/program.h"

#include <memory>

namespace loadline {

class ProgramBuilder {
 public:
  // Files that match `third_party` are a library's: what their functions do is not taken in, what they declare is.
  explicit ProgramBuilder(const std::vector<PathPattern>& third_party = {});
  ~ProgramBuilder();

  // Takes in one TU. Order does not matter, and adding the same facts twice changes nothing but `units()`.
  // Not thread-safe: call from one thread, or under a lock.
  void add(const TuFacts& facts);

  // Sorts, removes duplicates and builds the indexes. The builder is empty afterwards.
  Program build() &&;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace loadline

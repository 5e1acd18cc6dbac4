// Whether a lock is held at a line of a function: by a guard object, or by lock() and unlock() around it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

class HeldLocks {
 public:
  // Keeps a reference to `program`. For one thread.
  explicit HeldLocks(const Program& program) : program_(program) {}

  // Remembers the last function: asking for its lines one after the other is linear in its calls, once.
  bool any_at(const FunctionFact& function, std::uint32_t line);

 private:
  struct Change {
    std::uint32_t line = 0;
    bool locks = false;
  };

  void read(const FunctionFact& function);

  const Program& program_;
  const FunctionFact* function_ = nullptr;  // whose locks by hand these are
  std::vector<Change> by_hand_;
};

}  // namespace loadline

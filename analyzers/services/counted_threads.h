// Loops that start threads, as many as a constant says.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

struct CountedThreads {
  SymbolId function = 0;  // that starts them
  SymbolId callee = 0;    // "std::thread::thread", "std::vector::emplace_back"
  Location where;
};

// In the order of the functions. Linear in calls and references.
std::vector<CountedThreads> counted_threads(const Program& program);

}  // namespace loadline

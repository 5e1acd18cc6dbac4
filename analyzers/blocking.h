// Blocking calls that a handler can reach without handing the work over to another thread.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/effects.h"
#include "analyzers/handlers.h"

namespace loadline {

struct BlockingUse {
  std::uint32_t route = 0;       // into the routes
  SymbolId callee = 0;           // what blocks
  const BlockingCall* model = nullptr;
  std::vector<EffectStep> path;  // from the handler to the call, a shortest one
};

// One for each handler and blocking function, sorted by route, then name. A breadth-first walk from each handler.
std::vector<BlockingUse> find_blocking_calls(const Program& program, const CallGraph& calls,
                                             const std::vector<Route>& routes, const Models& models);

}  // namespace loadline

// Which blocking calls handlers reach, and which wait with a lock held.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/handlers/blocking_calls.h"
#include "analyzers/routes/route_branches.h"

namespace loadline {

struct BlockingUse {
  std::uint32_t route = 0;  // into the routes
  SymbolId callee = 0;      // what blocks
  const BlockingCall* model = nullptr;
  WaitLimit limit;
  std::vector<EffectStep> path;  // from the handler to the call, a shortest one
};

// One for each handler and blocking call, sorted by route, then name and place. A breadth-first walk from each handler; work
// that a handler hands over is not its own.
std::vector<BlockingUse> find_blocking_calls(const Program& program, const CallGraph& calls,
                                             const std::vector<Route>& routes, const RouteBranches& branches,
                                             const BlockingCalls& blocking);

// A lock is held while something that a handler runs, now or later, waits.
struct LockedWait {
  std::uint32_t route = 0;
  GuardFact guard;
  SymbolId holder = 0;  // the function that holds the lock
  SymbolId callee = 0;
  const BlockingCall* model = nullptr;
  std::vector<EffectStep> path;  // from the holder of the lock to the call
};

// One for each lock and blocking function, sorted by the place of the lock, then name; the first route that gets there.
// Waiting on a condition variable gives the lock back, and writing to disk is what many locks are for: neither counts.
std::vector<LockedWait> find_locked_waits(const Program& program, const CallGraph& calls,
                                          const std::vector<Route>& routes, const RouteBranches& branches,
                                          const BlockingCalls& blocking);

}  // namespace loadline

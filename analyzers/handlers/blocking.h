// Blocking calls: which calls keep a thread waiting, which of them handlers reach, and which wait with a lock held.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "analyzers/calls/handler_reach.h"
#include "analyzers/calls/rpc_stubs.h"
#include "analyzers/routes/route_branches.h"

namespace loadline {

// Tells blocking calls by the models, and by the stubs that generators write for the clients of services.
class BlockingCalls {
 public:
  // Keeps references to its arguments.
  BlockingCalls(const Program& program, const CallGraph& calls, const RpcStubs& stubs, const Libraries& libraries);

  // The model of call number `call` (into Bodies::calls); nullptr when it does not block. What is awaited gives its
  // thread back.
  const BlockingCall* find(std::uint32_t call) const;
  // A walk ends at what blocks: how a copied library does it is not asked. Keeps a reference to this.
  HandlerReach::CallPredicate ends() const;

 private:
  const BlockingCall* find_callee(SymbolId callee) const;

  const Program& program_;
  const CallGraph& calls_;
  const Libraries& libraries_;
  const RpcStubs& stubs_;
  mutable std::unordered_map<SymbolId, const BlockingCall*> known_;
};

// Waits for another service, as opposed to a store or the machine itself.
bool is_remote_service(const BlockingCall& call);

struct BlockingUse {
  std::uint32_t route = 0;  // into the routes
  SymbolId callee = 0;      // what blocks
  const BlockingCall* model = nullptr;
  std::vector<EffectStep> path;  // from the handler to the call, a shortest one
};

// One for each handler and blocking function, sorted by route, then name. A breadth-first walk from each handler; work
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

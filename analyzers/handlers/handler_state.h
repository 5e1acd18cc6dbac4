// The state that request handlers keep in the process: what they change that outlives the request.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzers/calls/effects.h"
#include "analyzers/routes/route_branches.h"

namespace loadline {

enum class StateKind : std::uint8_t {
  session_or_cache,
  counter,
  configuration,
  container,
  global,
  function_static,
  member,
  captured,
  per_thread,
  flag,
};
enum class StateGuard : std::uint8_t { none, lock, atomic, thread_local_ };

std::string_view name_of(StateKind kind);    // "session or cache container", …
std::string_view name_of(StateGuard guard);  // "none", "lock", "atomic", "thread_local"

// One handler changes one piece of state.
struct HandlerState {
  std::uint32_t route = 0;  // into the routes
  std::string name;         // "app::Store::sessions_"; of a captured variable: "app::main::seen"
  std::string holder;     // of a member: the variable that leads to it, "app::store"; "" for one of the handler itself
  SymbolId variable = 0;  // the field or variable; 0 when the whole object is meant
  StateKind kind = StateKind::global;
  StateGuard guard = StateGuard::none;
  bool deferred = false;         // changed later, by work that the handler hands over
  std::vector<EffectStep> path;  // from the handler to the write
};

// Sorted by name, then route; the least guarded way to each. Members of handler objects that live as long as a request
// are no state, and neither is infrastructure (locks, loggers, metrics, clients).
std::vector<HandlerState> find_handler_state(const Program& program, const CallGraph& calls, const Effects& effects,
                                             const std::vector<Route>& routes, const RouteBranches& branches,
                                             const Libraries& libraries);

}  // namespace loadline

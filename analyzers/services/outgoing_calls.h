// Calls to other machines, and whether anything limits the time they may take.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzers/calls/call_graph.h"
#include "analyzers/calls/rpc_stubs.h"

namespace loadline {

struct OutgoingCall {
  SymbolId function = 0;  // that calls
  SymbolId callee = 0;
  Location where;
  const Outgoing* kind = nullptr;
};

// The calls for which no time limit is set in the same function, class or file; when each call has its own object for
// that, on this object. Generated code and tests are left out. Sorted by place. Linear in the calls.
std::vector<OutgoingCall> find_calls_without_timeout(const Program& program, const CallGraph& calls,
                                                     const RpcStubs& stubs, const Libraries& libraries);

}  // namespace loadline

// Which functions each running service can reach, so that what a shared library does is attributed to its users.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzers/calls/call_graph.h"
#include "analyzers/services/running_services.h"

namespace loadline {

// By index into Bodies::functions: all functions in the files that the service owns, and what they call in its
// libraries. Linear in the edges of the call graph.
std::vector<bool> functions_reached(const Program& program, const CallGraph& calls, const RunningService& service);

}  // namespace loadline

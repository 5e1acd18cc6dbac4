// Which functions leave a trace that an operator can see (a log line, a metric, a span), themselves or further down.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzers/calls/call_graph.h"
#include "analyzers/services/api_uses.h"

namespace loadline {

// By node of the call graph. Work that is handed over to run later counts, and so does what an object does when it ends: a
// timer that counts in its destructor. Linear in the edges of the graph.
std::vector<bool> observing_functions(const Program& program, const CallGraph& calls, const ApiUses& uses);

// By node: functions from which one that is marked in `targets` can be reached, those included.
std::vector<bool> reaching(const CallGraph& calls, const std::vector<bool>& targets);

}  // namespace loadline

// The order of the rows and columns of a dependency structure matrix (DSM).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzers/model/graph.h"

namespace loadline {

// Every node once: users come before what they use, so that in a matrix whose columns use its rows all marks are
// below the diagonal, except those of cycles. The members of a cycle are next to each other, in the order that leaves the least
// weight above the diagonal (feedback_arc_set). Nodes of one rank keep the order of their numbers, so that a small
// change of the graph is a small change of the order.
std::vector<Node> dsm_order(const Graph& graph);

}  // namespace loadline

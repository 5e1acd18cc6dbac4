// Layers that a graph already has, even if nobody wrote them down.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzers/model/graph.h"

namespace loadline {

struct Layering {
  std::vector<std::vector<Node>> ranks;  // top to bottom; nodes of one rank do not depend on each other; each sorted
  std::vector<Edge> upward;              // the edges that do not fit: to a higher rank or within one; sorted
};

// A node is one rank above the highest of those it depends on, once the edges of a smallest cut (feedback_arc_set)
// are left out. Every node is in exactly one rank. Linear, but for the cut.
Layering infer_layers(const Graph& graph);

}  // namespace loadline

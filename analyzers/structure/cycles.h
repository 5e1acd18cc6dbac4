// Dependency cycles: the strongly connected components of a graph, each with a smallest set of edges to cut.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzers/model/graph.h"

namespace loadline {

struct Cycle {
  std::vector<Node> members;  // sorted, at least two
  std::vector<Edge> edges;    // all edges between members, sorted
  std::vector<Edge> cut;      // edges whose removal breaks every cycle in it, least total weight (see feedback_arc_set)
  // The shortest cycle inside it, starting at the cycle's smallest node. In a component of over 500 nodes without a
  // pair that knows each other: the shortest through one of its first 500.
  std::vector<Node> shortest;
};

// Sorted by first member.
std::vector<Cycle> find_cycles(const Graph& graph);

}  // namespace loadline

// Orders the nodes of one strongly connected component, so that only edges of little weight point backwards.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "analyzers/model/graph.h"

namespace loadline {

using Weight = std::uint64_t;

struct Component {
  Graph out, in;  // the edges, and the edges reversed

  explicit Component(Graph graph) : out(std::move(graph)), in(out.reversed()) {}
  std::uint32_t size() const { return out.size(); }
};

using Order = std::vector<Node>;  // each node once

// The edges that point backwards in the best order that was found; sorted.
std::vector<Edge> lightest_cut(const Component& component);

// The best order. 2^n · n steps and as much memory: REQUIRES n ≤ kExactNodes.
inline constexpr std::size_t kExactNodes = 16;  // a few milliseconds
Order exact_order(const Component& component);

// Eades, Lin and Smyth, "A fast and effective heuristic for the feedback arc set problem" (1993), on weights.
// O(edges · log edges).
Order greedy_order(const Component& component);

// Demetrescu and Finocchi, "Combinatorial algorithms for feedback problems in directed graphs" (2003): often better on
// sparse graphs. Quadratic in edges.
Order local_ratio_order(const Component& component);

// Moves single nodes while that helps, at most kImprovementMoves times: each costs their neighbours' number and a move
// within the row.
inline constexpr std::size_t kImprovementMoves = 2000;
Order sifted_order(const Component& component, Order order);

}  // namespace loadline

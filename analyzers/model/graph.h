// A small directed graph over dense node numbers, with weighted edges. No domain words: files, modules and symbols use it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace loadline {

using Node = std::uint32_t;

struct Edge {
  Node from = 0;
  Node to = 0;
  std::uint64_t weight = 1;

  friend auto operator<=>(const Edge&, const Edge&) = default;
};

class Graph {
 public:
  // Edges in any order; parallel edges are joined and their weights added; self-loops are dropped.
  Graph(std::uint32_t nodes, std::vector<Edge> edges);

  std::uint32_t size() const { return static_cast<std::uint32_t>(first_.size() - 1); }
  std::span<const Edge> edges() const { return edges_; }  // sorted by from, to
  std::span<const Edge> edges_from(Node node) const {
    return std::span(edges_).subspan(first_[node], first_[node + 1] - first_[node]);
  }
  // The edge from→to, or nullptr.
  const Edge* find(Node from, Node to) const;
  Graph reversed() const;  // linear

 private:
  std::vector<Edge> edges_;
  std::vector<std::uint32_t> first_;
};

// Parts of a graph by themselves: the cost of one does not depend on the size of the rest.
class InducedSubgraphs {
 public:
  // Keeps a reference to `graph`.
  explicit InducedSubgraphs(const Graph& graph) : graph_(graph), number_(graph.size(), 0) {}

  // The edges between `members`, which are sorted; the nodes are their places in it: 0, 1, ….
  Graph of(const std::vector<Node>& members);

 private:
  const Graph& graph_;
  std::vector<std::uint32_t> number_;  // by node, of the last part that it was in
};

// Strongly connected components, each sorted, in reverse topological order: a component comes after all it reaches.
// Linear time, no recursion.
std::vector<std::vector<Node>> strongly_connected_components(const Graph& graph);

// The nodes reachable from `start` (itself included), by breadth first; at most `depth` steps.
std::vector<bool> reachable_from(const Graph& graph, const std::vector<Node>& start, std::uint32_t depth = ~0u);

// The shortest path from any node of `from` to any of `to` by number of edges, first in node order among equals;
// empty when there is none. Includes both ends.
std::vector<Node> shortest_path(const Graph& graph, const std::vector<Node>& from, const std::vector<Node>& to);

// A smallest set of edges (by total weight) whose removal makes the graph acyclic: exact for components of up to 16
// nodes that it can search within bounds, otherwise a heuristic with local improvement. Sorted. Deterministic.
std::vector<Edge> feedback_arc_set(const Graph& graph);

// The graph without edges between strongly connected components that a path through a third component implies. Edges
// inside a component are kept, and so are several between the same two.
Graph transitive_reduction(const Graph& graph);

}  // namespace loadline

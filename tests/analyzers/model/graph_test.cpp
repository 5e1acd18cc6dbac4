// Graphs: components, reachability, shortest paths, transitive reduction.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/graph.h"

#include <catch2/catch.hpp>

#include <algorithm>

#include "analyzers/calls/call_graph.h"
#include "tests/analyzers/random_graph.h"

using namespace loadline;
using namespace loadline::test;
using Nodes = std::vector<Node>;

namespace {

// What can be reached from where, by squaring nothing and trusting nothing: one flood per node.
std::vector<std::vector<bool>> reachability(const Graph& graph) {
  std::vector<std::vector<bool>> reached(graph.size(), std::vector<bool>(graph.size(), false));
  for (Node start = 0; start < graph.size(); ++start) {
    Nodes pending{start};
    while (!pending.empty()) {
      const Node node = pending.back();
      pending.pop_back();
      if (reached[start][node]) continue;
      reached[start][node] = true;
      for (const Edge& edge : graph.edges_from(node)) pending.push_back(edge.to);
    }
  }
  return reached;
}

}  // namespace

TEST_CASE("parallel edges are one edge of their joint weight, and a node's edge to itself does not count") {
  const Graph graph(3, {{2, 0, 5}, {0, 1, 2}, {1, 1, 7}, {0, 1, 3}});
  CHECK(std::vector<Edge>(graph.edges().begin(), graph.edges().end()) == std::vector<Edge>{{0, 1, 5}, {2, 0, 5}});
  CHECK(graph.find(0, 1)->weight == 5);
  CHECK(graph.find(1, 0) == nullptr);
  CHECK(graph.edges_from(1).empty());
}

TEST_CASE("a graph reversed twice is itself") {
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    const Graph graph = random_graph(9, 20, 5, seed);
    const Graph twice = graph.reversed().reversed();
    CHECK(std::equal(graph.edges().begin(), graph.edges().end(), twice.edges().begin(), twice.edges().end()));
  }
}

TEST_CASE("components are the sets of nodes that reach each other, each after those it reaches") {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const Graph graph = random_graph(1 + seed % 12, seed % 30, 3, seed);
    const auto reached = reachability(graph);
    const std::vector<Nodes> components = strongly_connected_components(graph);
    Nodes all;
    for (std::size_t i = 0; i < components.size(); ++i) {
      for (const Node a : components[i]) {
        all.push_back(a);
        for (const Node b : components[i]) CHECK(reached[a][b]);
        for (std::size_t later = i + 1; later < components.size(); ++later)
          CHECK_FALSE(reached[a][components[later][0]]);
      }
    }
    std::sort(all.begin(), all.end());
    REQUIRE(all.size() == graph.size());
    CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
  }
}

TEST_CASE("a chain of a million nodes needs no stack") {
  constexpr Node kNodes = 1'000'000;
  std::vector<Edge> edges;
  for (Node node = 0; node + 1 < kNodes; ++node) edges.push_back({node, node + 1});
  edges.push_back({kNodes - 1, 0});
  CHECK(strongly_connected_components(Graph(kNodes, std::move(edges))).size() == 1);
}

TEST_CASE("a search to a depth stops there") {
  const Graph chain(5, {{0, 1}, {1, 2}, {2, 3}, {3, 4}});
  CHECK(reachable_from(chain, {1}, 2) == std::vector<bool>{false, true, true, true, false});
  CHECK(reachable_from(chain, {1}, 0) == std::vector<bool>{false, true, false, false, false});
  CHECK(reachable_from(chain, {}) == std::vector<bool>(5, false));
}

TEST_CASE("the shortest path has no shortcut and is the first of its length") {
  const Graph graph(6, {{0, 2}, {0, 1}, {1, 5}, {2, 5}, {0, 3}, {3, 4}, {4, 5}});
  CHECK(shortest_path(graph, {0}, {5}) == Nodes{0, 1, 5});
  CHECK(shortest_path(graph, {5}, {0}).empty());
  CHECK(shortest_path(graph, {4, 0}, {5, 2}).size() == 2);
  CHECK(shortest_path(graph, {3}, {3}) == Nodes{3});
}

TEST_CASE("a reduced graph has the same reachability, and no connection between two of its components can go") {
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const Graph graph = random_graph(2 + seed % 9, seed % 25, 3, seed);
    const Graph reduced = transitive_reduction(graph);
    const auto reached = reachability(graph);
    CHECK(reachability(reduced) == reached);
    for (const Edge& edge : reduced.edges()) {
      CHECK(graph.find(edge.from, edge.to)->weight == edge.weight);
      if (reached[edge.to][edge.from]) continue;
      std::vector<Edge> others(reduced.edges().begin(), reduced.edges().end());
      const auto joins_the_same = [&](const Edge& other) {
        return reached[edge.from][other.from] && reached[other.from][edge.from] && reached[edge.to][other.to] &&
               reached[other.to][edge.to];
      };
      std::erase_if(others, joins_the_same);
      CHECK_FALSE(reachability(Graph(graph.size(), others))[edge.from][edge.to]);
    }
  }
}

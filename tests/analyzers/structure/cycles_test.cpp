// Cycles: one for each strongly connected component, with what to cut and the shortest cycle.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/structure/cycles.h"

#include <catch2/catch.hpp>

#include "tests/analyzers/random_graph.h"

using namespace loadline;
using namespace loadline::test;
using Nodes = std::vector<Node>;

TEST_CASE("each component of two or more nodes is one cycle, sorted by first member") {
  const std::vector<Cycle> cycles = find_cycles(Graph(7, {{5, 4}, {4, 5}, {0, 1}, {1, 2}, {2, 0}, {2, 4}, {6, 0}}));
  REQUIRE(cycles.size() == 2);
  CHECK(cycles[0].members == Nodes{0, 1, 2});
  CHECK(cycles[0].edges == std::vector<Edge>{{0, 1}, {1, 2}, {2, 0}});
  CHECK(cycles[1].members == Nodes{4, 5});
}

TEST_CASE("the shortest cycle is shown even when the smallest node is on a long one only") {
  const std::vector<Cycle> cycles = find_cycles(Graph(5, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 0}, {3, 2}}));
  REQUIRE(cycles.size() == 1);
  CHECK(cycles[0].shortest == Nodes{2, 3});
}

TEST_CASE("the shortest cycle is a cycle, and none is shorter") {
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const Graph graph = random_graph(12, 18, 3, seed);
    for (const Cycle& cycle : find_cycles(graph)) {
      for (std::size_t i = 0; i < cycle.shortest.size(); ++i) {
        CHECK(graph.find(cycle.shortest[i], cycle.shortest[(i + 1) % cycle.shortest.size()]) != nullptr);
      }
      for (const Edge& edge : cycle.edges) {
        CHECK(shortest_path(graph, {edge.to}, {edge.from}).size() >= cycle.shortest.size());
      }
    }
  }
}

TEST_CASE("a hundred thousand small cycles and one of three thousand nodes are found in no time") {
  std::vector<Edge> edges;
  for (Node node = 0; node < 200'000; node += 2) {
    edges.push_back({node, node + 1});
    edges.push_back({node + 1, node});
  }
  for (Node node = 0; node < 3'000; ++node) {
    edges.push_back({200'000 + node, 200'000 + (node + 1) % 3'000});
    edges.push_back({200'000 + node, 200'000 + (node * 7 + 3) % 3'000});
  }
  CHECK(find_cycles(Graph(203'000, std::move(edges))).size() == 100'001);
}

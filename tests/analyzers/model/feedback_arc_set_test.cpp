// Which edges to cut: against trying every order, and on components too large for that.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

#include "analyzers/calls/call_graph.h"
#include "analyzers/model/graph.h"
#include "tests/analyzers/random_graph.h"

using namespace loadline;
using namespace loadline::test;

namespace {

std::uint64_t weight(const std::vector<Edge>& edges) {
  std::uint64_t sum = 0;
  for (const Edge& edge : edges) sum += edge.weight;
  return sum;
}

// The lightest backward edges over all orders of the nodes.
std::uint64_t least_weight(const Graph& graph) {
  std::vector<std::uint32_t> position(graph.size());
  std::iota(position.begin(), position.end(), 0);
  std::uint64_t least = ~std::uint64_t{0};
  do {
    std::uint64_t backward = 0;
    for (const Edge& edge : graph.edges()) backward += position[edge.from] > position[edge.to] ? edge.weight : 0;
    least = std::min(least, backward);
  } while (std::next_permutation(position.begin(), position.end()));
  return least;
}

bool is_acyclic_without(const Graph& graph, const std::vector<Edge>& cut) {
  std::vector<Edge> rest;
  std::set_difference(graph.edges().begin(), graph.edges().end(), cut.begin(), cut.end(), std::back_inserter(rest));
  return strongly_connected_components(Graph(graph.size(), std::move(rest))).size() == graph.size();
}

}  // namespace

TEST_CASE("a small component is cut at the least weight there is") {
  for (std::uint32_t seed = 0; seed < 150; ++seed) {
    const Graph graph = random_graph(2 + seed % 6, 2 + seed % 20, 9, seed);
    const std::vector<Edge> cut = feedback_arc_set(graph);
    CHECK(is_acyclic_without(graph, cut));
    CHECK(weight(cut) == least_weight(graph));
  }
}

TEST_CASE("a large component is cut entirely, at little more than the weight that is known to do") {
  for (std::uint32_t seed = 0; seed < 30; ++seed) {
    // Layers with heavy edges down and a few light ones up: cutting those is enough.
    std::mt19937 random(seed);
    std::vector<Edge> edges;
    std::uint64_t up = 0;
    for (Node node = 0; node + 1 < 60; ++node) edges.push_back({node, node + 1, 20});
    for (int i = 0; i < 300; ++i) {
      const Node a = random() % 60, b = random() % 60;
      edges.push_back({std::min(a, b), std::max(a, b), 1 + random() % 20});
    }
    for (int i = 0; i < 12; ++i) {
      const Node a = random() % 60, b = random() % 60;
      if (a == b) continue;
      edges.push_back({std::max(a, b), std::min(a, b), 1 + random() % 3});
      up += edges.back().weight;
    }
    const Graph graph(60, std::move(edges));
    const std::vector<Edge> cut = feedback_arc_set(graph);
    CHECK(is_acyclic_without(graph, cut));
    CHECK(weight(cut) <= up + up / 10);
  }
}

TEST_CASE("a graph without cycles loses no edge, and the order of its edges does not matter") {
  CHECK(feedback_arc_set(Graph(4, {{0, 1}, {0, 2}, {1, 3}, {2, 3}})).empty());
  const std::vector<Edge> ring{{0, 1, 5}, {1, 2, 9}, {2, 0, 2}};
  CHECK(feedback_arc_set(Graph(3, ring)) == std::vector<Edge>{{2, 0, 2}});
  CHECK(feedback_arc_set(Graph(3, {ring[2], ring[0], ring[1]})) == std::vector<Edge>{{2, 0, 2}});
}

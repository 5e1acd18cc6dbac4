// Layers from a graph: by example, and what holds for every graph.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

#include "analyzers/calls/call_graph.h"
#include "analyzers/structure/layering.h"

using namespace loadline;

namespace {

using Ranks = std::vector<std::vector<Node>>;

}  // namespace

TEST_CASE("who depends is above what it depends on", "[layering]") {
  const Layering layering = infer_layers(Graph(4, {{0, 1}, {1, 2}, {0, 2}, {0, 3}}));
  CHECK(layering.ranks == Ranks{{0}, {1}, {2, 3}});
  CHECK(layering.upward.empty());
}

TEST_CASE("the lightest edge of a cycle is the one that does not fit", "[layering]") {
  const Layering layering = infer_layers(Graph(3, {{0, 1, 9}, {1, 2, 9}, {2, 0, 1}}));
  CHECK(layering.ranks == Ranks{{0}, {1}, {2}});
  CHECK(layering.upward == std::vector<Edge>{{2, 0, 1}});
}

TEST_CASE("nothing has no layers, and strangers are side by side", "[layering]") {
  CHECK(infer_layers(Graph(0, {})).ranks.empty());
  CHECK(infer_layers(Graph(3, {})).ranks == Ranks{{0, 1, 2}});
}

TEST_CASE("every node has one rank, and every edge leads down or is named as upward", "[layering]") {
  std::mt19937 random(20);
  for (int round = 0; round < 200; ++round) {
    const std::uint32_t size = 1 + random() % 20;
    std::vector<Edge> edges;
    for (std::uint32_t i = random() % (3 * size + 1); i > 0; --i) {
      edges.push_back({static_cast<Node>(random() % size), static_cast<Node>(random() % size), 1 + random() % 5});
    }
    const Graph graph(size, edges);
    const Layering layering = infer_layers(graph);
    std::vector<int> rank_of(size, -1);
    for (std::size_t rank = 0; rank < layering.ranks.size(); ++rank) {
      CHECK_FALSE(layering.ranks[rank].empty());
      for (const Node node : layering.ranks[rank]) {
        CHECK(rank_of[node] == -1);
        rank_of[node] = static_cast<int>(rank);
      }
    }
    CHECK(std::count(rank_of.begin(), rank_of.end(), -1) == 0);
    std::vector<Edge> upward;
    for (const Edge& edge : graph.edges()) {
      if (rank_of[edge.from] >= rank_of[edge.to]) upward.push_back(edge);
    }
    CHECK(layering.upward == upward);
    CHECK(layering.upward.size() <= feedback_arc_set(graph).size());
  }
}

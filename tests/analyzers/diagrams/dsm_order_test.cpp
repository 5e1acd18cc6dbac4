// The order of the structure matrix.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>

#include "analyzers/diagrams/dsm_order.h"
#include "tests/analyzers/random_graph.h"

using namespace loadline;
using namespace loadline::test;

namespace {

std::vector<std::size_t> places(const Graph& graph) {
  const std::vector<Node> order = dsm_order(graph);
  std::vector<std::size_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  return place;
}

}  // namespace

TEST_CASE("who uses comes before what it uses", "[dsm_order]") {
  CHECK(dsm_order(Graph(3, {{0, 2, 1}, {2, 1, 1}})) == std::vector<Node>{0, 2, 1});
  CHECK(dsm_order(Graph(0, {})).empty());
}

TEST_CASE("nodes of one layer keep their order", "[dsm_order]") {
  CHECK(dsm_order(Graph(4, {{3, 0, 1}, {3, 1, 1}, {3, 2, 1}})) == std::vector<Node>{3, 0, 1, 2});
}

TEST_CASE("a cycle is kept together, and its lightest edge above the diagonal", "[dsm_order]") {
  // 1 ⇄ 3 with the lighter edge from 3 to 1; 0 above, 2 below.
  CHECK(dsm_order(Graph(4, {{0, 1, 5}, {1, 3, 9}, {3, 1, 1}, {3, 2, 4}})) == std::vector<Node>{0, 1, 3, 2});
}

TEST_CASE("only edges inside a cycle go up, in any graph", "[dsm_order]") {
  for (std::uint32_t seed = 0; seed < 30; ++seed) {
    const Graph graph = random_graph(40, 60, 9, seed);
    const std::vector<std::size_t> place = places(graph);
    std::vector<std::size_t> component(graph.size());
    const auto components = strongly_connected_components(graph);
    for (std::size_t i = 0; i < components.size(); ++i) {
      std::vector<std::size_t> at;
      for (const Node node : components[i]) {
        component[node] = i;
        at.push_back(place[node]);
      }
      const auto [first, last] = std::minmax_element(at.begin(), at.end());
      CHECK(*last - *first + 1 == at.size());
    }
    for (const Edge& edge : graph.edges()) {
      CHECK((place[edge.from] < place[edge.to] || component[edge.from] == component[edge.to]));
    }
  }
}

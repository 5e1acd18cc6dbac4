// Small random graphs for properties that must hold for every graph. The same seed gives the same graph.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>
#include <vector>

#include "analyzers/model/graph.h"

namespace loadline::test {

inline Graph random_graph(std::uint32_t nodes, std::size_t edges, std::uint64_t heaviest, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<Edge> drawn;
  for (std::size_t i = 0; i < edges; ++i) {
    const Node from = random() % nodes, to = random() % nodes;
    drawn.push_back({from, to, 1 + random() % heaviest});
  }
  return Graph(nodes, std::move(drawn));
}

}  // namespace loadline::test

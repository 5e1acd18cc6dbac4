// Orders a dependency structure matrix: layers become a triangle, cycles stand out as blocks on the diagonal.
// SPDX-License-Identifier: Apache-2.0
//
//   ui -> core, core -> io, io -> core:   ui | core io     the block (core, io) has a mark above the diagonal
//
// The graph of the strongly connected components has no cycle, so its layers are an order of the blocks; inside a block
// the layers of the rest after the cut are one.
#include "analyzers/diagrams/dsm_order.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "analyzers/structure/layering.h"

namespace loadline {
namespace {

// The graph among `nodes`; node i of it is nodes[i].
Graph part_of(const Graph& graph, const std::vector<Node>& nodes) {
  std::vector<Edge> edges;
  for (Node i = 0; i < nodes.size(); ++i) {
    for (const Edge& edge : graph.edges_from(nodes[i])) {
      const auto found = std::lower_bound(nodes.begin(), nodes.end(), edge.to);
      if (found == nodes.end() || *found != edge.to) continue;
      edges.push_back({i, static_cast<Node>(found - nodes.begin()), edge.weight});
    }
  }
  return Graph(static_cast<std::uint32_t>(nodes.size()), std::move(edges));
}

std::vector<Node> order_of_block(const Graph& graph, const std::vector<Node>& members) {
  if (members.size() < 2) return members;
  std::vector<Node> order;
  for (const std::vector<Node>& rank : infer_layers(part_of(graph, members)).ranks) {
    for (const Node node : rank) order.push_back(members[node]);
  }
  return order;
}

}  // namespace

std::vector<Node> dsm_order(const Graph& graph) {
  std::vector<std::vector<Node>> blocks = strongly_connected_components(graph);
  // Numbered by their first member, the blocks of one rank come out in the order of the nodes.
  std::sort(blocks.begin(), blocks.end());
  std::vector<Node> block_of(graph.size());
  for (Node block = 0; block < blocks.size(); ++block) {
    for (const Node node : blocks[block]) block_of[node] = block;
  }
  std::vector<Edge> edges;
  for (const Edge& edge : graph.edges()) edges.push_back({block_of[edge.from], block_of[edge.to], edge.weight});
  const Graph condensed(static_cast<std::uint32_t>(blocks.size()), std::move(edges));

  std::vector<Node> order;
  for (const std::vector<Node>& rank : infer_layers(condensed).ranks) {
    for (const Node block : rank) {
      for (const Node node : order_of_block(graph, blocks[block])) order.push_back(node);
    }
  }
  return order;
}

}  // namespace loadline

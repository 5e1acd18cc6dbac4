// Infers layers.
// SPDX-License-Identifier: Apache-2.0
//
//   app → api → core, app → log, core → log, log → core (1 reference)
//
//   The cut takes log → core out. What is left has an order: log, core, api, app from the bottom up.
#include "analyzers/structure/layering.h"

#include <algorithm>
#include <iterator>

namespace loadline {

Layering infer_layers(const Graph& graph) {
  const std::vector<Edge> cut = feedback_arc_set(graph);
  std::vector<Edge> kept;
  std::set_difference(graph.edges().begin(), graph.edges().end(), cut.begin(), cut.end(), std::back_inserter(kept));
  const Graph acyclic(graph.size(), std::move(kept));

  // Without cycles every component is one node, and comes after all that it depends on.
  std::vector<std::size_t> height(graph.size(), 0);
  std::size_t highest = 0;
  for (const std::vector<Node>& component : strongly_connected_components(acyclic)) {
    const Node node = component.front();
    for (const Edge& edge : acyclic.edges_from(node)) height[node] = std::max(height[node], height[edge.to] + 1);
    highest = std::max(highest, height[node]);
  }
  Layering layering;
  if (graph.size() > 0) layering.ranks.resize(highest + 1);
  for (Node node = 0; node < graph.size(); ++node) layering.ranks[highest - height[node]].push_back(node);
  for (const Edge& edge : graph.edges()) {
    if (height[edge.from] <= height[edge.to]) layering.upward.push_back(edge);
  }
  return layering;
}

}  // namespace loadline

// Which edges to cut so that no cycle is left, at the least total weight.
// SPDX-License-Identifier: Apache-2.0
//
// The problem: order the nodes in a row; every edge that points backwards must go. The best order has the lightest
// backward edges.
//
//   a ─5→ b ─9→ c        order a b c: backward is c→a, weight 2        cut {c→a}
//   ▲           │        order b c a: backward is a→b, weight 5
//   └─────2─────┘
//
// Every strongly connected component is ordered by itself: small ones exactly, large ones by heuristics, the best of
// which is taken.
#include <algorithm>
#include <numeric>
#include <span>

#include "analyzers/model/ordering/component_order.h"

namespace loadline {
namespace {

constexpr std::size_t kLocalRatioEdges = 6000;  // some 100 ms

Weight weight_of(std::span<const Edge> edges) {
  return std::accumulate(edges.begin(), edges.end(), Weight{0},
                         [](Weight sum, const Edge& edge) { return sum + edge.weight; });
}

std::vector<Edge> backward_edges(const Component& component, const Order& order) {
  std::vector<std::uint32_t> position(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) position[order[i]] = i;
  std::vector<Edge> backward;
  for (const Edge& edge : component.out.edges()) {
    if (position[edge.from] > position[edge.to]) backward.push_back(edge);
  }
  return backward;
}

}  // namespace

std::vector<Edge> lightest_cut(const Component& component) {
  if (component.size() <= kExactNodes) return backward_edges(component, exact_order(component));
  std::vector<Edge> best = backward_edges(component, sifted_order(component, greedy_order(component)));
  if (component.out.edges().size() > kLocalRatioEdges) return best;
  std::vector<Edge> other = backward_edges(component, sifted_order(component, local_ratio_order(component)));
  return weight_of(other) < weight_of(best) ? other : best;
}

std::vector<Edge> feedback_arc_set(const Graph& graph) {
  std::vector<Edge> cut;
  InducedSubgraphs parts(graph);
  for (const std::vector<Node>& members : strongly_connected_components(graph)) {
    if (members.size() < 2) continue;
    for (const Edge& edge : lightest_cut(Component(parts.of(members)))) {
      cut.push_back({members[edge.from], members[edge.to], edge.weight});
    }
  }
  std::sort(cut.begin(), cut.end());
  return cut;
}

}  // namespace loadline

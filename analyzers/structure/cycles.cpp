// Dependency cycles.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/structure/cycles.h"

#include <algorithm>
#include <iterator>

#include "analyzers/model/ordering/component_order.h"

namespace loadline {
namespace {

// Each search is linear in the component; this keeps a component of many thousands of nodes from taking minutes.
constexpr std::size_t kMostStarts = 500;

// The first two nodes that depend on each other; empty when there are none.
std::vector<Node> first_pair(const Graph& component) {
  for (const Edge& edge : component.edges()) {
    if (component.find(edge.to, edge.from) != nullptr) return {edge.from, edge.to};
  }
  return {};
}

// A shortest cycle through `start`: the shortest way back from any of its successors.
std::vector<Node> shortest_circle(const Graph& component, Node start) {
  std::vector<Node> successors;
  for (const Edge& edge : component.edges_from(start)) successors.push_back(edge.to);
  std::vector<Node> back = shortest_path(component, successors, {start});
  back.pop_back();
  back.insert(back.begin(), start);
  return back;
}

// A component may hang together by a long cycle and still hold a short one, which is easier to grasp. Equals: the one
// through the smallest node. Rotated to start at its smallest node.
std::vector<Node> shortest_circle_of(const Graph& component) {
  std::vector<Node> best = first_pair(component);
  if (!best.empty()) return best;
  for (Node start = 0; start < std::min<std::size_t>(component.size(), kMostStarts); ++start) {
    std::vector<Node> circle = shortest_circle(component, start);
    if (best.empty() || circle.size() < best.size()) best = std::move(circle);
  }
  std::rotate(best.begin(), std::min_element(best.begin(), best.end()), best.end());
  return best;
}

}  // namespace

std::vector<Cycle> find_cycles(const Graph& graph) {
  std::vector<Cycle> cycles;
  InducedSubgraphs parts(graph);
  for (std::vector<Node>& members : strongly_connected_components(graph)) {
    if (members.size() < 2) continue;
    const Component component(parts.of(members));
    const auto in_graph = [&](Edge edge) { return Edge{members[edge.from], members[edge.to], edge.weight}; };
    Cycle cycle;
    std::ranges::transform(component.out.edges(), std::back_inserter(cycle.edges), in_graph);
    std::ranges::transform(lightest_cut(component), std::back_inserter(cycle.cut), in_graph);
    for (const Node node : shortest_circle_of(component.out)) cycle.shortest.push_back(members[node]);
    cycle.members = std::move(members);
    cycles.push_back(std::move(cycle));
  }
  std::sort(cycles.begin(), cycles.end(), [](const Cycle& a, const Cycle& b) { return a.members < b.members; });
  return cycles;
}

}  // namespace loadline

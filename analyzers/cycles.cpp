// Dependency cycles.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/cycles.h"

#include <algorithm>

namespace loadline {
namespace {

// Each search is linear in the component; this keeps a component of many thousand nodes from costing minutes.
constexpr std::size_t kMostStarts = 500;

// One component with nodes 0, 1, … in the order of `members`, so that the cost does not depend on the size of the rest.
Graph numbered_alone(const std::vector<Node>& members, const std::vector<Edge>& edges) {
  const auto local = [&](Node node) {
    return static_cast<Node>(std::lower_bound(members.begin(), members.end(), node) - members.begin());
  };
  std::vector<Edge> renumbered;
  renumbered.reserve(edges.size());
  for (const Edge& edge : edges) renumbered.push_back({local(edge.from), local(edge.to), edge.weight});
  return Graph(static_cast<std::uint32_t>(members.size()), std::move(renumbered));
}

// The first two nodes that know each other; empty when there are none.
std::vector<Node> first_pair(const Graph& component) {
  for (const Edge& edge : component.edges()) {
    if (component.find(edge.to, edge.from) != nullptr) return {edge.from, edge.to};
  }
  return {};
}

// A shortest circle through `start`: the shortest way back from any of its successors.
std::vector<Node> shortest_circle(const Graph& component, Node start) {
  std::vector<Node> successors;
  for (const Edge& edge : component.edges_from(start)) successors.push_back(edge.to);
  std::vector<Node> back = shortest_path(component, successors, {start});
  back.pop_back();
  back.insert(back.begin(), start);
  return back;
}

// A component may hang together by a long circle and still hold a short one, which is easier to grasp. Equals: the one
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
  const std::vector<std::vector<Node>> components = strongly_connected_components(graph);
  std::vector<std::size_t> component_of(graph.size(), 0);
  for (std::size_t i = 0; i < components.size(); ++i) {
    for (const Node node : components[i]) component_of[node] = i;
  }
  std::vector<Cycle> by_component(components.size());
  for (const Edge& edge : graph.edges()) {
    if (component_of[edge.from] == component_of[edge.to]) by_component[component_of[edge.from]].edges.push_back(edge);
  }
  for (const Edge& edge : feedback_arc_set(graph)) by_component[component_of[edge.from]].cut.push_back(edge);

  std::vector<Cycle> cycles;
  for (std::size_t i = 0; i < components.size(); ++i) {
    if (components[i].size() < 2) continue;
    Cycle& cycle = by_component[i];
    cycle.members = components[i];
    cycle.shortest = shortest_circle_of(numbered_alone(cycle.members, cycle.edges));
    for (Node& node : cycle.shortest) node = cycle.members[node];
    cycles.push_back(std::move(cycle));
  }
  std::sort(cycles.begin(), cycles.end(), [](const Cycle& a, const Cycle& b) { return a.members < b.members; });
  return cycles;
}

}  // namespace loadline

// Dependency cycles.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/cycles.h"

#include <algorithm>

namespace loadline {
namespace {

// A shortest circle through `start` inside its component: the shortest way back from any of its successors.
std::vector<Node> shortest_circle(const Graph& component, Node start) {
  std::vector<Node> successors;
  for (const Edge& edge : component.edges_from(start)) successors.push_back(edge.to);
  std::vector<Node> back = shortest_path(component, successors, {start});
  back.pop_back();
  back.insert(back.begin(), start);
  return back;
}

// A component may hang together by a long circle and still hold a short one, which is easier to grasp: the shortest
// circle through any member, the smallest member's among equals. Rotated to start at its smallest node.
std::vector<Node> shortest_circle_of(const Graph& component, const std::vector<Node>& members) {
  std::vector<Node> best;
  for (const Node member : members) {
    std::vector<Node> circle = shortest_circle(component, member);
    if (best.empty() || circle.size() < best.size()) best = std::move(circle);
    if (best.size() == 2) break;
  }
  std::rotate(best.begin(), std::min_element(best.begin(), best.end()), best.end());
  return best;
}

}  // namespace

std::vector<Cycle> find_cycles(const Graph& graph) {
  std::vector<Cycle> cycles;
  const std::vector<Edge> cut = feedback_arc_set(graph);
  for (std::vector<Node>& members : strongly_connected_components(graph)) {
    if (members.size() < 2) continue;
    Cycle cycle;
    const auto inside = [&](const Edge& edge) {
      return std::binary_search(members.begin(), members.end(), edge.from) &&
             std::binary_search(members.begin(), members.end(), edge.to);
    };
    for (const Node member : members) {
      for (const Edge& edge : graph.edges_from(member)) {
        if (inside(edge)) cycle.edges.push_back(edge);
      }
    }
    std::copy_if(cut.begin(), cut.end(), std::back_inserter(cycle.cut), inside);
    cycle.shortest = shortest_circle_of(Graph(graph.size(), cycle.edges), members);
    cycle.members = std::move(members);
    cycles.push_back(std::move(cycle));
  }
  std::sort(cycles.begin(), cycles.end(), [](const Cycle& a, const Cycle& b) { return a.members < b.members; });
  return cycles;
}

}  // namespace loadline

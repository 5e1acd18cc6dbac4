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
// Every strongly connected component is ordered by itself. Small ones exactly, by dynamic programming over subsets: the
// cheapest way to place the set S first is the cheapest way to place S without v, then v, plus the edges from v back into
// S (Held and Karp's scheme; 2^n·n steps). Large ones by the heuristic of Eades, Lin and Smyth ("A fast and effective
// heuristic for the feedback arc set problem", 1993) on weights, then improved by moving single nodes while that helps.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "analyzers/model/graph.h"

namespace loadline {
namespace {

constexpr std::size_t kExactNodes = 16;     // 2^16 · 16 steps: a few milliseconds
constexpr std::size_t kImprovementMoves = 2000;

using Weight = std::uint64_t;

// One component with its own dense numbering.
struct Component {
  std::vector<Node> nodes;                   // local number → node of the whole graph
  std::vector<std::vector<Edge>> out, in;    // by local number; `from` and `to` are local, too
};

Component extract(const Graph& graph, const std::vector<Node>& members, std::vector<std::uint32_t>& local_of) {
  Component component{members, {}, {}};
  for (std::uint32_t i = 0; i < members.size(); ++i) local_of[members[i]] = i;
  component.out.resize(members.size());
  component.in.resize(members.size());
  for (std::uint32_t i = 0; i < members.size(); ++i) {
    for (const Edge& edge : graph.edges_from(members[i])) {
      const bool inside = std::binary_search(members.begin(), members.end(), edge.to);
      if (!inside) continue;
      const Edge local{i, local_of[edge.to], edge.weight};
      component.out[i].push_back(local);
      component.in[local.to].push_back(local);
    }
  }
  return component;
}

std::vector<std::uint32_t> exact_order(const Component& component) {
  const std::size_t count = component.nodes.size();
  const std::size_t sets = std::size_t{1} << count;
  std::vector<Weight> cost(sets, std::numeric_limits<Weight>::max());
  std::vector<std::uint8_t> last(sets, 0);
  cost[0] = 0;
  for (std::size_t set = 0; set < sets; ++set) {
    for (std::uint32_t v = 0; v < count; ++v) {
      if ((set >> v) & 1) continue;
      Weight backward = 0;
      for (const Edge& edge : component.out[v]) backward += ((set >> edge.to) & 1) ? edge.weight : 0;
      const std::size_t with = set | (std::size_t{1} << v);
      if (cost[set] + backward >= cost[with]) continue;
      cost[with] = cost[set] + backward;
      last[with] = static_cast<std::uint8_t>(v);
    }
  }
  std::vector<std::uint32_t> order;
  for (std::size_t set = sets - 1; set != 0; set &= ~(std::size_t{1} << last[set])) order.push_back(last[set]);
  std::reverse(order.begin(), order.end());
  return order;
}

// Sinks go to the back, sources to the front, and otherwise the node with the largest surplus of outgoing weight goes to
// the front.
std::vector<std::uint32_t> greedy_order(const Component& component) {
  const std::size_t count = component.nodes.size();
  std::vector<std::int64_t> out(count, 0), in(count, 0);
  for (std::size_t v = 0; v < count; ++v) {
    for (const Edge& edge : component.out[v]) out[v] += static_cast<std::int64_t>(edge.weight);
    for (const Edge& edge : component.in[v]) in[v] += static_cast<std::int64_t>(edge.weight);
  }
  std::vector<bool> placed(count, false);
  std::vector<std::uint32_t> front, back;
  for (std::size_t left = count; left > 0; --left) {
    std::uint32_t best = 0;
    std::int64_t best_surplus = std::numeric_limits<std::int64_t>::min();
    bool is_sink = false;
    for (std::uint32_t v = 0; v < count; ++v) {
      if (placed[v]) continue;
      const bool sink = out[v] == 0;
      const std::int64_t surplus = in[v] == 0 ? std::numeric_limits<std::int64_t>::max() : out[v] - in[v];
      if (sink > is_sink || (sink == is_sink && surplus > best_surplus)) {
        best = v;
        best_surplus = surplus;
        is_sink = sink;
      }
    }
    placed[best] = true;
    (is_sink ? back : front).push_back(best);
    for (const Edge& edge : component.out[best]) in[edge.to] -= static_cast<std::int64_t>(edge.weight);
    for (const Edge& edge : component.in[best]) out[edge.from] -= static_cast<std::int64_t>(edge.weight);
  }
  front.insert(front.end(), back.rbegin(), back.rend());
  return front;
}

// Moves `node` to the place in the row where least weight points backwards. True when that helped.
bool sift(const Component& component, std::vector<std::uint32_t>& order, std::uint32_t node) {
  const auto at = static_cast<std::size_t>(std::find(order.begin(), order.end(), node) - order.begin());
  std::vector<std::int64_t> gain(component.nodes.size(), 0);  // of being placed after that node instead of before
  for (const Edge& edge : component.out[node]) gain[edge.to] -= static_cast<std::int64_t>(edge.weight);
  for (const Edge& edge : component.in[node]) gain[edge.from] += static_cast<std::int64_t>(edge.weight);
  std::int64_t best = 0, change = 0;
  std::size_t best_at = at;
  for (std::size_t i = at + 1; i < order.size(); ++i) {
    change += gain[order[i]];
    if (change > best) best = change, best_at = i;
  }
  change = 0;
  for (std::size_t i = at; i-- > 0;) {
    change -= gain[order[i]];
    if (change > best) best = change, best_at = i;
  }
  if (best == 0) return false;
  order.erase(order.begin() + static_cast<std::ptrdiff_t>(at));
  order.insert(order.begin() + static_cast<std::ptrdiff_t>(best_at), node);
  return true;
}

std::vector<std::uint32_t> heuristic_order(const Component& component) {
  std::vector<std::uint32_t> order = greedy_order(component);
  std::size_t moves = 0;
  for (bool improved = true; improved && moves < kImprovementMoves;) {
    improved = false;
    for (std::uint32_t node = 0; node < component.nodes.size() && moves < kImprovementMoves; ++node) {
      if (!sift(component, order, node)) continue;
      improved = true;
      ++moves;
    }
  }
  return order;
}

}  // namespace

std::vector<Edge> feedback_arc_set(const Graph& graph) {
  std::vector<Edge> cut;
  std::vector<std::uint32_t> local_of(graph.size(), 0);
  for (const std::vector<Node>& members : strongly_connected_components(graph)) {
    if (members.size() < 2) continue;
    const Component component = extract(graph, members, local_of);
    const std::vector<std::uint32_t> order =
        members.size() <= kExactNodes ? exact_order(component) : heuristic_order(component);
    std::vector<std::size_t> position(members.size());
    for (std::size_t i = 0; i < order.size(); ++i) position[order[i]] = i;
    for (const std::vector<Edge>& edges : component.out) {
      for (const Edge& edge : edges) {
        if (position[edge.from] > position[edge.to]) cut.push_back({members[edge.from], members[edge.to], edge.weight});
      }
    }
  }
  std::sort(cut.begin(), cut.end());
  return cut;
}

}  // namespace loadline

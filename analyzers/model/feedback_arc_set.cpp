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
constexpr std::size_t kLocalRatioEdges = 6000;  // its cost is quadratic in edges: some 100 ms

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

// The graph that the local-ratio heuristic thins out: edges by number, with what is left of their weight.
class ThinnedGraph {
 public:
  explicit ThinnedGraph(const Component& component) : out_(component.nodes.size()) {
    for (const std::vector<Edge>& edges : component.out) {
      for (const Edge& edge : edges) {
        out_[edge.from].push_back(edges_.size());
        edges_.push_back(edge);
        left_.push_back(edge.weight);
      }
    }
  }

  // Edges of some circle, empty when there is none: depth first, until an edge leads back onto the path.
  std::vector<std::size_t> some_circle() const {
    enum class State : std::uint8_t { unseen, on_path, done };
    std::vector<State> state(out_.size(), State::unseen);
    std::vector<std::size_t> next(out_.size(), 0), path;  // `path`: the edges to the node where the search stands
    for (std::uint32_t start = 0; start < out_.size(); ++start) {
      if (state[start] != State::unseen) continue;
      for (std::uint32_t node = start;;) {
        state[node] = State::on_path;
        if (next[node] < out_[node].size()) {
          const std::size_t edge = out_[node][next[node]++];
          const std::uint32_t to = edges_[edge].to;
          if (left_[edge] == 0 || state[to] == State::done) continue;
          path.push_back(edge);
          if (state[to] == State::unseen) {
            node = to;
            continue;
          }
          const auto first = std::find_if(path.begin(), path.end(), [&](std::size_t i) { return edges_[i].from == to; });
          return {first, path.end()};
        }
        state[node] = State::done;
        if (path.empty()) break;
        node = edges_[path.back()].from;
        path.pop_back();
      }
    }
    return {};
  }

  void lighten(const std::vector<std::size_t>& circle) {
    Weight lightest = std::numeric_limits<Weight>::max();
    for (const std::size_t edge : circle) lightest = std::min(lightest, left_[edge]);
    for (const std::size_t edge : circle) left_[edge] -= lightest;
  }

  void take_back_dropped() {
    std::vector<std::size_t> dropped;
    for (std::size_t edge = 0; edge < edges_.size(); ++edge) {
      if (left_[edge] == 0) dropped.push_back(edge);
    }
    std::stable_sort(dropped.begin(), dropped.end(),
                     [this](std::size_t a, std::size_t b) { return edges_[a].weight > edges_[b].weight; });
    for (const std::size_t edge : dropped) {
      if (!reaches(edges_[edge].to, edges_[edge].from)) left_[edge] = edges_[edge].weight;
    }
  }

  // Each node before those that its remaining edges lead to.
  std::vector<std::uint32_t> topological_order() const {
    std::vector<std::size_t> incoming(out_.size(), 0);
    for (std::size_t edge = 0; edge < edges_.size(); ++edge) incoming[edges_[edge].to] += left_[edge] != 0;
    std::vector<std::uint32_t> order;
    for (std::uint32_t node = 0; node < out_.size(); ++node) {
      if (incoming[node] == 0) order.push_back(node);
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
      for (const std::size_t edge : out_[order[i]]) {
        if (left_[edge] != 0 && --incoming[edges_[edge].to] == 0) order.push_back(edges_[edge].to);
      }
    }
    return order;
  }

 private:
  bool reaches(std::uint32_t from, std::uint32_t to) const {
    std::vector<bool> seen(out_.size(), false);
    std::vector<std::uint32_t> pending{from};
    while (!pending.empty()) {
      const std::uint32_t node = pending.back();
      pending.pop_back();
      if (node == to) return true;
      if (seen[node]) continue;
      seen[node] = true;
      for (const std::size_t edge : out_[node]) {
        if (left_[edge] != 0) pending.push_back(edges_[edge].to);
      }
    }
    return false;
  }

  std::vector<Edge> edges_;
  std::vector<Weight> left_;
  std::vector<std::vector<std::size_t>> out_;  // node → numbers of its edges
};

std::vector<std::uint32_t> local_ratio_order(const Component& component) {
  ThinnedGraph graph(component);
  for (auto circle = graph.some_circle(); !circle.empty(); circle = graph.some_circle()) graph.lighten(circle);
  graph.take_back_dropped();
  return graph.topological_order();
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

void improve(const Component& component, std::vector<std::uint32_t>& order) {
  std::size_t moves = 0;
  for (bool improved = true; improved && moves < kImprovementMoves;) {
    improved = false;
    for (std::uint32_t node = 0; node < component.nodes.size() && moves < kImprovementMoves; ++node) {
      if (!sift(component, order, node)) continue;
      improved = true;
      ++moves;
    }
  }
}

Weight backward_weight(const Component& component, const std::vector<std::uint32_t>& order) {
  std::vector<std::size_t> position(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) position[order[i]] = i;
  Weight sum = 0;
  for (const std::vector<Edge>& edges : component.out) {
    for (const Edge& edge : edges) sum += position[edge.from] > position[edge.to] ? edge.weight : 0;
  }
  return sum;
}

std::vector<std::uint32_t> heuristic_order(const Component& component) {
  std::vector<std::uint32_t> best = greedy_order(component);
  improve(component, best);
  std::size_t edges = 0;
  for (const std::vector<Edge>& out : component.out) edges += out.size();
  if (edges > kLocalRatioEdges) return best;
  std::vector<std::uint32_t> other = local_ratio_order(component);
  improve(component, other);
  return backward_weight(component, other) < backward_weight(component, best) ? other : best;
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

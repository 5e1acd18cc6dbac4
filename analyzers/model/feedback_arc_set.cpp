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
#include <iterator>
#include <limits>
#include <queue>
#include <tuple>
#include <utility>
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
// the front. A heap holds each node with every rank it ever had; ranks that are out of date are skipped.
class GreedyOrder {
 public:
  explicit GreedyOrder(const Component& component)
      : component_(component), out_(component.nodes.size(), 0), in_(out_), placed_(component.nodes.size(), false) {
    for (std::uint32_t v = 0; v < out_.size(); ++v) {
      for (const Edge& edge : component.out[v]) out_[v] += static_cast<std::int64_t>(edge.weight);
      for (const Edge& edge : component.in[v]) in_[v] += static_cast<std::int64_t>(edge.weight);
      ranks_.push(rank_of(v));
    }
  }

  std::vector<std::uint32_t> run() {
    std::vector<std::uint32_t> front, back;
    while (!ranks_.empty()) {
      const Rank best = ranks_.top();
      ranks_.pop();
      const auto [is_sink, surplus, descending] = best;
      const std::uint32_t v = ~descending;
      if (placed_[v] || best != rank_of(v)) continue;
      placed_[v] = true;
      (is_sink ? back : front).push_back(v);
      place(v);
    }
    front.insert(front.end(), back.rbegin(), back.rend());
    return front;
  }

 private:
  using Rank = std::tuple<bool, std::int64_t, std::uint32_t>;  // is a sink; surplus; ~node, so that the smallest is first

  Rank rank_of(std::uint32_t v) const {
    const bool is_source = in_[v] == 0;
    return {out_[v] == 0, is_source ? std::numeric_limits<std::int64_t>::max() : out_[v] - in_[v], ~v};
  }

  void place(std::uint32_t node) {
    for (const Edge& edge : component_.out[node]) {
      in_[edge.to] -= static_cast<std::int64_t>(edge.weight);
      if (!placed_[edge.to]) ranks_.push(rank_of(edge.to));
    }
    for (const Edge& edge : component_.in[node]) {
      out_[edge.from] -= static_cast<std::int64_t>(edge.weight);
      if (!placed_[edge.from]) ranks_.push(rank_of(edge.from));
    }
  }

  const Component& component_;
  std::vector<std::int64_t> out_, in_;  // weight to and from nodes that are not placed
  std::vector<bool> placed_;
  std::priority_queue<Rank> ranks_;
};

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

// Nodes in a row, each of which knows its place.
class Row {
 public:
  Row(const Component& component, std::vector<std::uint32_t> order)
      : component_(component), order_(std::move(order)), place_(order_.size()) {
    for (std::uint32_t i = 0; i < order_.size(); ++i) place_[order_[i]] = i;
  }

  // Moves `node` to the place where least weight points backwards. True when that helped. Only places beside neighbours can
  // be better than where it stands.
  bool sift(std::uint32_t node) {
    gains_.clear();  // by place: of standing after what stands there instead of before
    for (const Edge& edge : component_.out[node]) gains_.push_back({place_[edge.to], -static_cast<std::int64_t>(edge.weight)});
    for (const Edge& edge : component_.in[node]) gains_.push_back({place_[edge.from], static_cast<std::int64_t>(edge.weight)});
    std::sort(gains_.begin(), gains_.end());
    const std::uint32_t at = place_[node];
    const auto after = std::upper_bound(gains_.begin(), gains_.end(), Gain{at, std::numeric_limits<std::int64_t>::max()});
    std::int64_t best = 0;
    std::uint32_t best_place = at;
    const auto visit = [&](auto gain, auto end, std::int64_t sign) {
      for (std::int64_t change = 0; gain != end;) {
        const std::uint32_t place = gain->first;
        for (; gain != end && gain->first == place; ++gain) change += sign * gain->second;
        if (change > best) best = change, best_place = place;
      }
    };
    visit(after, gains_.end(), 1);
    visit(std::make_reverse_iterator(after), gains_.rend(), -1);
    if (best == 0) return false;
    move(at, best_place);
    return true;
  }

  std::vector<std::uint32_t> take() && { return std::move(order_); }

 private:
  using Gain = std::pair<std::uint32_t, std::int64_t>;

  void move(std::uint32_t from, std::uint32_t to) {
    const auto first = order_.begin() + std::min(from, to), last = order_.begin() + std::max(from, to) + 1;
    std::rotate(first, from < to ? first + 1 : last - 1, last);
    for (std::uint32_t i = std::min(from, to); i <= std::max(from, to); ++i) place_[order_[i]] = i;
  }

  const Component& component_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> place_;  // by node
  std::vector<Gain> gains_;
};

std::vector<std::uint32_t> improved(const Component& component, std::vector<std::uint32_t> order) {
  Row row(component, std::move(order));
  std::size_t moves = 0;
  for (bool was_improved = true; was_improved && moves < kImprovementMoves;) {
    was_improved = false;
    for (std::uint32_t node = 0; node < component.nodes.size() && moves < kImprovementMoves; ++node) {
      if (!row.sift(node)) continue;
      was_improved = true;
      ++moves;
    }
  }
  return std::move(row).take();
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
  const std::vector<std::uint32_t> best = improved(component, GreedyOrder(component).run());
  std::size_t edges = 0;
  for (const std::vector<Edge>& out : component.out) edges += out.size();
  if (edges > kLocalRatioEdges) return best;
  const std::vector<std::uint32_t> other = improved(component, local_ratio_order(component));
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

// Takes the lightest edge off cycle after cycle until none is left, and puts back what closes none.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "analyzers/model/ordering/component_order.h"

namespace loadline {
namespace {

// The graph that the local-ratio heuristic thins out: edges by number, with what is left of their weight.
class ThinnedGraph {
 public:
  explicit ThinnedGraph(const Component& component) : out_(component.size()) {
    for (const Edge& edge : component.out.edges()) {
      out_[edge.from].push_back(edges_.size());
      edges_.push_back(edge);
      left_.push_back(edge.weight);
    }
  }

  // Edges of some cycle, empty when there is none: depth first, until an edge leads back onto the path.
  std::vector<std::size_t> some_cycle() const {
    enum class State : std::uint8_t { unseen, on_path, done };
    std::vector<State> state(out_.size(), State::unseen);
    std::vector<std::size_t> next(out_.size(), 0), path;  // `path`: the edges to the node where the search is
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
          const auto first =
              std::find_if(path.begin(), path.end(), [&](std::size_t i) { return edges_[i].from == to; });
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

  void lighten(const std::vector<std::size_t>& cycle) {
    Weight lightest = std::numeric_limits<Weight>::max();
    for (const std::size_t edge : cycle) lightest = std::min(lightest, left_[edge]);
    for (const std::size_t edge : cycle) left_[edge] -= lightest;
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
  Order topological_order() const {
    std::vector<std::size_t> incoming(out_.size(), 0);
    for (std::size_t edge = 0; edge < edges_.size(); ++edge) incoming[edges_[edge].to] += left_[edge] != 0;
    Order order;
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

}  // namespace

Order local_ratio_order(const Component& component) {
  ThinnedGraph graph(component);
  for (auto cycle = graph.some_cycle(); !cycle.empty(); cycle = graph.some_cycle()) graph.lighten(cycle);
  graph.take_back_dropped();
  return graph.topological_order();
}

}  // namespace loadline

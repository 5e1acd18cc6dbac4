// Places node after node at one end of the row, by what is left of the graph.
// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <queue>
#include <tuple>

#include "analyzers/model/ordering/component_order.h"

namespace loadline {
namespace {

// Sinks go to the back, sources to the front, and otherwise the node with the largest surplus of outgoing weight goes to
// the front. A heap holds for each node a rank that is never below the node's own: one that fell is lowered when it comes
// to the top, since most fall and rise many times before.
class GreedyOrder {
 public:
  explicit GreedyOrder(const Component& component)
      : component_(component), out_(component.size(), 0), in_(out_), placed_(component.size(), false) {
    for (const Edge& edge : component.out.edges()) {
      out_[edge.from] += static_cast<std::int64_t>(edge.weight);
      in_[edge.to] += static_cast<std::int64_t>(edge.weight);
    }
    for (Node node = 0; node < component.size(); ++node) {
      queued_.push_back(rank_of(node));
      ranks_.push(queued_.back());
    }
  }

  Order run() {
    Order front, back;
    while (!ranks_.empty()) {
      const Rank best = ranks_.top();
      ranks_.pop();
      const Node node = ~std::get<Node>(best);
      if (placed_[node] || best != queued_[node]) continue;
      if (best != rank_of(node)) {
        queue(node);
        continue;
      }
      placed_[node] = true;
      (std::get<bool>(best) ? back : front).push_back(node);
      take_away(node);
    }
    front.insert(front.end(), back.rbegin(), back.rend());
    return front;
  }

 private:
  using Rank = std::tuple<bool, std::int64_t, Node>;  // is a sink; surplus; ~node, so that the smallest is first

  Rank rank_of(Node node) const {
    const bool is_source = in_[node] == 0;
    return {out_[node] == 0, is_source ? std::numeric_limits<std::int64_t>::max() : out_[node] - in_[node], ~node};
  }

  void queue(Node node) {
    queued_[node] = rank_of(node);
    ranks_.push(queued_[node]);
  }

  void take_away(Node node) {
    for (const Edge& edge : component_.out.edges_from(node)) {
      in_[edge.to] -= static_cast<std::int64_t>(edge.weight);
      if (!placed_[edge.to] && rank_of(edge.to) > queued_[edge.to]) queue(edge.to);
    }
    for (const Edge& edge : component_.in.edges_from(node)) {
      out_[edge.to] -= static_cast<std::int64_t>(edge.weight);
      if (!placed_[edge.to] && rank_of(edge.to) > queued_[edge.to]) queue(edge.to);
    }
  }

  const Component& component_;
  std::vector<std::int64_t> out_, in_;  // weight to and from nodes that are not placed
  std::vector<bool> placed_;
  std::vector<Rank> queued_;  // by node: the one of its ranks in the heap that counts
  std::priority_queue<Rank> ranks_;
};

}  // namespace

Order greedy_order(const Component& component) { return GreedyOrder(component).run(); }

}  // namespace loadline

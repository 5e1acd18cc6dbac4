// Improves an order by moving one node at a time to its best place.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "analyzers/model/ordering/component_order.h"

namespace loadline {
namespace {

// Nodes in a row, each of which knows its place.
class Row {
 public:
  Row(const Component& component, Order order)
      : component_(component), order_(std::move(order)), place_(order_.size()) {
    for (std::uint32_t i = 0; i < order_.size(); ++i) place_[order_[i]] = i;
  }

  // Moves `node` to the place where least weight points backwards. True when that helped. Only places beside neighbours can
  // be better than where it is.
  bool sift(std::uint32_t node) {
    gains_.clear();  // by place: of standing after what is there instead of before
    const auto add = [&](const Graph& graph, std::int64_t sign) {
      for (const Edge& edge : graph.edges_from(node)) {
        gains_.push_back({place_[edge.to], sign * static_cast<std::int64_t>(edge.weight)});
      }
    };
    add(component_.out, -1);
    add(component_.in, 1);
    std::sort(gains_.begin(), gains_.end());
    const std::uint32_t at = place_[node];
    const auto after =
        std::upper_bound(gains_.begin(), gains_.end(), Gain{at, std::numeric_limits<std::int64_t>::max()});
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

  Order take() && { return std::move(order_); }

 private:
  using Gain = std::pair<std::uint32_t, std::int64_t>;

  void move(std::uint32_t from, std::uint32_t to) {
    const auto first = order_.begin() + std::min(from, to), last = order_.begin() + std::max(from, to) + 1;
    std::rotate(first, from < to ? first + 1 : last - 1, last);
    for (std::uint32_t i = std::min(from, to); i <= std::max(from, to); ++i) place_[order_[i]] = i;
  }

  const Component& component_;
  Order order_;
  std::vector<std::uint32_t> place_;  // by node
  std::vector<Gain> gains_;
};

}  // namespace

Order sifted_order(const Component& component, Order order) {
  Row row(component, std::move(order));
  std::size_t moves = 0;
  for (bool was_improved = true; was_improved && moves < kImprovementMoves;) {
    was_improved = false;
    for (std::uint32_t node = 0; node < component.size() && moves < kImprovementMoves; ++node) {
      if (!row.sift(node)) continue;
      was_improved = true;
      ++moves;
    }
  }
  return std::move(row).take();
}

}  // namespace loadline

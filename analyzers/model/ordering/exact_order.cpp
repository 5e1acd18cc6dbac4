// The best order of a small component, by dynamic programming over subsets.
// SPDX-License-Identifier: Apache-2.0
//
// The cheapest way to place the set S first is the cheapest way to place S without v, then v, plus the edges from v back
// into S (Held and Karp's scheme).
#include <algorithm>
#include <limits>

#include "analyzers/model/ordering/component_order.h"

namespace loadline {

Order exact_order(const Component& component) {
  const std::size_t count = component.size();
  const std::size_t sets = std::size_t{1} << count;
  std::vector<Weight> cost(sets, std::numeric_limits<Weight>::max());
  std::vector<std::uint8_t> last(sets, 0);
  cost[0] = 0;
  for (std::size_t set = 0; set < sets; ++set) {
    for (std::uint32_t v = 0; v < count; ++v) {
      if ((set >> v) & 1) continue;
      Weight backward = 0;
      for (const Edge& edge : component.out.edges_from(v)) backward += ((set >> edge.to) & 1) ? edge.weight : 0;
      const std::size_t with = set | (std::size_t{1} << v);
      if (cost[set] + backward >= cost[with]) continue;
      cost[with] = cost[set] + backward;
      last[with] = static_cast<std::uint8_t>(v);
    }
  }
  Order order;
  for (std::size_t set = sets - 1; set != 0; set &= ~(std::size_t{1} << last[set])) order.push_back(last[set]);
  std::reverse(order.begin(), order.end());
  return order;
}

}  // namespace loadline

// Orders the nodes of a diagram for its matrix.
// SPDX-License-Identifier: Apache-2.0
#include "reports/graph/dsm_matrix.h"

#include <cstdint>

#include "analyzers/diagrams/dsm_order.h"

namespace loadline {

DsmMatrix::DsmMatrix(const Diagram& diagram) : diagram_(diagram) {
  std::vector<Edge> edges;
  for (const DiagramEdge& edge : diagram.edges) {
    edges.push_back({edge.from, edge.to, edge.weight});
    edge_of_[{edge.from, edge.to}] = &edge;
  }
  order_ = dsm_order(Graph(static_cast<std::uint32_t>(diagram.nodes.size()), std::move(edges)));
}

const DiagramEdge* DsmMatrix::cell(std::size_t row, std::size_t column) const {
  const auto found = edge_of_.find({order_[column], order_[row]});
  return found == edge_of_.end() ? nullptr : found->second;
}

}  // namespace loadline

// A diagram as a matrix: users come before what they use, and cells are found by row and column.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "analyzers/diagrams/diagram.h"

namespace loadline {

// Keeps a reference to the diagram.
class DsmMatrix {
 public:
  explicit DsmMatrix(const Diagram& diagram);

  std::size_t size() const { return order_.size(); }
  const DiagramNode& node(std::size_t place) const { return diagram_.nodes[order_[place]]; }
  // How the column uses the row; nullptr: not at all. Above the diagonal it closes a cycle.
  const DiagramEdge* cell(std::size_t row, std::size_t column) const;

 private:
  const Diagram& diagram_;
  std::vector<Node> order_;  // see dsm_order.h
  std::map<std::pair<Node, Node>, const DiagramEdge*> edge_of_;
};

}  // namespace loadline

// The clusters of a diagram as a tree, for formats that draw boxes inside boxes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzers/diagrams/diagram.h"

namespace loadline {

struct Cluster {
  std::string label;                 // its name without that of the cluster around it
  std::vector<std::uint32_t> nodes;  // right inside it; into Diagram::nodes
  std::vector<Cluster> inner;        // few levels deep: make_diagram ensures that
  std::uint32_t number = 0;          // into Diagram::clusters; not used in the outermost one
};

// The outermost cluster: it has no name and holds all that is in no other.
Cluster cluster_tree(const Diagram& diagram);

// For each of Diagram::clusters the one around it, or kNone.
std::vector<std::uint32_t> outer_clusters(const Diagram& diagram);

}  // namespace loadline

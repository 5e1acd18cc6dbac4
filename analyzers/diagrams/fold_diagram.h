// A diagram made small enough to read: what is deepest in it is put together first.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "analyzers/diagrams/diagram.h"

namespace loadline {

// The diagram as it is, if it has at most so many nodes and edges. Otherwise the innermost clusters become nodes, level
// by level; and if even the outermost are too many, all nodes of one layer (infer_layers) become one. Evidence, cycles
// and cuts of joined edges are kept: nothing is left out but what happens inside a node.
Diagram fold_diagram(const Diagram& diagram, std::uint32_t most_nodes, std::uint32_t most_edges);

}  // namespace loadline

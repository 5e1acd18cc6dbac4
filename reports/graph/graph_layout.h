// Where to draw the boxes and lines of a graph: Graphviz's "dot" for what it can lay out quickly, rows for the rest.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "analyzers/model/graph.h"

namespace loadline {

struct LayoutBox {
  double x = 0, y = 0;  // of the upper left corner; y grows downwards. Points
  double width = 0, height = 0;
};

struct LayoutRequest {
  std::vector<LayoutBox> nodes;         // width and height are read
  std::vector<std::uint32_t> cluster;   // by node: into `clusters`, kNone outside them
  std::vector<std::uint32_t> clusters;  // for each the one around it, or kNone; after that one
  std::vector<Edge> edges;              // no two alike
};

struct GraphLayout {
  double width = 0, height = 0;
  std::vector<LayoutBox> nodes, clusters;
  // By edge: the points of a cubic Bézier spline (1 + 3n); of a straight line where Graphviz was not asked.
  std::vector<std::vector<std::pair<double, double>>> splines;
};

// Deterministic. More than 120 nodes or 700 edges would take Graphviz long: they are set in rows by their layers.
GraphLayout lay_out(const LayoutRequest& request);

}  // namespace loadline

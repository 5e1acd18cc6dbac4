// The module graph as the page first shows it: which boxes, which lines, and where; the matrix has the same rows.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzers/diagrams/module_tree.h"
#include "reports/graph/graph_layout.h"
#include "reports/scalability_report.h"

namespace loadline::html {

struct ShownEdge {
  std::uint32_t from = 0, to = 0;  // into StructureView::shown
  std::uint64_t weight = 0;
  bool in_cycle = false, is_cut = false;
  bool is_drawn = true;  // of many edges only the heaviest of each box are drawn at first
};

struct StructureView {
  std::vector<Branch> tree;
  std::vector<std::uint32_t> branch_of_module;  // into tree
  std::vector<std::uint32_t> shown;             // boxes, into tree
  std::vector<std::uint32_t> expanded;          // groups drawn around their boxes, into tree; outer ones first
  std::vector<ShownEdge> edges;                 // sorted by from, to
  std::vector<Node> order;                      // of the matrix, into `shown`
  GraphLayout layout;                           // nodes: shown; clusters: expanded; splines: edges, "" when not drawn
};

StructureView structure_view(const Analyses& analyses);

// The picture as SVG, readable without scripts.
std::string structure_svg(const StructureView& view, const Analyses& analyses);

// All that the scripts of the page know about the graph, as JSON that cannot end the script element it is in.
std::string structure_json(const StructureView& view, const ScalabilityReport& report);

}  // namespace loadline::html

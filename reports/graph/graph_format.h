// A graph format is a value: a name, a summary, limits, and a pure function from a diagram to bytes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <ostream>
#include <span>
#include <string_view>

#include "analyzers/diagrams/diagram.h"

namespace loadline {

struct GraphFormat {
  std::string_view name;  // --format svg
  std::string_view summary;
  std::string_view extension;  // "svg": chosen by -o FILE when --format is not given
  bool is_binary;              // not to be written to a terminal
  // More than this many nodes or edges make a picture nobody can read (or that Graphviz lays out for minutes): refused
  // without --force, with advice. 0 = no limit.
  std::uint32_t max_nodes;
  std::uint32_t max_edges;
  // Same diagram, same bytes. Names are escaped for the format: none can break out of a label. Throws AnalysisFailure
  // when a picture cannot be drawn.
  void (*write)(const Diagram& diagram, const Program& program, std::ostream& out);
  // Where others refuse more bytes than these, the diagram is collapsed until it fits (analyzers/diagrams/fold_diagram.h), and
  // so it is for max_nodes and max_edges. 0 = never.
  std::uint32_t max_bytes = 0;
};

extern const GraphFormat d2_format;
extern const GraphFormat dot_format;
extern const GraphFormat dsm_format;
extern const GraphFormat dsm_html_format;
extern const GraphFormat graphml_format;
extern const GraphFormat json_graph_format;
extern const GraphFormat mermaid_format;
extern const GraphFormat pdf_format;
extern const GraphFormat plantuml_format;
extern const GraphFormat png_format;
extern const GraphFormat svg_format;

std::span<const GraphFormat* const> all_graph_formats();
const GraphFormat* find_graph_format(std::string_view name);  // nullptr when unknown

}  // namespace loadline

// The list of graph formats.
// SPDX-License-Identifier: Apache-2.0
#include "reports/graph/graph_format.h"

namespace loadline {

std::span<const GraphFormat* const> all_graph_formats() {
  static constexpr const GraphFormat* kFormats[] = {
      &dot_format, &svg_format, &png_format,      &pdf_format,     &mermaid_format,    &plantuml_format,
      &d2_format,  &dsm_format, &dsm_html_format, &graphml_format, &json_graph_format,
  };
  return kFormats;
}

const GraphFormat* find_graph_format(std::string_view name) {
  for (const GraphFormat* format : all_graph_formats()) {
    if (format->name == name) return format;
  }
  return nullptr;
}

}  // namespace loadline

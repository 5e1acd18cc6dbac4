// The dependency structure matrix of a diagram as a page of its own.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include <fmt/core.h>

#include "reports/graph/dsm_matrix.h"
#include "reports/graph/graph_format.h"
#include "reports/graph/picture_text.h"
#include "reports/html/assets.h"
#include "reports/html/html_text.h"

namespace loadline {
namespace {

std::string html_cell(const Diagram& diagram, const Program& program, const DiagramEdge& edge, bool is_up) {
  std::string title;
  for (const std::string& line : edge_tooltip(diagram, program, edge))
    title += (title.empty() ? "" : "&#10;") + html::text(line);
  const std::size_t step = std::min<std::size_t>(std::to_string(edge.weight).size(), 5);
  return fmt::format("<td class=\"w{}{}\" title=\"{}\">{}</td>", step,
                     is_up           ? " up"
                     : edge.in_cycle ? " cyclic"
                                     : "",
                     title, edge.weight);
}

void write_dsm_html(const Diagram& diagram, const Program& program, std::ostream& out) {
  const DsmMatrix matrix(diagram);
  out << "<!doctype html>\n<html lang=\"en\" data-theme=\"auto\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width, initial-scale=1\"><meta http-equiv=\"Content-Security-Policy\" "
         "content=\"default-src "
         "'none'; style-src 'unsafe-inline'\"><title>Dependency structure matrix</title><style>\n"
      << html::asset("page.css")
      << "</style></head><body><main style=\"padding:1.5rem\"><h1>Dependency structure matrix</h1><p class=\"note\">A "
         "column "
         "uses the rows it has numbers in. Numbers above the diagonal close a cycle.</p><table "
         "class=\"matrix\"><thead><tr><td></td>";
  for (std::size_t column = 0; column < matrix.size(); ++column) {
    out << "<th scope=\"col\" title=\"" << html::text(matrix.node(column).id) << "\">" << column + 1 << "</th>";
  }
  out << "</tr></thead><tbody>\n";
  for (std::size_t row = 0; row < matrix.size(); ++row) {
    const std::string name = html::text(short_label(matrix.node(row).id)), link = matrix.node(row).link;
    out << "<tr><th scope=\"row\"><span>" << row + 1 << "</span> "
        << (link.empty() ? name : fmt::format("<a href=\"{}\">{}</a>", html::text(link), name)) << "</th>";
    for (std::size_t column = 0; column < matrix.size(); ++column) {
      const DiagramEdge* edge = matrix.cell(row, column);
      if (row == column) {
        out << "<td class=\"self\"></td>";
      } else {
        out << (edge ? html_cell(diagram, program, *edge, row < column) : "<td></td>");
      }
    }
    out << "</tr>\n";
  }
  out << "</tbody></table></main></body></html>\n";
}

}  // namespace

const GraphFormat dsm_html_format{"dsm-html",    "dependency structure matrix as a page", "html", false, 1000, 0,
                                  write_dsm_html};

}  // namespace loadline

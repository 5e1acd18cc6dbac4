// The dependency structure matrix of a diagram, as text and as a page of its own.
// SPDX-License-Identifier: Apache-2.0
//
//            1  2  3      A column uses the rows it has numbers in. Who uses stands before what it uses, so that only
//    1 ui    ·            cycles have numbers above the diagonal.
//    2 core  4  ·  1
//    3 io    .  7  ·
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "analyzers/dsm_order.h"
#include "reports/graph_format.h"
#include "reports/html/assets.h"
#include "reports/html/html_text.h"
#include "reports/picture_text.h"

namespace loadline {
namespace {

class Matrix {
 public:
  explicit Matrix(const Diagram& diagram) : diagram_(diagram) {
    std::vector<Edge> edges;
    for (const DiagramEdge& edge : diagram.edges) {
      edges.push_back({edge.from, edge.to, edge.weight});
      edge_of_[{edge.from, edge.to}] = &edge;
    }
    order_ = dsm_order(Graph(static_cast<std::uint32_t>(diagram.nodes.size()), std::move(edges)));
  }

  std::size_t size() const { return order_.size(); }
  const DiagramNode& node(std::size_t place) const { return diagram_.nodes[order_[place]]; }
  // How the column uses the row; nullptr: not at all.
  const DiagramEdge* cell(std::size_t row, std::size_t column) const {
    const auto found = edge_of_.find({order_[column], order_[row]});
    return found == edge_of_.end() ? nullptr : found->second;
  }

 private:
  const Diagram& diagram_;
  std::vector<Node> order_;
  std::map<std::pair<Node, Node>, const DiagramEdge*> edge_of_;
};

// Characters, not bytes.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string right(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, width_of(text)), ' ') + text;
}

void write_dsm(const Diagram& diagram, const Program&, std::ostream& out) {
  const Matrix matrix(diagram);
  const std::size_t digits = std::to_string(matrix.size()).size();
  std::size_t names = 0, cells = digits;
  for (std::size_t row = 0; row < matrix.size(); ++row) {
    names = std::max(names, width_of(short_label(matrix.node(row).id)));
    for (std::size_t column = 0; column < matrix.size(); ++column) {
      if (const DiagramEdge* edge = matrix.cell(row, column)) {
        cells = std::max(cells, std::to_string(edge->weight).size() + (row < column ? 1 : 0));
      }
    }
  }
  const auto line = [&](std::string text) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    out << text << '\n';
  };
  std::string head(digits + 1 + names, ' ');
  for (std::size_t column = 0; column < matrix.size(); ++column) head += right(std::to_string(column + 1), cells + 1);
  line(head);
  for (std::size_t row = 0; row < matrix.size(); ++row) {
    const std::string name = short_label(matrix.node(row).id);
    std::string text = right(std::to_string(row + 1), digits) + ' ' + name + std::string(names - width_of(name), ' ');
    for (std::size_t column = 0; column < matrix.size(); ++column) {
      const DiagramEdge* edge = matrix.cell(row, column);
      const std::string mark = row < column ? "!" : "";  // closes a cycle
      text += right(row == column ? "·" : edge ? std::to_string(edge->weight) + mark : "", cells + 1);
    }
    line(text);
  }
  out << "\nA column uses the rows it has numbers in. \"!\" marks what closes a cycle.\n";
}

std::string html_cell(const Diagram& diagram, const Program& program, const DiagramEdge& edge, bool is_up) {
  std::string title;
  for (const std::string& line : edge_tooltip(diagram, program, edge))
    title += (title.empty() ? "" : "&#10;") + html::text(line);
  const std::size_t step = std::min<std::size_t>(std::to_string(edge.weight).size(), 5);
  return "<td class=\"w" + std::to_string(step) +
         (is_up           ? " up"
          : edge.in_cycle ? " cyclic"
                          : "") +
         "\" title=\"" + title + "\">" + std::to_string(edge.weight) + "</td>";
}

void write_dsm_html(const Diagram& diagram, const Program& program, std::ostream& out) {
  const Matrix matrix(diagram);
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
        << (link.empty() ? name : "<a href=\"" + html::text(link) + "\">" + name + "</a>") << "</th>";
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

const GraphFormat dsm_format{"dsm", "dependency structure matrix as text", "txt", false, 400, 0, write_dsm};
const GraphFormat dsm_html_format{"dsm-html",    "dependency structure matrix as a page", "html", false, 1000, 0,
                                  write_dsm_html};

}  // namespace loadline

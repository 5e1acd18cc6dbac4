// Graphviz text.
// SPDX-License-Identifier: Apache-2.0
#include "reports/graph/dot.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <sstream>
#include <utility>

#include "reports/graph/cluster_tree.h"
#include "reports/graph/graph_format.h"
#include "reports/graph/node_ids.h"
#include "reports/graph/picture_text.h"

namespace loadline {
namespace {

// Graphviz reads backslash sequences and XML entities in every text, so both are spelled out.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    out += c == '&' ? std::string("&amp;") : std::string(1, c);
  }
  return out;
}

std::string in_quotes(std::string_view text) { return '"' + escaped(text) + '"'; }

std::string quoted_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "\\n") + escaped(line);
  return '"' + text + '"';
}

class DotWriter {
 public:
  DotWriter(const Diagram& diagram, const Program& program, std::ostream& out)
      : diagram_(diagram), program_(program), out_(out), nodes_(node_ids(diagram)), clusters_(cluster_ids(diagram)) {}

  void write() {
    out_ << "digraph loadline {\n";
    write_style();
    write_contents(cluster_tree(diagram_), 1);
    for (const DiagramEdge& edge : diagram_.edges) write_edge(edge);
    out_ << "}\n";
  }

 private:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string>>;

  void write_attributes(Attributes attributes) {
    std::string_view before = " [";
    for (const auto& [name, value] : attributes) {
      out_ << before << name << '=' << value;
      before = ", ";
    }
    out_ << "]";
  }

  void write_style() {
    using namespace palette;
    const bool has_long_names = diagram_.level == Level::file || diagram_.level == Level::symbol;
    out_ << "  graph";
    write_attributes({{"rankdir", runs_down(diagram_) ? "TB" : "LR"},
                      // Without it Graphviz 2.43 damages its memory where clusters and labelled edges meet.
                      {"newrank", "true"},
                      {"bgcolor", "\"#ffffff\""},
                      {"pad", "0.3"},
                      // Every long edge takes a place in each rank it passes: a wide gap makes a page of nothing.
                      {"nodesep", has_long_names ? "0.12" : "0.35"},
                      {"ranksep", "0.6"},
                      {"fontname", "\"Helvetica,Arial,sans-serif\""},
                      {"fontsize", "11"},
                      {"fontcolor", in_quotes(kFaintText)},
                      {"labeljust", "l"},
                      {"tooltip", "\" \""}});
    out_ << ";\n  node";
    write_attributes({{"shape", "box"},
                      {"style", "\"rounded,filled\""},
                      {"color", in_quotes(kNodeLine)},
                      {"fillcolor", in_quotes(kNodeFill)},
                      {"fontname", "\"Helvetica,Arial,sans-serif\""},
                      {"fontsize", "12"},
                      {"fontcolor", in_quotes(kText)},
                      {"margin", "\"0.16,0.08\""},
                      {"height", "0.35"}});
    out_ << ";\n  edge";
    write_attributes({{"color", in_quotes(kEdge)},
                      {"arrowsize", "0.7"},
                      {"fontname", "\"Helvetica,Arial,sans-serif\""},
                      {"fontsize", "9"},
                      {"fontcolor", in_quotes(kFaintText)}});
    out_ << ";\n";
  }

  // Clusters inside clusters get darker.
  void write_contents(const Cluster& cluster, std::size_t depth) {
    const std::string indent(2 * depth, ' ');
    for (const std::uint32_t node : cluster.nodes) write_node(node, indent);
    for (const Cluster& inner : cluster.inner) {
      static constexpr std::string_view kTints[] = {"#f5f8fb", "#ebf1f7", "#e1eaf3", "#d7e3ef"};
      const std::string_view tint = kTints[std::min<std::size_t>(depth - 1, std::size(kTints) - 1)];
      out_ << indent << "subgraph cluster_" << clusters_[inner.number] << " {\n" << indent << "  graph";
      write_attributes({{"label", in_quotes(short_label(inner.label))},
                        {"style", "\"rounded,filled\""},
                        {"color", in_quotes(palette::kClusterLine)},
                        {"fillcolor", in_quotes(tint)},
                        {"margin", "14"},
                        {"tooltip", quoted_lines({short_label(diagram_.clusters[inner.number])})}});
      out_ << ";\n";
      write_contents(inner, depth + 1);
      out_ << indent << "}\n";
    }
  }

  void write_node(std::uint32_t number, std::string_view indent) {
    const DiagramNode& node = diagram_.nodes[number];
    out_ << indent << nodes_[number];
    const std::string label = quoted_lines(node_lines(diagram_, node)), tooltip = quoted_lines(node_tooltip(node));
    if (!node.link.empty()) write_attributes({{"URL", in_quotes(node.link)}, {"target", "\"_blank\""}});
    if (is_service(diagram_, node)) {
      write_attributes({{"color", in_quotes(palette::kServiceFill)},
                        {"fillcolor", in_quotes(palette::kServiceFill)},
                        {"fontcolor", in_quotes(palette::kServiceText)}});
    }
    if (!node.store.empty()) write_attributes({{"shape", "cylinder"}, {"style", "filled"}});
    if (node.focused) {
      write_attributes({{"label", label},
                        {"tooltip", tooltip},
                        {"color", in_quotes(palette::kFocusLine)},
                        {"fillcolor", in_quotes(palette::kFocusFill)},
                        {"penwidth", "2"}});
    } else {
      write_attributes({{"label", label}, {"tooltip", tooltip}});
    }
    out_ << ";\n";
  }

  void write_edge(const DiagramEdge& edge) {
    const std::string tooltip = quoted_lines(edge_tooltip(diagram_, program_, edge));
    std::vector<std::string> lines = edge_lines(diagram_, edge);
    for (std::string& line : lines) line.insert(0, 1, ' ');  // away from the edge
    out_ << "  " << nodes_[edge.from] << " -> " << nodes_[edge.to];
    write_attributes({{"label", quoted_lines(lines)},
                      {"penwidth", tenths(line_width(edge))},
                      {"tooltip", tooltip},
                      {"labeltooltip", tooltip}});
    if (edge.in_cycle) {
      write_attributes({{"color", in_quotes(palette::kCycle)}, {"fontcolor", in_quotes(palette::kCycle)}});
    } else if (!edge.requests.empty()) {
      write_attributes({{"color", in_quotes(palette::kRequest)},
                        {"fontcolor", in_quotes(palette::kRequest)},
                        {"weight", "6"}});  // straighter than the rest
    } else if (leads_to_shared(diagram_, edge)) {
      write_attributes({{"color", in_quotes(palette::kQuietEdge)}});
    }
    if (edge.is_cut) write_attributes({{"style", "dashed"}});
    out_ << ";\n";
  }

  const Diagram& diagram_;
  const Program& program_;
  std::ostream& out_;
  std::vector<std::string> nodes_, clusters_;  // ids
};

void write_dot(const Diagram& diagram, const Program& program, std::ostream& out) {
  DotWriter(diagram, program, out).write();
}

}  // namespace

std::string dot_text(const Diagram& diagram, const Program& program) {
  std::ostringstream out;
  write_dot(diagram, program, out);
  return out.str();
}

const GraphFormat dot_format{"dot", "Graphviz text", "dot", false, 0, 0, write_dot};

}  // namespace loadline

// Mermaid text, which code hosts and wikis draw in Markdown.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/core.h>
#include "reports/graph/cluster_tree.h"
#include "reports/graph/graph_format.h"
#include "reports/graph/mermaid_text.h"
#include "reports/graph/node_ids.h"
#include "reports/graph/picture_text.h"

namespace loadline {
namespace {

struct Ids {
  std::vector<std::string> nodes, clusters;
};

void write_contents(const Diagram& diagram, const Ids& ids, const Cluster& cluster, std::size_t depth,
                    std::ostream& out) {
  const std::string indent(2 * depth, ' ');
  for (const std::uint32_t node : cluster.nodes) {
    const bool is_store = !diagram.nodes[node].store.empty();
    out << indent << ids.nodes[node] << (is_store ? "[(" : "[")
        << mermaid_label(node_lines(diagram, diagram.nodes[node])) << (is_store ? ")]" : "]")
        << (diagram.nodes[node].focused                ? ":::focused"
            : is_service(diagram, diagram.nodes[node]) ? ":::service"
                                                       : "")
        << '\n';
  }
  for (const Cluster& inner : cluster.inner) {
    out << indent << "subgraph " << ids.clusters[inner.number] << '[' << mermaid_label(short_label(inner.label))
        << "]\n";
    write_contents(diagram, ids, inner, depth + 1, out);
    out << indent << "end\n";
  }
}

// "linkStyle 3,7 …" for the edges that `has` is true of; links are numbered in the order in which they are written.
template <typename Has>
void write_link_style(const Diagram& diagram, std::string_view style, Has has, std::ostream& out) {
  std::string numbers;
  for (std::size_t i = 0; i < diagram.edges.size(); ++i) {
    if (has(diagram.edges[i])) numbers += (numbers.empty() ? "" : ",") + std::to_string(i);
  }
  if (!numbers.empty()) out << "  linkStyle " << numbers << ' ' << style << '\n';
}

void write_mermaid(const Diagram& diagram, const Program&, std::ostream& out) {
  using namespace palette;
  out << (runs_down(diagram) ? "flowchart TD\n" : "flowchart LR\n");
  const Ids ids{node_ids(diagram), cluster_ids(diagram)};
  write_contents(diagram, ids, cluster_tree(diagram), 1, out);
  for (const DiagramEdge& edge : diagram.edges) {
    out << "  " << ids.nodes[edge.from] << " -->";
    const std::vector<std::string> lines = edge_lines(diagram, edge);
    if (!lines.empty()) out << '|' << (edge.requests.empty() ? lines.front() : mermaid_label(lines)) << '|';
    out << ' ' << ids.nodes[edge.to] << '\n';
  }
  for (std::size_t i = 0; i < diagram.nodes.size(); ++i) {
    if (diagram.nodes[i].link.empty()) continue;
    out << "  click " << ids.nodes[i] << " href \"" << diagram.nodes[i].link << "\" _blank\n";
  }
  out << "  classDef default fill:" << kNodeFill << ",stroke:" << kNodeLine << ",color:" << kText << ",rx:6,ry:6\n";
  const auto is_focused = [](const DiagramNode& node) { return node.focused; };
  if (std::any_of(diagram.nodes.begin(), diagram.nodes.end(), is_focused)) {
    out << "  classDef focused fill:" << kFocusFill << ",stroke:" << kFocusLine << ",color:" << kText << '\n';
  }
  if (diagram.level == Level::service) {
    out << "  classDef service fill:" << kServiceFill << ",stroke:" << kServiceFill << ",color:" << kServiceText
        << '\n';
  }
  for (std::size_t i = 0; i < diagram.clusters.size(); ++i) {
    out << "  style " << ids.clusters[i] << " fill:#f5f8fb,stroke:" << kClusterLine << ",color:" << kFaintText << '\n';
  }
  const std::string red = fmt::format("stroke:{},stroke-width:2px,color:{}", kCycle, kCycle);
  write_link_style(
      diagram, fmt::format("stroke:{},color:{}", kRequest, kRequest),
      [](const DiagramEdge& edge) { return !edge.requests.empty() && !edge.in_cycle; }, out);
  write_link_style(diagram, red, [](const DiagramEdge& edge) { return edge.in_cycle && !edge.is_cut; }, out);
  write_link_style(diagram, red + ",stroke-dasharray:6 4", [](const DiagramEdge& edge) { return edge.is_cut; }, out);
}

}  // namespace

// GitHub draws at most 50,000 characters and 500 edges.
const GraphFormat mermaid_format{"mermaid",     "for Markdown on code hosts and wikis; collapsed until GitHub draws it",
                                 "mmd",         false,
                                 400,           500,
                                 write_mermaid, 50000};

}  // namespace loadline

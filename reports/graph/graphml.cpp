// GraphML, for yEd, Gephi, NetworkX, igraph: the whole diagram with its numbers.
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzers/model/evidence_text.h"
#include "reports/graph/graph_format.h"
#include "reports/graph/node_ids.h"
#include "reports/xml_text.h"

namespace loadline {
namespace {

void write_key(std::string_view id, std::string_view of, std::string_view type, std::ostream& out) {
  out << "  <key id=\"" << id << "\" for=\"" << of << "\" attr.name=\"" << id << "\" attr.type=\"" << type << "\"/>\n";
}

void write_data(std::string_view key, std::string_view value, std::ostream& out) {
  if (!value.empty()) out << "<data key=\"" << key << "\">" << xml_text(value) << "</data>";
}

void write_node(const DiagramNode& node, const std::string& id, std::ostream& out) {
  out << "    <node id=\"" << id << "\">";
  write_data("name", node.id, out);
  write_data("label", node.label, out);
  write_data("cluster", node.cluster, out);
  write_data("path", node.path, out);
  write_data("link", node.link, out);
  write_data("store", node.store, out);
  write_data("files", std::to_string(node.files), out);
  write_data("lines", std::to_string(node.lines), out);
  out << "</node>\n";
}

void write_edge(const DiagramEdge& edge, const std::vector<std::string>& ids, const Program& program,
                std::ostream& out) {
  out << "    <edge source=\"" << ids[edge.from] << "\" target=\"" << ids[edge.to] << "\">";
  write_data("weight", std::to_string(edge.weight), out);
  write_data("in_cycle", edge.in_cycle ? "true" : "false", out);
  write_data("is_cut", edge.is_cut ? "true" : "false", out);
  for (std::size_t kind = 0; kind < edge.counts.size(); ++kind) {
    if (edge.counts[kind] > 0)
      write_data(name_of(static_cast<ReferenceKind>(kind)), std::to_string(edge.counts[kind]), out);
  }
  std::string requests;
  for (const DiagramRequest& request : edge.requests) requests += (requests.empty() ? "" : "; ") + request.text;
  write_data("requests", requests, out);
  write_data("evidence",
             std::string(program.files()[edge.sample.where.file].path) + ':' + std::to_string(edge.sample.where.line) +
                 ' ' + describe(program, edge.sample),
             out);
  out << "</edge>\n";
}

void write_graphml(const Diagram& diagram, const Program& program, std::ostream& out) {
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
  for (const char* key : {"name", "label", "cluster", "path", "link", "store"}) write_key(key, "node", "string", out);
  for (const char* key : {"files", "lines"}) write_key(key, "node", "int", out);
  write_key("weight", "edge", "long", out);
  for (const char* key : {"in_cycle", "is_cut"}) write_key(key, "edge", "boolean", out);
  for (int kind = 0; kind < kReferenceKinds; ++kind)
    write_key(name_of(static_cast<ReferenceKind>(kind)), "edge", "int", out);
  for (const char* key : {"requests", "evidence"}) write_key(key, "edge", "string", out);
  out << "  <graph id=\"loadline\" edgedefault=\"directed\">\n";
  const std::vector<std::string> ids = node_ids(diagram);
  for (std::size_t i = 0; i < diagram.nodes.size(); ++i) write_node(diagram.nodes[i], ids[i], out);
  for (const DiagramEdge& edge : diagram.edges) write_edge(edge, ids, program, out);
  out << "  </graph>\n</graphml>\n";
}

}  // namespace

const GraphFormat graphml_format{"graphml",    "for yEd, Gephi, NetworkX and igraph", "graphml", false, 0, 0,
                                 write_graphml};

}  // namespace loadline

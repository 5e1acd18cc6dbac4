// GraphML, for yEd, Gephi, NetworkX, igraph: the whole diagram with its numbers.
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzers/model/evidence_text.h"
#include "reports/graph/graph_format.h"
#include "reports/graph/node_ids.h"
#include "reports/xml_document.h"

namespace loadline {
namespace {

void add_key(pugi::xml_node root, std::string_view id, std::string_view of, std::string_view type) {
  pugi::xml_node key = root.append_child("key");
  add_attribute(key, "id", id);
  add_attribute(key, "for", of);
  add_attribute(key, "attr.name", id);
  add_attribute(key, "attr.type", type);
}

void add_data(pugi::xml_node element, std::string_view key, std::string_view value) {
  if (!value.empty()) add_attribute(add_element(element, "data", value), "key", key);
}

void add_node(pugi::xml_node graph, const DiagramNode& node, const std::string& id) {
  pugi::xml_node element = graph.append_child("node");
  add_attribute(element, "id", id);
  add_data(element, "name", node.id);
  add_data(element, "label", node.label);
  add_data(element, "cluster", node.cluster);
  add_data(element, "path", node.path);
  add_data(element, "link", node.link);
  add_data(element, "store", node.store);
  add_data(element, "files", std::to_string(node.files));
  add_data(element, "lines", std::to_string(node.lines));
}

void add_edge(pugi::xml_node graph, const DiagramEdge& edge, const std::vector<std::string>& ids,
              const Program& program) {
  pugi::xml_node element = graph.append_child("edge");
  add_attribute(element, "source", ids[edge.from]);
  add_attribute(element, "target", ids[edge.to]);
  add_data(element, "weight", std::to_string(edge.weight));
  add_data(element, "in_cycle", edge.in_cycle ? "true" : "false");
  add_data(element, "is_cut", edge.is_cut ? "true" : "false");
  for (std::size_t kind = 0; kind < edge.counts.size(); ++kind) {
    if (edge.counts[kind] > 0) {
      add_data(element, name_of(static_cast<ReferenceKind>(kind)), std::to_string(edge.counts[kind]));
    }
  }
  std::string requests;
  for (const DiagramRequest& request : edge.requests) requests += (requests.empty() ? "" : "; ") + request.text;
  add_data(element, "requests", requests);
  add_data(element, "evidence",
           std::string(program.files()[edge.sample.where.file].path) + ':' + std::to_string(edge.sample.where.line) +
               ' ' + describe(program, edge.sample));
}

void write_graphml(const Diagram& diagram, const Program& program, std::ostream& out) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("graphml");
  add_attribute(root, "xmlns", "http://graphml.graphdrawing.org/xmlns");
  for (const char* key : {"name", "label", "cluster", "path", "link", "store"}) add_key(root, key, "node", "string");
  for (const char* key : {"files", "lines"}) add_key(root, key, "node", "int");
  add_key(root, "weight", "edge", "long");
  for (const char* key : {"in_cycle", "is_cut"}) add_key(root, key, "edge", "boolean");
  for (int kind = 0; kind < kReferenceKinds; ++kind) {
    add_key(root, name_of(static_cast<ReferenceKind>(kind)), "edge", "int");
  }
  for (const char* key : {"requests", "evidence"}) add_key(root, key, "edge", "string");
  pugi::xml_node graph = root.append_child("graph");
  add_attribute(graph, "id", "loadline");
  add_attribute(graph, "edgedefault", "directed");
  const std::vector<std::string> ids = node_ids(diagram);
  for (std::size_t i = 0; i < diagram.nodes.size(); ++i) add_node(graph, diagram.nodes[i], ids[i]);
  for (const DiagramEdge& edge : diagram.edges) add_edge(graph, edge, ids, program);
  write_xml(document, out);
}

}  // namespace

const GraphFormat graphml_format{"graphml",    "for yEd, Gephi, NetworkX and igraph", "graphml", false, 0, 0,
                                 write_graphml};

}  // namespace loadline

// The diagram for programs; graph_json_schema.cpp describes it.
// SPDX-License-Identifier: Apache-2.0

#include "analyzers/model/evidence_text.h"
#include "analyzers/words/json_text.h"
#include "reports/graph/cluster_tree.h"
#include "reports/graph/graph_format.h"

namespace loadline {
namespace {

// Raised when a field changes its meaning or goes away; new fields may appear at any time.
constexpr int kGraphVersion = 1;

Json to_json(const DiagramNode& node) {
  return {
      {"id", node.id},       {"label", node.label},     {"cluster", node.cluster},
      {"path", node.path},   {"line", node.line},       {"files", node.files},
      {"lines", node.lines}, {"focused", node.focused}, {"store", node.store},
  };
}

Json kinds_of(const DiagramEdge& edge) {
  Json kinds = Json::object();
  for (std::size_t kind = 0; kind < edge.counts.size(); ++kind) {
    if (edge.counts[kind] > 0) kinds[std::string(name_of(static_cast<ReferenceKind>(kind)))] = edge.counts[kind];
  }
  return kinds;
}

Json requests_of(const DiagramEdge& edge) {
  Json requests = Json::array();
  for (const DiagramRequest& request : edge.requests) {
    requests.push_back({{"request", request.text}, {"calls", request.calls}});
  }
  return requests;
}

Json to_json(const Diagram& diagram, const Program& program, const DiagramEdge& edge) {
  const Evidence& sample = edge.sample;
  return {
      {"from", diagram.nodes[edge.from].id},
      {"to", diagram.nodes[edge.to].id},
      {"weight", edge.weight},
      {"kinds", kinds_of(edge)},
      {"requests", requests_of(edge)},
      {"in_cycle", edge.in_cycle},
      {"is_cut", edge.is_cut},
      {"sample",
       {{"path", program.files()[sample.where.file].path},
        {"line", sample.where.line},
        {"kind", name_of(sample.kind)},
        {"text", describe(program, sample)}}},
  };
}

Json clusters_of(const Diagram& diagram) {
  const std::vector<std::uint32_t> outer = outer_clusters(diagram);
  Json clusters = Json::array();
  for (std::size_t i = 0; i < outer.size(); ++i) {
    clusters.push_back({{"id", diagram.clusters[i]}, {"cluster", outer[i] == kNone ? "" : diagram.clusters[outer[i]]}});
  }
  return clusters;
}

void write_json(const Diagram& diagram, const Program& program, std::ostream& out) {
  Json nodes = Json::array(), edges = Json::array();
  for (const DiagramNode& node : diagram.nodes) nodes.push_back(to_json(node));
  for (const DiagramEdge& edge : diagram.edges) edges.push_back(to_json(diagram, program, edge));
  const Json graph = {
      {"version", kGraphVersion},  {"level", name_of(diagram.level)}, {"clusters", clusters_of(diagram)},
      {"nodes", std::move(nodes)}, {"edges", std::move(edges)},
  };
  // Names in the analysed code need not be UTF-8; JSON must be. Escaped to ASCII, it cannot drive a terminal either.
  out << indented_json_text(graph, 2, JsonCharacters::ascii) << '\n';
}

}  // namespace

const GraphFormat json_graph_format{
    "json", "for programs; `loadline schema graph` describes it", "json", false, 0, 0, write_json};

}  // namespace loadline

// Folds clusters and layers into nodes.
// SPDX-License-Identifier: Apache-2.0
//
//   src ( src/a.h, src/net ( src/net/x.h, src/net/y.h ) )   ⇒   src ( src/a.h, src/net )   ⇒   src
#include "analyzers/diagrams/fold_diagram.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <fmt/core.h>
#include "analyzers/structure/layering.h"

namespace loadline {
namespace {

// What each node becomes part of: its name, and the cluster that still holds it.
struct Fold {
  std::string id;
  std::string cluster;
  bool is_folded = false;
};

// The clusters around a node, outermost first.
std::vector<std::string> clusters_around(const Diagram& diagram, std::string name) {
  std::vector<std::string> around;
  const char separator = cluster_separator(diagram.level);
  while (!name.empty()) {
    if (std::binary_search(diagram.clusters.begin(), diagram.clusters.end(), name)) around.insert(around.begin(), name);
    const std::size_t cut = name.rfind(separator);
    name = cut == std::string::npos ? "" : name.substr(0, cut);
  }
  return around;
}

void add_edge(const DiagramEdge& edge, DiagramEdge& joined) {
  const bool is_first = joined.weight == 0;
  if (is_first || edge.sample.where < joined.sample.where) joined.sample = edge.sample;
  joined.weight += edge.weight;
  for (std::size_t kind = 0; kind < edge.counts.size(); ++kind) joined.counts[kind] += edge.counts[kind];
  joined.requests.insert(joined.requests.end(), edge.requests.begin(), edge.requests.end());
  joined.in_cycle |= edge.in_cycle;
  joined.is_cut |= edge.is_cut;
}

Diagram folded(const Diagram& diagram, const std::vector<Fold>& folds) {
  std::map<std::string, DiagramNode> nodes;
  for (std::size_t i = 0; i < folds.size(); ++i) {
    DiagramNode& node = nodes[folds[i].id];
    if (!folds[i].is_folded) {
      node = diagram.nodes[i];
      continue;
    }
    node.id = folds[i].id;
    node.cluster = folds[i].cluster;
    const std::size_t said = node.cluster.empty() || !node.id.starts_with(node.cluster) ? 0 : node.cluster.size() + 1;
    node.label = node.id.substr(said);
    node.files += diagram.nodes[i].files;
    node.lines += diagram.nodes[i].lines;
    node.focused |= diagram.nodes[i].focused;
  }
  Diagram result;
  result.level = diagram.level;
  std::map<std::string, std::uint32_t> number;
  for (auto& [id, node] : nodes) {
    number[id] = static_cast<std::uint32_t>(result.nodes.size());
    for (const std::string& cluster : clusters_around(diagram, node.cluster)) result.clusters.push_back(cluster);
    result.nodes.push_back(std::move(node));
  }
  std::sort(result.clusters.begin(), result.clusters.end());
  result.clusters.erase(std::unique(result.clusters.begin(), result.clusters.end()), result.clusters.end());

  std::map<std::pair<std::uint32_t, std::uint32_t>, DiagramEdge> edges;
  for (const DiagramEdge& edge : diagram.edges) {
    const std::pair ends(number[folds[edge.from].id], number[folds[edge.to].id]);
    if (ends.first != ends.second) add_edge(edge, edges[ends]);
  }
  for (auto& [ends, edge] : edges) {
    edge.from = ends.first;
    edge.to = ends.second;
    join_requests(edge.requests);
    result.edges.push_back(std::move(edge));
  }
  return result;
}

Diagram fold_clusters(const Diagram& diagram, std::size_t kept_levels) {
  std::vector<Fold> folds;
  for (const DiagramNode& node : diagram.nodes) {
    const std::vector<std::string> around = clusters_around(diagram, node.cluster);
    if (around.size() <= kept_levels) {
      folds.push_back({node.id, node.cluster, false});
    } else {
      folds.push_back({around[kept_levels], kept_levels == 0 ? "" : around[kept_levels - 1], true});
    }
  }
  // A module that holds others and has files of its own is folded together with them.
  std::map<std::string, bool> is_target;
  for (const Fold& fold : folds) is_target[fold.id] |= fold.is_folded;
  for (Fold& fold : folds) fold.is_folded = is_target[fold.id];
  return folded(diagram, folds);
}

Diagram fold_layers(const Diagram& diagram, std::uint32_t most) {
  std::vector<Edge> edges;
  for (const DiagramEdge& edge : diagram.edges) edges.push_back({edge.from, edge.to, edge.weight});
  const Layering layering = infer_layers(Graph(static_cast<std::uint32_t>(diagram.nodes.size()), std::move(edges)));
  const std::size_t ranks = layering.ranks.size(), groups = std::min<std::size_t>(ranks, std::clamp(most, 1u, 22u));
  std::vector<Fold> folds(diagram.nodes.size());
  for (std::size_t rank = 0; rank < ranks; ++rank) {
    const std::string number = std::to_string(rank * groups / ranks + 1);
    // Leading zeros keep the names in the order of the layers.
    const std::string name = fmt::format("layer {}{}", number.size() < 2 ? "0" : "", number);
    for (const Node node : layering.ranks[rank]) folds[node] = {name, "", true};
  }
  Diagram result = folded(diagram, folds);
  for (DiagramNode& node : result.nodes) {
    const auto is_in = [&](const Fold& fold) { return fold.id == node.id; };
    node.label += " (" + std::to_string(std::count_if(folds.begin(), folds.end(), is_in)) + ")";
  }
  return result;
}

}  // namespace

Diagram fold_diagram(const Diagram& diagram, std::uint32_t most_nodes, std::uint32_t most_edges) {
  const auto fits = [&](const Diagram& one) {
    return one.nodes.size() <= most_nodes && one.edges.size() <= most_edges;
  };
  if (fits(diagram)) return diagram;
  std::size_t levels = 0;
  for (const DiagramNode& node : diagram.nodes) {
    levels = std::max(levels, clusters_around(diagram, node.cluster).size());
  }
  while (levels-- > 0) {
    Diagram smaller = fold_clusters(diagram, levels);
    if (fits(smaller)) return smaller;
  }
  return fold_layers(diagram, most_nodes);
}

}  // namespace loadline

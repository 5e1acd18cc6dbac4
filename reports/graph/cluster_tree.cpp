// Finds out which cluster is in which.
// SPDX-License-Identifier: Apache-2.0
#include "reports/graph/cluster_tree.h"

#include <algorithm>

namespace loadline {
namespace {

std::uint32_t find_cluster(const Diagram& diagram, std::string_view name) {
  const auto found = std::lower_bound(diagram.clusters.begin(), diagram.clusters.end(), name);
  if (found == diagram.clusters.end() || *found != name) return kNone;
  return static_cast<std::uint32_t>(found - diagram.clusters.begin());
}

std::uint32_t around(const Diagram& diagram, std::string_view name) {
  const char separator = cluster_separator(diagram.level);
  for (std::size_t cut = name.rfind(separator); cut != std::string_view::npos; cut = name.rfind(separator)) {
    name = name.substr(0, cut);
    const std::uint32_t outer = find_cluster(diagram, name);
    if (outer != kNone) return outer;
  }
  return kNone;
}

}  // namespace

std::vector<std::uint32_t> outer_clusters(const Diagram& diagram) {
  std::vector<std::uint32_t> outer;
  for (const std::string& name : diagram.clusters) outer.push_back(around(diagram, name));
  return outer;
}

Cluster cluster_tree(const Diagram& diagram) {
  const std::vector<std::uint32_t> outer = outer_clusters(diagram);
  Cluster root;
  std::vector<Cluster> clusters(diagram.clusters.size());
  for (std::uint32_t i = 0; i < clusters.size(); ++i) {
    const std::size_t said = outer[i] == kNone ? 0 : diagram.clusters[outer[i]].size() + 1;
    clusters[i].label = diagram.clusters[i].substr(said);
    clusters[i].number = i;
  }
  for (std::uint32_t i = 0; i < diagram.nodes.size(); ++i) {
    const std::uint32_t cluster = find_cluster(diagram, diagram.nodes[i].cluster);
    (cluster == kNone ? root : clusters[cluster]).nodes.push_back(i);
  }
  // What is inside sorts after what is around it, so going backwards each cluster is complete before it is moved.
  for (std::size_t i = clusters.size(); i-- > 0;) {
    Cluster& target = outer[i] == kNone ? root : clusters[outer[i]];
    target.inner.insert(target.inner.begin(), std::move(clusters[i]));
  }
  return root;
}

}  // namespace loadline

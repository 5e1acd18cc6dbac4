// Compares two programs by the names of their modules.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/questions/comparison.h"
#include "analyzers/structure/cycles.h"
#include "analyzers/structure/metrics.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace loadline {
namespace {

using Edges = std::map<std::pair<std::string, std::string>, std::uint64_t>;

Edges edges_of(const Analyses& analyses) {
  Edges edges;
  const std::vector<Module>& modules = analyses.modules().all();
  for (const Dependency& edge : analyses.module_dependencies().all()) {
    edges[{modules[edge.from].name, modules[edge.to].name}] = edge.total;
  }
  return edges;
}

std::set<std::string> modules_of(const Analyses& analyses) {
  std::set<std::string> names;
  for (const Module& module : analyses.modules().all()) names.insert(module.name);
  return names;
}

std::set<std::vector<std::string>> cycles_of(const Analyses& analyses) {
  std::set<std::vector<std::string>> cycles;
  for (const Cycle& cycle : analyses.module_cycles()) {
    std::vector<std::string> names;
    for (const Node member : cycle.members) names.push_back(analyses.modules().all()[member].name);
    std::sort(names.begin(), names.end());
    cycles.insert(std::move(names));
  }
  return cycles;
}

template <class Item>
std::vector<Item> difference(const std::set<Item>& a, const std::set<Item>& b) {
  std::vector<Item> rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rest));
  return rest;
}

}  // namespace

Comparison compare(const Analyses& before, const Analyses& after) {
  Comparison result;
  result.added_modules = difference(modules_of(after), modules_of(before));
  result.removed_modules = difference(modules_of(before), modules_of(after));
  result.added_cycles = difference(cycles_of(after), cycles_of(before));
  result.removed_cycles = difference(cycles_of(before), cycles_of(after));

  std::map<std::pair<std::string, std::string>, EdgeChange> edges;
  for (const auto& [ends, count] : edges_of(before)) edges[ends].before = count;
  for (const auto& [ends, count] : edges_of(after)) edges[ends].after = count;
  for (auto& [ends, change] : edges) {
    if (change.before == change.after) continue;
    change.from = ends.first;
    change.to = ends.second;
    (change.before == 0  ? result.added_edges
     : change.after == 0 ? result.removed_edges
                         : result.changed_edges)
        .push_back(change);
  }

  const GraphMetrics old = graph_metrics(before.module_dependencies().graph());
  const GraphMetrics now = graph_metrics(after.module_dependencies().graph());
  for (const MetricSpec& metric : all_metrics()) {
    if (metric.of_graph != nullptr)
      result.metrics.push_back({std::string(metric.name), metric.of_graph(old), metric.of_graph(now)});
  }
  return result;
}

}  // namespace loadline

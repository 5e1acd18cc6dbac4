// Names, evidence and cycles of modules or of files.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/cycle_level.h"

#include <algorithm>

#include "analyzers/structure/cycles.h"
#include "analyzers/words/test_code.h"

namespace loadline {

std::string CycleLevel::name(Node node) const {
  if (is_file_) return std::string(analyses_.program().files()[node].path);
  return analyses_.modules().all()[node].name;
}

std::vector<Evidence> CycleLevel::evidence(Node from, Node to) const {
  if (is_file_) return filter_.between_files(from, to);
  std::vector<Evidence> evidence = filter_.between_modules(from, to);
  // Product code makes the cycle.
  const auto tests = std::ranges::stable_partition(
      evidence, [&](const Evidence& one) { return !is_test_code(analyses_.program().files()[one.where.file].path); });
  if (tests.size() != evidence.size()) evidence.erase(tests.begin(), tests.end());
  return evidence;
}

std::vector<Cycle> CycleLevel::cycles() const {
  std::set<Node> ignored;
  for (const Pattern& pattern : entry_.patterns(kExcept)) {
    const std::vector<ModuleIndex> selected = pattern.modules_in(analyses_.modules());
    ignored.insert(selected.begin(), selected.end());
  }
  if (is_file_) ignored = ignored_files(ignored, entry_.patterns("except_files"));
  if (!is_file_ && ignored.empty() && filter_.passes_all()) return analyses_.module_cycles();
  const Graph graph = is_file_ ? filter_.file_graph() : filter_.product_graph();
  std::vector<Edge> edges;
  for (const Edge& edge : graph.edges()) {
    if (!ignored.contains(edge.from) && !ignored.contains(edge.to)) edges.push_back(edge);
  }
  return find_cycles(Graph(graph.size(), std::move(edges)));
}

std::set<Node> CycleLevel::ignored_files(const std::set<Node>& modules, const std::vector<Pattern>& patterns) const {
  std::set<Node> files;
  for (FileIndex file = 0; file < analyses_.program().files().size(); ++file) {
    const std::string_view path = analyses_.program().files()[file].path;
    const bool is_named = any_matches(patterns, path);
    const bool is_inside = modules.contains(analyses_.modules().of(file));
    if (is_named || is_inside || analyses_.modules().is_excluded(file)) files.insert(file);
  }
  return files;
}

}  // namespace loadline

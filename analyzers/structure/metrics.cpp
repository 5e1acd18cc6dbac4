// Computes the metrics of modules and graphs.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/structure/metrics.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace loadline {
namespace {

double ratio(double numerator, double denominator) {
  return denominator == 0 ? std::numeric_limits<double>::quiet_NaN() : numerator / denominator;
}

// The module a symbol is part of: where it is defined if it is a class, otherwise where others see it.
ModuleIndex module_of(const Modules& modules, const Symbol& symbol) {
  const Location& place = symbol.is_class() ? symbol.defined : symbol.declared;
  return place.known() ? modules.of(place.file) : kNone;
}

void count_symbols(const Program& program, const Modules& modules, std::vector<ModuleMetrics>& metrics) {
  for (const Symbol& symbol : program.symbols()) {
    const bool is_named = symbol.kind != SymbolKind::parameter && symbol.kind != SymbolKind::lambda &&
                          symbol.kind != SymbolKind::namespace_ && !symbol.has(kFunctionLocal) &&
                          !symbol.has(kImplicit);
    const ModuleIndex module = module_of(modules, symbol);
    if (!is_named || module == kNone) continue;
    ++metrics[module].symbols;
    if (!symbol.is_class()) continue;
    ++metrics[module].classes;
    if (symbol.has(kAbstract)) ++metrics[module].abstract_classes;
  }
}

// A file counts once, however many dependencies it has.
void count_files(const Modules& modules, const FileDependencies& files, std::vector<ModuleMetrics>& metrics) {
  std::vector<std::pair<ModuleIndex, FileIndex>> users;  // a module, and a file elsewhere that depends on it
  FileIndex last_leaving = kNone;                        // dependencies are sorted by file
  for (const Dependency& dependency : files.all()) {
    const ModuleIndex from = modules.of(dependency.from), to = modules.of(dependency.to);
    if (from == to || from == kNone || to == kNone) continue;
    if (std::exchange(last_leaving, dependency.from) != dependency.from) ++metrics[from].efferent;
    users.emplace_back(to, dependency.from);
  }
  std::sort(users.begin(), users.end());
  users.erase(std::unique(users.begin(), users.end()), users.end());
  for (const auto& [module, file] : users) ++metrics[module].afferent;
}

void count_relations(const Program& program, const Modules& modules, std::vector<ModuleMetrics>& metrics) {
  const std::vector<SymbolIndex> class_of = outermost_classes(program);
  std::vector<std::pair<SymbolIndex, SymbolIndex>> relations;
  for (const Reference& reference : program.references()) {
    if (reference.from == kNone || reference.to == kNone) continue;
    const std::pair relation(class_of[reference.from], class_of[reference.to]);
    if (relation.first == kNone || relation.second == kNone || relation.first == relation.second) continue;
    const ModuleIndex module = module_of(modules, program.symbols()[relation.first]);
    if (module == kNone || module != module_of(modules, program.symbols()[relation.second])) continue;
    if (relations.empty() || relations.back() != relation) relations.push_back(relation);
  }
  std::sort(relations.begin(), relations.end());
  relations.erase(std::unique(relations.begin(), relations.end()), relations.end());
  for (const auto& [from, to] : relations) ++metrics[module_of(modules, program.symbols()[from])].relations;
}

}  // namespace

double ModuleMetrics::instability() const { return ratio(efferent, double(afferent) + efferent); }
double ModuleMetrics::abstractness() const { return ratio(abstract_classes, classes); }
double ModuleMetrics::distance() const { return std::abs(abstractness() + instability() - 1); }
double ModuleMetrics::relational_cohesion() const { return ratio(double(relations) + 1, classes); }

double GraphMetrics::acd() const { return ratio(double(ccd), nodes); }
double GraphMetrics::nccd() const {
  return ratio(double(ccd), (double(nodes) + 1) * std::log2(double(nodes) + 1) - nodes);
}
double GraphMetrics::propagation_cost() const { return ratio(double(ccd), double(nodes) * nodes); }
double GraphMetrics::relative_cyclicity() const { return ratio(std::sqrt(double(cyclicity)), nodes); }

std::vector<SymbolIndex> outermost_classes(const Program& program) {
  constexpr int kDeepest = 64;  // facts are read from files: a cycle of parents must not hang the program
  std::vector<SymbolIndex> classes(program.symbols().size(), kNone);
  for (SymbolIndex symbol = 0; symbol < classes.size(); ++symbol) {
    SymbolIndex at = symbol;
    for (int depth = 0; at != kNone && depth < kDeepest; ++depth, at = program.symbols()[at].parent) {
      if (program.symbols()[at].is_class()) classes[symbol] = at;
    }
  }
  return classes;
}

// Problem: how many nodes does each node reach?  a -> b -> c, d -> b:  a 3, b 2, c 1, d 3.
// Components come after all that they reach, so one pass suffices in which each adds what its successors reach.
// The pass is made for 64 target components at a time: a set is then one word, and memory stays linear.
std::vector<std::uint32_t> reach_sizes(const Graph& graph) {
  const std::vector<std::vector<Node>> components = strongly_connected_components(graph);
  std::vector<std::uint32_t> component_of(graph.size());
  for (std::uint32_t i = 0; i < components.size(); ++i) {
    for (const Node node : components[i]) component_of[node] = i;
  }
  std::vector<Edge> edges;
  for (const Edge& edge : graph.edges()) edges.push_back({component_of[edge.from], component_of[edge.to]});
  const Graph condensed(static_cast<std::uint32_t>(components.size()), std::move(edges));

  std::vector<std::uint32_t> reached(components.size());
  std::vector<std::uint64_t> targets(components.size());
  for (std::uint32_t first = 0; first < components.size(); first += 64) {
    std::uint64_t large = 0;  // the target components with more than one node
    for (std::uint32_t i = 0; i < 64 && first + i < components.size(); ++i) {
      if (components[first + i].size() > 1) large |= std::uint64_t{1} << i;
    }
    std::fill(targets.begin(), targets.end(), 0);
    for (std::uint32_t component = first; component < components.size(); ++component) {
      std::uint64_t& mine = targets[component];
      if (component - first < 64) mine = std::uint64_t{1} << (component - first);
      for (const Edge& edge : condensed.edges_from(component)) mine |= targets[edge.to];
      reached[component] += static_cast<std::uint32_t>(std::popcount(mine & ~large));
      for (std::uint64_t rest = mine & large; rest != 0; rest &= rest - 1) {
        const std::size_t target = first + static_cast<std::uint32_t>(std::countr_zero(rest));
        reached[component] += static_cast<std::uint32_t>(components[target].size());
      }
    }
  }
  std::vector<std::uint32_t> sizes(graph.size());
  for (Node node = 0; node < sizes.size(); ++node) sizes[node] = reached[component_of[node]];
  return sizes;
}

GraphMetrics graph_metrics(const Graph& graph) {
  GraphMetrics metrics;
  metrics.nodes = graph.size();
  for (const std::uint32_t size : reach_sizes(graph)) metrics.ccd += size;
  for (const std::vector<Node>& component : strongly_connected_components(graph)) {
    if (component.size() > 1) metrics.cyclicity += std::uint64_t{component.size()} * component.size();
  }
  return metrics;
}

std::vector<ModuleMetrics> module_metrics(const Program& program, const Modules& modules, const FileDependencies& files,
                                          const ModuleDependencies& dependencies) {
  std::vector<ModuleMetrics> metrics(modules.all().size());
  for (ModuleIndex module = 0; module < metrics.size(); ++module) {
    metrics[module].files = static_cast<std::uint32_t>(modules.all()[module].files.size());
    for (const FileIndex file : modules.all()[module].files) metrics[module].lines += program.files()[file].lines;
  }
  count_symbols(program, modules, metrics);
  count_files(modules, files, metrics);
  count_relations(program, modules, metrics);
  for (const Dependency& dependency : dependencies.all()) {
    ++metrics[dependency.from].dependencies;
    ++metrics[dependency.to].dependants;
  }
  const std::vector<std::uint32_t> reach = reach_sizes(dependencies.graph());
  for (ModuleIndex module = 0; module < metrics.size(); ++module) metrics[module].reach = reach[module];
  return metrics;
}

std::span<const MetricSpec> all_metrics() {
  using M = ModuleMetrics;
  using G = GraphMetrics;
  static constexpr std::array kMetrics = {
      MetricSpec{"ca", "Ca: files of other modules that depend on it", [](const M& m) { return double(m.afferent); },
                 nullptr},
      MetricSpec{"ce", "Ce: its files that depend on other modules", [](const M& m) { return double(m.efferent); },
                 nullptr},
      MetricSpec{"instability", "I = Ce / (Ca + Ce)", [](const M& m) { return m.instability(); }, nullptr},
      MetricSpec{"abstractness", "A = abstract classes / classes", [](const M& m) { return m.abstractness(); },
                 nullptr},
      MetricSpec{"distance", "D = |A + I - 1|", [](const M& m) { return m.distance(); }, nullptr},
      MetricSpec{"relational-cohesion", "(relations between classes + 1) / classes",
                 [](const M& m) { return m.relational_cohesion(); }, nullptr},
      MetricSpec{"lines", "lines of its files", [](const M& m) { return double(m.lines); }, nullptr},
      MetricSpec{"files", "files", [](const M& m) { return double(m.files); }, nullptr},
      MetricSpec{"symbols", "symbols declared in it", [](const M& m) { return double(m.symbols); }, nullptr},
      MetricSpec{"classes", "classes and structs", [](const M& m) { return double(m.classes); }, nullptr},
      MetricSpec{"dependants", "modules that depend on it", [](const M& m) { return double(m.dependants); }, nullptr},
      MetricSpec{"dependencies", "modules it depends on", [](const M& m) { return double(m.dependencies); }, nullptr},
      MetricSpec{"reach", "modules it needs, directly or not, itself included",
                 [](const M& m) { return double(m.reach); }, nullptr},
      MetricSpec{"ccd", "CCD: all reaches added up", nullptr, [](const G& g) { return double(g.ccd); }},
      MetricSpec{"acd", "ACD = CCD / n", nullptr, [](const G& g) { return g.acd(); }},
      MetricSpec{"nccd", "NCCD = CCD / CCD of a balanced binary tree", nullptr, [](const G& g) { return g.nccd(); }},
      MetricSpec{"propagation-cost", "CCD / n²", nullptr, [](const G& g) { return g.propagation_cost(); }},
      MetricSpec{"cyclicity", "squares of the sizes of cycle groups, added up", nullptr,
                 [](const G& g) { return double(g.cyclicity); }},
      MetricSpec{"relative-cyclicity", "sqrt(cyclicity) / n", nullptr,
                 [](const G& g) { return g.relative_cyclicity(); }},
  };
  return kMetrics;
}

}  // namespace loadline

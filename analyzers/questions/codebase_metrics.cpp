// The metrics of a whole codebase, each from analyses that others use too.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/questions/codebase_metrics.h"
#include "analyzers/structure/cycles.h"
#include "analyzers/structure/metrics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace loadline {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

double share(double part, double whole) { return whole == 0 ? kUndefined : part / whole; }

// Files of the project that belong to a module, numbered densely: system headers would dilute every share.
Graph file_graph(const Analyses& analyses) {
  const std::size_t files = analyses.program().files().size();
  std::vector<Node> number(files, kNone);
  Node count = 0;
  for (FileIndex file = 0; file < files; ++file) {
    if (analyses.modules().of(file) != kNone) number[file] = count++;
  }
  std::vector<Edge> edges;
  for (const Dependency& dependency : analyses.file_dependencies().all()) {
    const Node from = number[dependency.from], to = number[dependency.to];
    if (from != kNone && to != kNone) edges.push_back({from, to, dependency.total});
  }
  return Graph(count, std::move(edges));
}

double lines(const Analyses& analyses) {
  double sum = 0;
  for (const ModuleMetrics& module : analyses.module_metrics()) sum += static_cast<double>(module.lines);
  return sum;
}

double files(const Analyses& analyses) {
  double sum = 0;
  for (const ModuleMetrics& module : analyses.module_metrics()) sum += module.files;
  return sum;
}

double modules(const Analyses& analyses) { return static_cast<double>(analyses.modules().all().size()); }

double dependencies(const Analyses& analyses) {
  return static_cast<double>(analyses.module_dependencies().all().size());
}

double density(const Analyses& analyses) {
  const double n = modules(analyses);
  return share(dependencies(analyses), n * (n - 1));
}

double modules_in_cycles(const Analyses& analyses) {
  double members = 0;
  for (const Cycle& cycle : analyses.module_cycles()) members += static_cast<double>(cycle.members.size());
  return share(members, modules(analyses));
}

double files_in_cycles(const Analyses& analyses) {
  double members = 0;
  for (const Cycle& cycle : analyses.file_cycles()) members += static_cast<double>(cycle.members.size());
  return share(members, files(analyses));
}

double propagation_cost(const Analyses& analyses) { return graph_metrics(file_graph(analyses)).propagation_cost(); }

double module_propagation_cost(const Analyses& analyses) {
  return graph_metrics(analyses.module_dependencies().graph()).propagation_cost();
}

double crossing_references(const Analyses& analyses) {
  double crossing = 0, all = 0;
  for (const Dependency& dependency : analyses.file_dependencies().all()) {
    const ModuleIndex from = analyses.modules().of(dependency.from), to = analyses.modules().of(dependency.to);
    if (from == kNone || to == kNone) continue;
    all += static_cast<double>(dependency.total);
    if (from != to) crossing += static_cast<double>(dependency.total);
  }
  return share(crossing, all);
}

double largest_module(const Analyses& analyses) {
  double largest = 0;
  for (const ModuleMetrics& module : analyses.module_metrics()) {
    largest = std::max(largest, static_cast<double>(module.lines));
  }
  return share(largest, lines(analyses));
}

}  // namespace

std::span<const CodebaseMetric> codebase_metrics() {
  static constexpr std::array kMetrics = {
      CodebaseMetric{"propagation-cost", "Propagation cost",
                     "share of the files that a change to one file can reach, on average: CCD / n² over files", true,
                     true, true, propagation_cost},
      CodebaseMetric{"module-propagation-cost", "Propagation cost of modules", "the same over modules: CCD / n²", true,
                     true, true, module_propagation_cost},
      CodebaseMetric{"modules-in-cycles", "Modules in cycles",
                     "share of the modules that depend on themselves through others", true, true, true,
                     modules_in_cycles},
      CodebaseMetric{"files-in-cycles", "Files in cycles",
                     "share of the files that depend on themselves through others", true, true, true, files_in_cycles},
      CodebaseMetric{"module-density", "Density of the module graph",
                     "dependencies that exist of all that could: edges / (n × (n − 1))", true, true, true, density},
      CodebaseMetric{"crossing-references", "References that cross modules",
                     "share of the references between files that lead into another module", true, true, true,
                     crossing_references},
      CodebaseMetric{"largest-module", "Largest module", "its share of all lines", true, true, true, largest_module},
      CodebaseMetric{"modules", "Modules", "modules that were found or declared", false, false, false, modules},
      CodebaseMetric{"module-dependencies", "Dependencies between modules", "ordered pairs of modules", false, false,
                     false, dependencies},
      CodebaseMetric{"files", "Files", "files of the project that belong to a module", false, false, false, files},
      CodebaseMetric{"lines", "Lines", "lines of these files, blank lines and comments included", false, false, false,
                     lines},
  };
  return kMetrics;
}

ReferenceRange reference_range(std::size_t metric, double value) {
  std::vector<double> values;
  for (const ReferenceCodebase& reference : reference_codebases()) {
    if (!std::isnan(reference.values[metric])) values.push_back(reference.values[metric]);
  }
  std::sort(values.begin(), values.end());
  if (values.empty()) return {0, 0, kUndefined, kUndefined, kUndefined};
  const std::size_t middle = values.size() / 2;
  const double median = values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  // The values are rounded: a difference below half of the last digit shown does not count.
  constexpr double kSame = 0.0005;
  const auto first = std::lower_bound(values.begin(), values.end(), value - kSame);
  const auto lower = static_cast<std::size_t>(first - values.begin());
  return {values.size(), lower, values.front(), median, values.back()};
}

}  // namespace loadline

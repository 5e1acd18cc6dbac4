// Collects the edges between the modules that findings are about.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/concerned_edges.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace loadline {
namespace {

class Concerned {
 public:
  explicit Concerned(const Analyses& analyses) : analyses_(analyses) {}

  void add(const Finding& finding) {
    const ModuleIndex from = analyses_.modules().find(finding.from);
    if (from == kNone) return;
    const ModuleIndex to = analyses_.modules().find(finding.to);
    // A dependency that should not be is the edge it names; a cycle is made of all edges among its members.
    const bool is_cycle = finding.to.empty();
    const std::set<ModuleIndex> modules = modules_of(finding, from, to);
    for (const ModuleIndex a : modules) {
      for (const ModuleIndex b : modules) {
        const bool is_named = is_cycle || (a == from && b == to);
        if (analyses_.module_dependencies().find(a, b)) named_[{a, b}] |= is_named;
      }
    }
  }

  std::vector<ConcernedEdge> edges() const {
    std::vector<ConcernedEdge> edges;
    const std::vector<Module>& modules = analyses_.modules().all();
    for (const auto& [ends, is_named] : named_) {
      const Dependency* dependency = analyses_.module_dependencies().find(ends.first, ends.second);
      edges.push_back({modules[ends.first].name, modules[ends.second].name, dependency->total, is_named});
    }
    std::sort(edges.begin(), edges.end());
    return edges;
  }

 private:
  std::set<ModuleIndex> modules_of(const Finding& finding, ModuleIndex from, ModuleIndex to) const {
    std::set<ModuleIndex> modules{from};
    if (to != kNone) modules.insert(to);
    for (const Step& step : finding.trail) {
      const FileIndex file = analyses_.program().find_file(step.where.path);
      const ModuleIndex module = file == kNone ? kNone : analyses_.modules().of(file);
      if (module != kNone) modules.insert(module);
    }
    return modules;
  }

  const Analyses& analyses_;
  std::map<std::pair<ModuleIndex, ModuleIndex>, bool> named_;
};

}  // namespace

std::vector<ConcernedEdge> concerned_edges(const Analyses& analyses, const std::vector<const Finding*>& findings) {
  Concerned concerned(analyses);
  for (const Finding* finding : findings) concerned.add(*finding);
  return concerned.edges();
}

}  // namespace loadline

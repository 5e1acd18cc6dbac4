// Trails of findings about one module.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/module_steps.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

#include <fmt/core.h>

#include "analyzers/structure/class_cohesion.h"
#include "analyzers/structure/metrics.h"
#include "analyzers/words/phrases.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {
namespace {

// The edges for which `wanted` holds, heaviest first, as steps.
template <typename Wanted>
std::vector<Step> edge_steps(const Analyses& analyses, std::size_t most, Wanted wanted) {
  const ModuleDependencies& dependencies = analyses.module_dependencies();
  const std::vector<Module>& modules = analyses.modules().all();
  std::vector<const Dependency*> edges;
  for (const Dependency& dependency : dependencies.all()) {
    if (wanted(dependency)) edges.push_back(&dependency);
  }
  std::stable_sort(edges.begin(), edges.end(), [](auto* a, auto* b) { return a->total > b->total; });
  std::vector<Step> steps;
  for (std::size_t i = 0; i < std::min(most, edges.size()); ++i) {
    const Dependency& edge = *edges[i];
    steps.push_back(hop_step(analyses.program(), modules[edge.from].name, modules[edge.to].name,
                             dependencies.evidence(edge.from, edge.to)));
  }
  if (edges.size() > most) steps.push_back({{}, "and " + counted(edges.size() - most, "more module")});
  return steps;
}

}  // namespace

std::vector<ModuleIndex> selected_modules(const Modules& modules, const RuleEntry& entry, std::string_view option) {
  std::vector<ModuleIndex> selected;
  if (!entry.has(option)) {
    selected.resize(modules.all().size());
    std::iota(selected.begin(), selected.end(), ModuleIndex{0});
    return selected;
  }
  const std::vector<bool> meant = meant_modules(modules, entry.patterns(option));
  for (ModuleIndex module = 0; module < meant.size(); ++module) {
    if (meant[module]) selected.push_back(module);
  }
  return selected;
}

std::vector<bool> meant_modules(const Modules& modules, const std::vector<Pattern>& patterns) {
  std::vector<bool> meant(modules.all().size());
  for (const Pattern& pattern : patterns) {
    for (const ModuleIndex module : pattern.modules_in(modules)) meant[module] = true;
  }
  return meant;
}

std::vector<bool> ignored_modules(const Modules& modules, const RuleEntry& entry) {
  return meant_modules(modules, entry.patterns(kExcept));
}

Finding edge_finding(const Analyses& analyses, const RuleEntry& entry, ModuleIndex from, ModuleIndex to,
                     std::span<const Evidence> evidence, std::size_t most) {
  const std::vector<Module>& modules = analyses.modules().all();
  Finding finding;
  finding.severity = entry.severity;
  finding.because = entry.text("because");
  finding.from = modules[from].name;
  finding.to = modules[to].name;
  finding.where = place_of(analyses.program(), evidence.front().where);
  finding.trail = steps_of(analyses.program(), evidence, most);
  return finding;
}

Finding chain_finding(const Analyses& analyses, const RuleEntry& entry, const EvidenceFilter& filter,
                      const std::vector<Node>& chain, std::string_view verb) {
  const std::vector<Module>& modules = analyses.modules().all();
  Finding finding;
  finding.severity = entry.severity;
  finding.because = entry.text("because");
  finding.from = modules[chain.front()].name;
  finding.to = modules[chain.back()].name;
  std::vector<std::string> between;
  for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
    if (i > 0) between.push_back(modules[chain[i]].name);
    const std::vector<Evidence> evidence = filter.between_modules(chain[i], chain[i + 1]);
    finding.trail.push_back(hop_step(analyses.program(), modules[chain[i]].name, modules[chain[i + 1]].name, evidence));
    if (chain.size() == 2) finding.carriers = carriers_in(analyses.program(), evidence);
  }
  finding.message = '`' + finding.from + "` must not " + std::string(verb) + " `" + finding.to + '`' +
                    (between.empty() ? ", and depends on it directly" : ", but does through " + listed(between));
  finding.where = finding.trail.front().where;
  return finding;
}

std::vector<Step> dependant_steps(const Analyses& analyses, ModuleIndex module, std::size_t most) {
  return edge_steps(analyses, most, [&](const Dependency& dependency) { return dependency.to == module; });
}

std::vector<Step> dependency_steps(const Analyses& analyses, ModuleIndex module, std::size_t most) {
  return edge_steps(analyses, most, [&](const Dependency& dependency) { return dependency.from == module; });
}

std::vector<Step> size_steps(const Analyses& analyses, ModuleIndex module, std::size_t most) {
  const auto files = analyses.program().files();
  std::vector<FileIndex> largest = analyses.modules().all()[module].files;
  std::stable_sort(largest.begin(), largest.end(), [&](auto a, auto b) { return files[a].lines > files[b].lines; });
  const std::size_t rest = largest.size() - std::min(most, largest.size());
  largest.resize(largest.size() - rest);
  std::vector<Step> steps;
  for (const FileIndex file : largest) {
    steps.push_back({{std::string(files[file].path), 0}, counted(files[file].lines, "line")});
  }
  if (rest > 0) steps.push_back({{}, "and " + counted(rest, "more file")});
  return steps;
}

std::vector<Step> reach_steps(const Analyses& analyses, std::size_t most) {
  const std::vector<ModuleMetrics>& metrics = analyses.module_metrics();
  std::vector<ModuleIndex> modules(metrics.size());
  std::iota(modules.begin(), modules.end(), ModuleIndex{0});
  std::stable_sort(modules.begin(), modules.end(), [&](auto a, auto b) { return metrics[a].reach > metrics[b].reach; });
  modules.resize(std::min(most, modules.size()));
  std::vector<Step> steps;
  for (const ModuleIndex module : modules) {
    const std::vector<Step> first = dependency_steps(analyses, module, 1);
    steps.push_back({first.empty() ? Place{} : first.front().where,
                     fmt::format("`{}` needs {}, itself included", analyses.modules().all()[module].name,
                                 counted(metrics[module].reach, "module"))});
  }
  return steps;
}

std::vector<Step> group_steps(const Program& program, const ClassCohesion& cohesion, std::size_t most) {
  std::vector<Step> steps;
  for (std::size_t i = 0; i < std::min(most, cohesion.groups.size()); ++i) {
    std::vector<std::string> names;
    for (const SymbolIndex method : cohesion.groups[i]) {
      const std::string_view name = program.symbols()[method].name;
      names.emplace_back(name.substr(name.rfind(':') + 1));
    }
    steps.push_back({place_of(program, program.symbols()[cohesion.groups[i].front()].declared),
                     counted(names.size(), "method") + " on their own: " + listed(names)});
  }
  if (cohesion.groups.size() > most) {
    steps.push_back({{}, "and " + counted(cohesion.groups.size() - most, "more group")});
  }
  return steps;
}

Place first_place(const std::vector<Step>& trail) { return trail.empty() ? Place{} : trail.front().where; }

std::string rounded(double value) {
  std::array<char, 64> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), std::round(value * 100) / 100);
  return {text.data(), end.ptr};
}

GraphMetrics project_file_metrics(const Analyses& analyses) {
  const Modules& modules = analyses.modules();
  std::vector<std::uint32_t> number(analyses.program().files().size(), kNone);
  std::uint32_t files = 0;
  for (FileIndex file = 0; file < number.size(); ++file) {
    if (modules.of(file) != kNone) number[file] = files++;
  }
  std::vector<Edge> edges;
  for (const Dependency& dependency : analyses.file_dependencies().all()) {
    const std::uint32_t from = number[dependency.from], to = number[dependency.to];
    if (from != kNone && to != kNone) edges.push_back({from, to});
  }
  return graph_metrics(Graph(files, std::move(edges)));
}

}  // namespace loadline

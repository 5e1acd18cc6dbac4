// Dependencies between files and between modules.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/dependencies.h"

#include <algorithm>
#include <tuple>

namespace loadline {
namespace {

bool is_project(const Program& program, FileIndex file) {
  return file != kNone && program.files()[file].origin == Origin::project;
}

auto by_place(const Evidence& evidence) {
  return std::make_tuple(evidence.where, evidence.kind, evidence.to, evidence.from, evidence.flags);
}

void count(Dependency& dependency, const Evidence& evidence) {
  ++dependency.total;
  ++dependency.counts[static_cast<std::size_t>(evidence.kind)];
}

bool comes_before(const Dependency& a, const Dependency& b) { return std::tie(a.from, a.to) < std::tie(b.from, b.to); }

// What one file says about others, from its references and includes.
std::vector<Evidence> evidence_in(const Program& program, FileIndex file, std::span<const Include> includes) {
  std::vector<Evidence> found;
  for (const Reference& reference : program.references_in(file)) {
    const FileIndex target = program.file_of(reference.to);
    if (target == file || !is_project(program, target)) continue;
    found.push_back(evidence_of(program, reference));
  }
  for (const Include& include : includes) {
    if (include.to == file || !is_project(program, include.to)) continue;
    found.push_back(evidence_of(include));
  }
  std::sort(found.begin(), found.end(), [](const Evidence& a, const Evidence& b) {
    return a.to_file != b.to_file ? a.to_file < b.to_file : by_place(a) < by_place(b);
  });
  return found;
}

Graph graph_of(std::span<const Dependency> dependencies, std::uint32_t nodes, KindSet kinds) {
  std::vector<Edge> edges;
  for (const Dependency& dependency : dependencies) {
    std::uint64_t weight = 0;
    for (int kind = 0; kind < kReferenceKinds; ++kind) {
      if (kinds.has(static_cast<ReferenceKind>(kind))) weight += dependency.counts[static_cast<std::size_t>(kind)];
    }
    if (weight > 0) edges.push_back({dependency.from, dependency.to, weight});
  }
  return Graph(nodes, std::move(edges));
}

}  // namespace

Evidence evidence_of(const Program& program, const Reference& reference) {
  return {reference.where(),
          reference.kind(),
          reference.from,
          reference.to,
          program.file_of(reference.to),
          static_cast<std::uint8_t>(reference.flags)};
}

Evidence evidence_of(const Include& include) {
  return {{include.from, include.line}, include.kind(), kNone, kNone, include.to, 0};
}

KindSet Dependency::kinds() const {
  KindSet kinds;
  for (int kind = 0; kind < kReferenceKinds; ++kind) {
    if (counts[static_cast<std::size_t>(kind)] > 0) kinds.add(static_cast<ReferenceKind>(kind));
  }
  return kinds;
}

FileDependencies::FileDependencies(const Program& program, const EvidencePredicate& counts) {
  const auto files = static_cast<FileIndex>(program.files().size());
  evidence_.reserve(program.references().size() + program.includes().size());  // what is not used is never touched
  auto include = program.includes().begin();
  for (FileIndex file = 0; file < files; ++file) {
    const auto first_include = include;
    while (include != program.includes().end() && include->from == file) ++include;
    if (!is_project(program, file)) continue;
    for (const Evidence& evidence : evidence_in(program, file, {first_include, include})) {
      if (counts && !counts(evidence)) continue;
      const bool starts =
          dependencies_.empty() || dependencies_.back().from != file || dependencies_.back().to != evidence.to_file;
      if (starts) {
        Dependency& dependency = dependencies_.emplace_back();
        dependency.from = file;
        dependency.to = evidence.to_file;
        dependency.first_evidence = static_cast<std::uint32_t>(evidence_.size());
      }
      count(dependencies_.back(), evidence);
      ++dependencies_.back().evidence_count;
      evidence_.push_back(evidence);
    }
  }
}

std::span<const Dependency> FileDependencies::from(FileIndex file) const {
  const auto [begin, end] = std::equal_range(dependencies_.begin(), dependencies_.end(), Dependency{.from = file},
                                             [](const Dependency& a, const Dependency& b) { return a.from < b.from; });
  return {begin, end};
}

Graph FileDependencies::graph(std::uint32_t files, KindSet kinds) const {
  return graph_of(dependencies_, files, kinds);
}

ModuleDependencies::ModuleDependencies(const FileDependencies& files, const Modules& modules)
    : files_(files), modules_(modules) {
  struct FileEdge {
    ModuleIndex from, to;
    std::uint32_t edge;
    auto operator<=>(const FileEdge&) const = default;
  };
  std::vector<FileEdge> crossing;
  for (std::uint32_t i = 0; i < files.all().size(); ++i) {
    const ModuleIndex from = modules.of(files.all()[i].from), to = modules.of(files.all()[i].to);
    if (from != to && from != kNone && to != kNone) crossing.push_back({from, to, i});
  }
  std::sort(crossing.begin(), crossing.end());
  for (const FileEdge& edge : crossing) {
    const bool starts =
        dependencies_.empty() || dependencies_.back().from != edge.from || dependencies_.back().to != edge.to;
    if (starts) {
      Dependency& dependency = dependencies_.emplace_back();
      dependency.from = edge.from;
      dependency.to = edge.to;
      file_edges_.emplace_back();
    }
    const Dependency& part = files.all()[edge.edge];
    dependencies_.back().total += part.total;
    for (std::size_t kind = 0; kind < kReferenceKinds; ++kind) dependencies_.back().counts[kind] += part.counts[kind];
    file_edges_.back().push_back(edge.edge);
  }
}

const Dependency* ModuleDependencies::find(ModuleIndex from, ModuleIndex to) const {
  const Dependency wanted{.from = from, .to = to};
  const auto found = std::lower_bound(dependencies_.begin(), dependencies_.end(), wanted, comes_before);
  return found != dependencies_.end() && found->from == from && found->to == to ? &*found : nullptr;
}

std::vector<Evidence> ModuleDependencies::evidence(ModuleIndex from, ModuleIndex to, KindSet kinds) const {
  const Dependency* dependency = find(from, to);
  if (dependency == nullptr) return {};
  std::vector<Evidence> all;
  for (const std::uint32_t edge : file_edges_[static_cast<std::size_t>(dependency - dependencies_.data())]) {
    for (const Evidence& evidence : files_.evidence(files_.all()[edge])) {
      if (kinds.has(evidence.kind)) all.push_back(evidence);
    }
  }
  std::sort(all.begin(), all.end(), [](const Evidence& a, const Evidence& b) { return by_place(a) < by_place(b); });
  return all;
}

Graph ModuleDependencies::graph(KindSet kinds) const {
  return graph_of(dependencies_, static_cast<std::uint32_t>(modules_.all().size()), kinds);
}

}  // namespace loadline

// The shortest chain of dependencies between two parts.
// SPDX-License-Identifier: Apache-2.0
//
//   why ui sql        ui ──4──▶ core ──2──▶ store ──7──▶ sql         a chain of modules, and for every hop the places
//                      └───1──▶ store                                that show it; shortest first: ui, store, sql
//
// An end may be many nodes: a class is its members, a module those nested in it. They are merged into one node
// before the search, so that the first and the last hop carry the evidence of all of them.
#include "analyzers/questions/trail.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include <fmt/core.h>
#include "analyzers/questions/entity.h"
#include "analyzers/words/user_error.h"

namespace loadline {
namespace {

using Nodes = std::vector<Node>;

bool contains(const Nodes& nodes, Node node) { return std::binary_search(nodes.begin(), nodes.end(), node); }

// References say most; an include or import only says that more may be used.
auto rank(const Evidence& evidence) {
  const bool is_include = evidence.kind == ReferenceKind::include || evidence.kind == ReferenceKind::import_;
  return std::make_tuple(is_include, evidence.kind, evidence.where, evidence.to, evidence.from, evidence.to_file);
}

void sort_by_kind(std::vector<Evidence>& evidence) {
  std::sort(evidence.begin(), evidence.end(), [](const Evidence& a, const Evidence& b) { return rank(a) < rank(b); });
}

Nodes without(const Nodes& nodes, const Nodes& others) {
  Nodes rest;
  std::set_difference(nodes.begin(), nodes.end(), others.begin(), others.end(), std::back_inserter(rest));
  return rest;
}

// The graph with each end merged into its first node.
Graph with_joined_ends(const Graph& graph, const Nodes& from, const Nodes& to) {
  const auto joined = [&](Node node) { return contains(from, node) ? from[0] : contains(to, node) ? to[0] : node; };
  std::vector<Edge> edges;
  for (const Edge& edge : graph.edges()) edges.push_back({joined(edge.from), joined(edge.to), edge.weight});
  return Graph(graph.size(), std::move(edges));
}

// `Level` knows the graph: its nodes for an entity, its edges, a node's name and the evidence between nodes.
template <typename Level>
std::optional<Trail> trail_in(const Level& level, const Entity& a, const Entity& b) {
  const Nodes of_a = level.nodes_of(a), of_b = level.nodes_of(b);
  // Where one is inside the other, the outer one means its rest.
  Nodes from = without(of_a, of_b);
  if (from.empty()) from = of_a;
  const Nodes to = without(of_b, from);
  if (from.empty() || to.empty()) return std::nullopt;
  const Nodes path = shortest_path(with_joined_ends(level.graph(), from, to), {from[0]}, {to[0]});
  if (path.empty()) return std::nullopt;
  Trail trail;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    const bool is_first = i == 0, is_last = i + 2 == path.size();
    Hop hop{is_first ? a.name : level.name(path[i]), is_last ? b.name : level.name(path[i + 1]),
            level.evidence(is_first ? from : Nodes{path[i]}, is_last ? to : Nodes{path[i + 1]})};
    sort_by_kind(hop.evidence);
    trail.hops.push_back(std::move(hop));
  }
  return trail;
}

class ModuleLevel {
 public:
  ModuleLevel(const Analyses& analyses, KindSet kinds) : analyses_(analyses), kinds_(kinds) {}

  Nodes nodes_of(const Entity& entity) const { return entity.members; }
  Graph graph() const { return analyses_.module_dependencies().graph(kinds_); }
  std::string name(Node node) const { return analyses_.modules().all()[node].name; }
  std::vector<Evidence> evidence(const Nodes& from, const Nodes& to) const {
    std::vector<Evidence> found;
    for (const Node source : from) {
      for (const Node target : to) {
        const std::vector<Evidence> part = analyses_.module_dependencies().evidence(source, target, kinds_);
        found.insert(found.end(), part.begin(), part.end());
      }
    }
    return found;
  }

 private:
  const Analyses& analyses_;
  KindSet kinds_;
};

class FileLevel {
 public:
  FileLevel(const Analyses& analyses, KindSet kinds) : analyses_(analyses), kinds_(kinds) {}

  Nodes nodes_of(const Entity& entity) const {
    if (entity.kind == EntityKind::file) return entity.members;
    Nodes files;
    for (const ModuleIndex module : entity.members) {
      const std::vector<FileIndex>& part = analyses_.modules().all()[module].files;
      files.insert(files.end(), part.begin(), part.end());
    }
    std::sort(files.begin(), files.end());
    return files;
  }
  Graph graph() const {
    return analyses_.file_dependencies().graph(static_cast<std::uint32_t>(analyses_.program().files().size()), kinds_);
  }
  std::string name(Node node) const { return std::string(analyses_.program().files()[node].path); }
  std::vector<Evidence> evidence(const Nodes& from, const Nodes& to) const {
    std::vector<Evidence> found;
    for (const FileIndex file : from) {
      for (const Dependency& dependency : analyses_.file_dependencies().from(file)) {
        if (!contains(to, dependency.to)) continue;
        for (const Evidence& evidence : analyses_.file_dependencies().evidence(dependency)) {
          if (kinds_.has(evidence.kind)) found.push_back(evidence);
        }
      }
    }
    return found;
  }

 private:
  const Analyses& analyses_;
  KindSet kinds_;
};

// Nodes are the symbols and, after them, the files: a file stands for its code at file scope.
class SymbolLevel {
 public:
  SymbolLevel(const Analyses& analyses, KindSet kinds)
      : program_(analyses.program()), files_(analyses, kinds), kinds_(kinds) {}

  Nodes nodes_of(const Entity& entity) const {
    if (entity.kind == EntityKind::symbol) return entity.members;
    const Nodes files = files_.nodes_of(entity);
    Nodes nodes;
    for (SymbolIndex i = 0; i < program_.symbols().size(); ++i) {
      const Symbol& symbol = program_.symbols()[i];
      if (contains(files, symbol.declared.file) || contains(files, symbol.defined.file)) nodes.push_back(i);
    }
    for (const FileIndex file : files) nodes.push_back(file_node(file));
    return nodes;
  }
  Graph graph() const {
    std::vector<Edge> edges;
    for (const Reference& reference : program_.references()) {
      if (!counts(reference)) continue;
      for (const Node origin : origins_of(reference)) edges.push_back({origin, reference.to, 1});
    }
    return Graph(file_node(static_cast<FileIndex>(program_.files().size())), std::move(edges));
  }
  std::string name(Node node) const {
    const std::size_t symbols = program_.symbols().size();
    return std::string(node < symbols ? program_.symbols()[node].name : program_.files()[node - symbols].path);
  }
  std::vector<Evidence> evidence(const Nodes& from, const Nodes& to) const {
    std::vector<Evidence> found;
    for (const Reference& reference : program_.references()) {
      if (!counts(reference) || !contains(to, reference.to)) continue;
      const Nodes origins = origins_of(reference);
      if (std::none_of(origins.begin(), origins.end(), [&](Node node) { return contains(from, node); })) continue;
      found.push_back(evidence_of(program_, reference));
    }
    return found;
  }

 private:
  Node file_node(FileIndex file) const { return static_cast<Node>(program_.symbols().size()) + file; }
  bool counts(const Reference& reference) const { return reference.to != kNone && kinds_.has(reference.kind()); }

  // The symbol that refers, and the functions and classes around it, up to what holds the target as well.
  Nodes origins_of(const Reference& reference) const {
    if (reference.from == kNone) return {file_node(reference.file)};
    const Nodes around_target = with_holders(reference.to);
    Nodes origins;
    for (const SymbolIndex symbol : with_holders(reference.from)) {
      const bool holds_target = std::find(around_target.begin(), around_target.end(), symbol) != around_target.end();
      if (holds_target && symbol != reference.from) break;
      origins.push_back(symbol);
    }
    return origins;
  }
  // Innermost first. Bounded: in damaged facts parents may form a cycle.
  Nodes with_holders(SymbolIndex symbol) const {
    constexpr std::size_t kDeepest = 64;
    Nodes holders{symbol};
    for (SymbolIndex at = program_.symbols()[symbol].parent; at != kNone && holders.size() < kDeepest;
         at = program_.symbols()[at].parent) {
      if (program_.symbols()[at].kind == SymbolKind::namespace_) break;
      holders.push_back(at);
    }
    return holders;
  }

  const Program& program_;
  FileLevel files_;
  KindSet kinds_;
};

}  // namespace

std::optional<Trail> find_trail(const Analyses& analyses, std::string_view a, std::string_view b, KindSet kinds) {
  const Entity from = find_entity(analyses, a), to = find_entity(analyses, b);
  if (from.kind == to.kind && from.name == to.name) {
    throw UserError(fmt::format("\"{}\" and \"{}\" are the same thing", a, b), "name two");
  }
  const EntityKind finest = std::max(from.kind, to.kind);
  if (finest == EntityKind::module) return trail_in(ModuleLevel(analyses, kinds), from, to);
  if (finest == EntityKind::file) return trail_in(FileLevel(analyses, kinds), from, to);
  return trail_in(SymbolLevel(analyses, kinds), from, to);
}

}  // namespace loadline

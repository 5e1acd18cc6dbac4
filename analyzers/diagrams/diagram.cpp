// From the dependencies of a level to the picture of them that was asked for.
// SPDX-License-Identifier: Apache-2.0
//
// Collapsing comes first, and cycles are found in what it leaves; then focus and reaches choose nodes, and reduction
// takes out edges between those. So an edge is red for a cycle of the program, also where only a part of it is shown:
//
//   a ──▶ b ──▶ c ──▶ a      focus on a, 1 step, --collapse b: nodes a, b, c; all edges belong to the cycle
//
// A cluster is worth drawing when it distinguishes nodes: of "src" ⊃ "src/db" ⊃ files, "src" is left out if it holds
// nothing else.
#include "analyzers/diagrams/diagram.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "analyzers/diagrams/diagram_levels.h"
#include "analyzers/words/near_matches.h"
#include "analyzers/words/path_pattern.h"
#include "analyzers/words/user_error.h"

namespace loadline {
namespace {

PatternSyntax syntax_of(Level level) {
  switch (level) {
    case Level::file: return PatternSyntax::path;
    case Level::symbol: return PatternSyntax::name;
    case Level::module:
    case Level::service: return PatternSyntax::module;
  }
  return PatternSyntax::module;
}

std::string_view separator_in_names(Level level) {
  switch (level) {
    case Level::file: return "/";
    case Level::symbol: return "::";
    case Level::module:
    case Level::service: return ".";
  }
  return ".";
}

// The picture under construction: nodes of the scene, some of them joined into one.
struct Canvas {
  std::vector<DiagramNode> nodes;       // sorted by id
  std::vector<bool> needs_edges;        // parallel to nodes
  std::vector<std::uint32_t> group_of;  // by node of the scene
  std::vector<DiagramEdge> edges;       // sorted by from, to
};

[[noreturn]] void fail_unmatched(const Scene& scene, Level level, std::string_view option, const std::string& pattern) {
  std::vector<std::string> known;
  const std::string_view separator = separator_in_names(level);
  for (const DiagramNode& node : scene.nodes) {
    known.push_back(node.id);
    // Directories and namespaces are named in patterns, too, and the last part is what people remember.
    for (std::size_t cut = node.id.find(separator); cut != std::string::npos; cut = node.id.find(separator, cut + 1)) {
      known.push_back(node.id.substr(0, cut));
    }
  }
  const std::string hint = did_you_mean(pattern, known, 3);
  throw UserError(std::string(option) + " \"" + pattern + "\" matches no " + std::string(name_of(level)),
                  hint.empty() ? "patterns are matched against whole names: try \"**" + pattern + "**\"" : hint);
}

// The nodes of the scene that match; at least one.
std::vector<std::uint32_t> matching(const Scene& scene, Level level, std::string_view option,
                                    const std::string& pattern) {
  const Glob glob(pattern, syntax_of(level));
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < scene.nodes.size(); ++i) {
    if (glob.matches(scene.nodes[i].id)) found.push_back(i);
  }
  if (found.empty()) fail_unmatched(scene, level, option, pattern);
  return found;
}

// "db" for "db/**" and "db"; the pattern itself where the part before its wildcard is not a whole name.
std::string name_of_group(const std::string& pattern, Level level) {
  if (!is_glob(pattern)) return pattern;
  std::string name = literal_prefix(pattern);
  const std::string_view separator = separator_in_names(level);
  if (!name.ends_with(separator) || name.size() == separator.size()) return pattern;
  name.resize(name.size() - separator.size());
  return name;
}

// The name under which each node is drawn: its own, or that of the first collapse pattern that it matches.
std::vector<std::string> names_after_collapse(const Scene& scene, const DiagramOptions& options) {
  std::vector<std::string> names(scene.nodes.size());
  for (const std::string& pattern : options.collapse) {
    for (const std::uint32_t node : matching(scene, options.level, "--collapse", pattern)) {
      if (names[node].empty()) names[node] = name_of_group(pattern, options.level);
    }
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) names[i] = scene.nodes[i].id;
  }
  return names;
}

std::string cluster_of_group(const std::string& name, const DiagramNode& first, Level level) {
  if (level != Level::module && level != Level::file) return first.cluster;
  const std::size_t cut = is_glob(name) ? std::string::npos : name.rfind(cluster_separator(level));
  return cut == std::string::npos ? std::string() : name.substr(0, cut);
}

void join(DiagramNode& node, const DiagramNode& other, Level level) {
  if (node.cluster != other.cluster && level != Level::module && level != Level::file) node.cluster.clear();
  node.files += other.files;
  node.lines += other.lines;
  node.path.clear();
  node.line = 0;
}

Canvas collapse(const Scene& scene, const DiagramOptions& options) {
  const std::vector<std::string> names = names_after_collapse(scene, options);
  std::map<std::string_view, std::vector<std::uint32_t>> groups;
  for (std::uint32_t i = 0; i < names.size(); ++i) groups[names[i]].push_back(i);
  Canvas canvas;
  canvas.group_of.resize(names.size());
  for (const auto& [name, members] : groups) {
    DiagramNode node = scene.nodes[members.front()];
    bool needs_edges = scene.needs_edges[members.front()];
    if (node.id != name) node.cluster = cluster_of_group(std::string(name), node, options.level);
    node.id = name;
    for (const std::uint32_t member : members) {
      canvas.group_of[member] = static_cast<std::uint32_t>(canvas.nodes.size());
      needs_edges = needs_edges && scene.needs_edges[member];
      if (member != members.front()) join(node, scene.nodes[member], options.level);
    }
    canvas.nodes.push_back(std::move(node));
    canvas.needs_edges.push_back(needs_edges);
  }
  return canvas;
}

void count(DiagramEdge& edge, const Evidence& evidence) {
  const auto rank = [](const Evidence& e) { return std::tie(e.where, e.kind, e.to, e.from, e.to_file); };
  if (edge.weight == 0 || rank(evidence) < rank(edge.sample)) edge.sample = evidence;
  ++edge.weight;
  ++edge.counts[static_cast<std::size_t>(evidence.kind)];
}

void join_edges(const Scene& scene, KindSet kinds, Canvas& canvas) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, DiagramEdge> edges;
  for (const Link& link : scene.links) {
    const std::uint32_t from = canvas.group_of[link.from], to = canvas.group_of[link.to];
    if (from == to) continue;
    for (const Evidence& evidence : link.evidence) {
      if (!kinds.has(evidence.kind)) continue;
      DiagramEdge& edge = edges[{from, to}];
      count(edge, evidence);
      if (!link.request.empty()) edge.requests.push_back({link.request, 1});
    }
  }
  for (auto& [ends, edge] : edges) {
    edge.from = ends.first;
    edge.to = ends.second;
    join_requests(edge.requests);
    canvas.edges.push_back(std::move(edge));
  }
}

Graph graph_of(const Canvas& canvas) {
  std::vector<Edge> edges;
  for (const DiagramEdge& edge : canvas.edges) edges.push_back({edge.from, edge.to, edge.weight});
  return Graph(static_cast<std::uint32_t>(canvas.nodes.size()), std::move(edges));
}

void mark_cycles(const Graph& graph, Canvas& canvas) {
  std::vector<std::uint32_t> component_of(canvas.nodes.size());
  std::uint32_t number = 0;
  for (const std::vector<Node>& component : strongly_connected_components(graph)) {
    for (const Node node : component) component_of[node] = number;
    ++number;
  }
  std::set<std::pair<Node, Node>> cut;
  for (const Edge& edge : feedback_arc_set(graph)) cut.emplace(edge.from, edge.to);
  for (DiagramEdge& edge : canvas.edges) {
    edge.in_cycle = component_of[edge.from] == component_of[edge.to];
    edge.is_cut = cut.contains({edge.from, edge.to});
  }
}

std::vector<Node> select(const Scene& scene, const Canvas& canvas, Level level, std::string_view option,
                         const std::vector<std::string>& patterns) {
  std::vector<Node> selected;
  for (const std::string& pattern : patterns) {
    for (const std::uint32_t node : matching(scene, level, option, pattern)) selected.push_back(canvas.group_of[node]);
  }
  std::sort(selected.begin(), selected.end());
  selected.erase(std::unique(selected.begin(), selected.end()), selected.end());
  return selected;
}

// Leaves the edges that `depth` steps away from the centre walk, down or up. How neighbours depend on each other is
// another question, whose edges would hide the answer to this one.
void keep_walked_edges(const Graph& graph, const std::vector<Node>& centre, std::uint32_t depth, Canvas& canvas) {
  std::vector<bool> below(canvas.nodes.size(), false), above(canvas.nodes.size(), false);
  if (depth > 0) {
    below = reachable_from(graph, centre, depth - 1);
    above = reachable_from(graph.reversed(), centre, depth - 1);
  }
  std::erase_if(canvas.edges, [&](const DiagramEdge& edge) {
    const bool is_in_centre = canvas.nodes[edge.from].focused && canvas.nodes[edge.to].focused;
    return !is_in_centre && !below[edge.from] && !above[edge.to];
  });
}

// By node: whether focus and reaches leave it in the picture.
std::vector<bool> choose_nodes(const Scene& scene, const DiagramOptions& options, const Graph& graph, Canvas& canvas) {
  std::vector<bool> chosen(canvas.nodes.size(), true);
  const auto keep_only = [&](const auto& keeps) {
    for (std::size_t i = 0; i < chosen.size(); ++i) chosen[i] = chosen[i] && keeps(i);
  };
  if (!options.focus.empty()) {
    const std::vector<Node> centre = select(scene, canvas, options.level, "--focus", options.focus);
    const std::vector<bool> below = reachable_from(graph, centre, options.depth);
    const std::vector<bool> above = reachable_from(graph.reversed(), centre, options.depth);
    keep_only([&](std::size_t i) { return below[i] || above[i]; });
    for (const Node node : centre) canvas.nodes[node].focused = true;
    keep_walked_edges(graph, centre, options.depth, canvas);
  }
  if (!options.reaches.empty()) {
    const std::vector<Node> targets = select(scene, canvas, options.level, "--reaches", options.reaches);
    const std::vector<bool> above = reachable_from(graph.reversed(), targets);
    keep_only([&](std::size_t i) { return above[i]; });
    for (const Node node : targets) canvas.nodes[node].focused = true;
  }
  return chosen;
}

void drop_implied_edges(Canvas& canvas) {
  const Graph reduced = transitive_reduction(graph_of(canvas));
  std::erase_if(canvas.edges, [&](const DiagramEdge& edge) { return reduced.find(edge.from, edge.to) == nullptr; });
}

// Removes the nodes that were not chosen, with their edges, and renumbers the rest.
void keep_chosen(std::vector<bool> chosen, Canvas& canvas) {
  std::erase_if(canvas.edges, [&](const DiagramEdge& edge) { return !chosen[edge.from] || !chosen[edge.to]; });
  std::vector<bool> has_edges(canvas.nodes.size(), false);
  for (const DiagramEdge& edge : canvas.edges) has_edges[edge.from] = has_edges[edge.to] = true;
  std::vector<std::uint32_t> number(canvas.nodes.size(), kNone);
  std::vector<DiagramNode> kept;
  for (std::size_t i = 0; i < canvas.nodes.size(); ++i) {
    const bool says_something = has_edges[i] || canvas.nodes[i].focused || !canvas.needs_edges[i];
    if (!chosen[i] || !says_something) continue;
    number[i] = static_cast<std::uint32_t>(kept.size());
    kept.push_back(std::move(canvas.nodes[i]));
  }
  canvas.nodes = std::move(kept);
  for (DiagramEdge& edge : canvas.edges) {
    edge.from = number[edge.from];
    edge.to = number[edge.to];
  }
}

// ---- Clusters -------------------------------------------------------------------------------------------------------

// A drawing nested deeper than this is useless, and programs that draw it recurse.
constexpr int kDeepestCluster = 20;

std::string shortened(const std::string& cluster, char separator) {
  std::size_t cut = 0;
  for (int depth = 0; depth < kDeepestCluster; ++depth) {
    cut = cluster.find(separator, cut + (depth > 0 ? 1 : 0));
    if (cut == std::string::npos) return cluster;
  }
  return cluster.substr(0, cut);
}

// The clusters to draw: those that hold nodes, and those that hold several clusters.
std::vector<std::string> needed_clusters(const std::set<std::string>& with_nodes, char separator) {
  std::map<std::string, std::set<std::string>> inner;  // a cluster → those right inside it, in full depth
  for (const std::string& cluster : with_nodes) {
    inner.try_emplace(cluster);
    for (std::string name = cluster;;) {
      const std::size_t cut = name.rfind(separator);
      if (cut == std::string::npos || cut == 0) break;
      std::string outer = name.substr(0, cut);
      inner[outer].insert(std::move(name));
      name = std::move(outer);
    }
  }
  std::vector<std::string> needed;
  for (const auto& [name, within] : inner) {
    if (within.size() > 1 || with_nodes.contains(name)) needed.push_back(name);
  }
  return needed;
}

std::string label_of(const DiagramNode& node, char separator) {
  if (!node.cluster.empty() && node.id.size() > node.cluster.size() + 1 && node.id.starts_with(node.cluster) &&
      node.id[node.cluster.size()] == separator) {
    return node.id.substr(node.cluster.size() + 1);
  }
  // A module in its own cluster, beside those nested in it.
  if (node.id == node.cluster) return node.id.substr(node.id.rfind(separator) + 1);
  return node.id;
}

// Whether `module` is itself a cluster, because a cluster of that name or one inside it holds nodes.
bool holds_cluster(const std::string& module, const std::set<std::string>& clusters) {
  const auto inside = clusters.lower_bound(module + '.');
  return clusters.contains(module) || (inside != clusters.end() && inside->starts_with(module + '.'));
}

void settle_clusters(Diagram& diagram) {
  const char separator = cluster_separator(diagram.level);
  std::set<std::string> with_nodes;
  for (DiagramNode& node : diagram.nodes) {
    node.cluster = shortened(node.cluster, separator);
    if (!node.cluster.empty()) with_nodes.insert(node.cluster);
  }
  for (DiagramNode& node : diagram.nodes) {
    if (diagram.level == Level::module && holds_cluster(node.id, with_nodes)) with_nodes.insert(node.cluster = node.id);
    node.label = label_of(node, separator);
  }
  diagram.clusters = needed_clusters(with_nodes, separator);
}

}  // namespace

void join_requests(std::vector<DiagramRequest>& requests) {
  std::map<std::string, std::uint32_t> calls;
  for (const DiagramRequest& request : requests) calls[request.text] += request.calls;
  requests.clear();
  for (const auto& [text, number] : calls) requests.push_back({text, number});
}

Diagram make_diagram(const Analyses& analyses, const DiagramOptions& options) {
  const Scene scene = make_scene(analyses, options.level, options.include_system);
  Canvas canvas = collapse(scene, options);
  join_edges(scene, options.kinds, canvas);
  const Graph graph = graph_of(canvas);
  mark_cycles(graph, canvas);
  keep_chosen(choose_nodes(scene, options, graph, canvas), canvas);
  if (options.reduce) drop_implied_edges(canvas);
  Diagram diagram;
  diagram.level = options.level;
  diagram.nodes = std::move(canvas.nodes);
  diagram.edges = std::move(canvas.edges);
  settle_clusters(diagram);
  return diagram;
}

char cluster_separator(Level level) { return level == Level::file ? '/' : '.'; }

std::string_view name_of(Level level) {
  switch (level) {
    case Level::module: return "module";
    case Level::file: return "file";
    case Level::service: return "service";
    case Level::symbol: return "symbol";
  }
  return {};
}

}  // namespace loadline

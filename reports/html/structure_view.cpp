// Chooses what the page shows of the module graph at first, and lays it out.
// SPDX-License-Identifier: Apache-2.0
#include "reports/html/structure_view.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>
#include <map>
#include <set>

#include <fmt/core.h>

#include "analyzers/diagrams/dsm_order.h"
#include "analyzers/structure/cycles.h"
#include "reports/graph/picture_text.h"
#include "reports/html/html_text.h"

namespace loadline::html {
namespace {

constexpr std::uint32_t kMostChildren = 60;  // side by side; more are bundled
constexpr std::uint32_t kMostExpanded = 60;  // modules: up to this many, all groups start open

double box_width(const Branch& branch, std::size_t note_length) {
  const std::string label = short_label(branch.label);
  const auto letters = std::count_if(label.begin(), label.end(), [](char c) { return (c & 0xc0) != 0x80; });
  return std::max({72.0, 7.6 * static_cast<double>(letters) + 38, 5.9 * static_cast<double>(note_length) + 22});
}

std::string note_of(const Branch& branch, const Analyses& analyses) {
  if (branch.kind != BranchKind::module) return numbered(branch.modules, "module");
  return numbered(analyses.modules().all()[branch.module].files.size(), "file");
}

void choose_shown(StructureView& view, std::vector<std::uint32_t>& shown_of_branch) {
  std::uint32_t leaves = 0;
  for (const Branch& branch : view.tree) leaves += branch.kind == BranchKind::module ? 1 : 0;
  shown_of_branch.assign(view.tree.size(), kNone);
  std::vector<bool> is_open(view.tree.size());
  for (std::uint32_t i = 0; i < view.tree.size(); ++i) {
    const std::uint32_t parent = view.tree[i].parent;
    if (parent != kNone && !is_open[parent]) {
      shown_of_branch[i] = shown_of_branch[parent];
      continue;
    }
    is_open[i] = view.tree[i].kind == BranchKind::group && leaves <= kMostExpanded;
    if (is_open[i]) {
      view.expanded.push_back(i);
      continue;
    }
    shown_of_branch[i] = static_cast<std::uint32_t>(view.shown.size());
    view.shown.push_back(i);
  }
}

void join_edges(const Analyses& analyses, const std::vector<std::uint32_t>& shown_of_branch, StructureView& view) {
  std::set<std::pair<ModuleIndex, ModuleIndex>> cyclic, cut;
  for (const Cycle& cycle : analyses.module_cycles()) {
    for (const Edge& edge : cycle.edges) cyclic.insert({edge.from, edge.to});
    for (const Edge& edge : cycle.cut) cut.insert({edge.from, edge.to});
  }
  std::map<std::pair<std::uint32_t, std::uint32_t>, ShownEdge> joined;
  for (const Dependency& dependency : analyses.module_dependencies().all()) {
    const std::uint32_t from = shown_of_branch[view.branch_of_module[dependency.from]];
    const std::uint32_t to = shown_of_branch[view.branch_of_module[dependency.to]];
    if (from == to) continue;
    ShownEdge& edge = joined[{from, to}];
    edge.from = from;
    edge.to = to;
    edge.weight += dependency.total;
    edge.in_cycle |= cyclic.count({dependency.from, dependency.to}) > 0;
    edge.is_cut |= cut.count({dependency.from, dependency.to}) > 0;
  }
  for (const auto& [ends, edge] : joined) view.edges.push_back(edge);
}

// More lines than these hide each other. Then each box keeps the two heaviest of what it uses and of what uses it.
constexpr std::size_t kMostDrawn = 70, kKeptEachWay = 2;

void choose_drawn(StructureView& view) {
  if (view.edges.size() <= kMostDrawn) return;
  std::vector<std::uint32_t> by_weight(view.edges.size());
  for (std::uint32_t i = 0; i < by_weight.size(); ++i) by_weight[i] = i;
  std::stable_sort(by_weight.begin(), by_weight.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return view.edges[a].weight > view.edges[b].weight; });
  std::vector<std::size_t> out(view.shown.size()), in(view.shown.size());
  for (const std::uint32_t i : by_weight) {
    ShownEdge& edge = view.edges[i];
    edge.is_drawn = out[edge.from] < kKeptEachWay || in[edge.to] < kKeptEachWay;
    if (!edge.is_drawn) continue;
    ++out[edge.from];
    ++in[edge.to];
  }
}

// Where two boxes use each other, one line would hide the other: each is moved aside by half the distance, at right angles to the line from
// one box to the other.
void step_aside(std::vector<std::pair<double, double>>& spline, bool is_turned) {
  if (spline.empty()) return;
  constexpr double kHalf = 5;
  const double by = is_turned ? kHalf : -kHalf;
  const bool is_steep =
      std::abs(spline.back().second - spline.front().second) >= std::abs(spline.back().first - spline.front().first);
  for (auto& [x, y] : spline) (is_steep ? x : y) += by;
}

// Graphviz gets the lines that are drawn, those that go up reversed, so that it has no cycle to break:
// the picture has its layers where the matrix has them.
void place(const Analyses& analyses, StructureView& view) {
  LayoutRequest request;
  std::map<std::uint32_t, std::uint32_t> cluster_of;  // by branch
  for (std::uint32_t i = 0; i < view.expanded.size(); ++i) cluster_of[view.expanded[i]] = i;
  const auto around = [&](std::uint32_t branch) {
    const auto found = cluster_of.find(view.tree[branch].parent);
    return found == cluster_of.end() ? kNone : found->second;
  };
  for (const std::uint32_t branch : view.expanded) request.clusters.push_back(around(branch));
  for (const std::uint32_t branch : view.shown) {
    const Branch& shown = view.tree[branch];
    request.nodes.push_back({0, 0, box_width(shown, note_of(shown, analyses).size()), 42});
    request.cluster.push_back(around(branch));
  }
  std::vector<Edge> all;
  for (const ShownEdge& edge : view.edges) all.push_back({edge.from, edge.to, edge.weight});
  view.order = dsm_order(Graph(static_cast<std::uint32_t>(view.shown.size()), std::move(all)));
  std::vector<std::uint32_t> position(view.shown.size());
  for (std::uint32_t i = 0; i < view.order.size(); ++i) position[view.order[i]] = i;

  std::map<std::pair<Node, Node>, std::uint64_t> downward;
  const auto turned = [&](const ShownEdge& edge) { return position[edge.from] > position[edge.to]; };
  const auto ends = [&](const ShownEdge& edge) {
    return turned(edge) ? std::pair(edge.to, edge.from) : std::pair(edge.from, edge.to);
  };
  std::map<std::pair<Node, Node>, int> lines;  // drawn on one spline
  for (const ShownEdge& edge : view.edges) {
    if (!edge.is_drawn) continue;
    downward[ends(edge)] += edge.weight;
    ++lines[ends(edge)];
  }
  for (const auto& [pair, weight] : downward) request.edges.push_back({pair.first, pair.second, weight});
  view.layout = lay_out(request);
  std::vector<std::vector<std::pair<double, double>>> splines(view.edges.size());
  for (std::size_t i = 0; i < view.edges.size(); ++i) {
    if (!view.edges[i].is_drawn) continue;
    const auto found = static_cast<std::size_t>(std::distance(downward.begin(), downward.find(ends(view.edges[i]))));
    splines[i] = view.layout.splines[found];
    if (lines[ends(view.edges[i])] > 1) step_aside(splines[i], turned(view.edges[i]));
    if (turned(view.edges[i])) std::reverse(splines[i].begin(), splines[i].end());
  }
  view.layout.splines = std::move(splines);
}

std::string point(const std::pair<double, double>& at) { return decimal(at.first, 1) + ' ' + decimal(at.second, 1); }

std::string path_of(const std::vector<std::pair<double, double>>& spline) {
  if (spline.empty()) return {};
  std::string path = fmt::format("M{}C", point(spline.front()));
  for (std::size_t i = 1; i < spline.size(); ++i) path += (i > 1 ? " " : "") + point(spline[i]);
  // Numbers in SVG have plain signs and no spaces between thousands.
  std::string plain;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path.compare(i, 3, "−") == 0) {
      plain += '-';
      i += 2;
    } else if (path.compare(i, 3, "\u202f") == 0) {
      i += 2;
    } else {
      plain += path[i];
    }
  }
  return plain;
}

// In tenths of a point, by the order of magnitude.
std::uint32_t stroke_width(const ShownEdge& edge) {
  return std::min(8 + 2 * static_cast<std::uint32_t>(std::bit_width(edge.weight)), 34u);
}

std::string rounded(double value) { return std::to_string(static_cast<long>(value)); }

std::string box_attributes(const LayoutBox& box) {
  return fmt::format(" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", rounded(box.x), rounded(box.y),
                     rounded(box.width), rounded(box.height));
}

}  // namespace

StructureView structure_view(const Analyses& analyses) {
  StructureView view;
  view.tree = module_tree(analyses.modules(), analyses.module_dependencies(), kMostChildren);
  view.branch_of_module.assign(analyses.modules().all().size(), kNone);
  for (std::uint32_t i = 0; i < view.tree.size(); ++i) {
    if (view.tree[i].module != kNone) view.branch_of_module[view.tree[i].module] = i;
  }
  std::vector<std::uint32_t> shown_of_branch;
  choose_shown(view, shown_of_branch);
  join_edges(analyses, shown_of_branch, view);
  choose_drawn(view);
  place(analyses, view);
  return view;
}

std::string structure_svg(const StructureView& view, const Analyses& analyses) {
  const GraphLayout& layout = view.layout;
  const double width = layout.width + 40, height = layout.height + 40;
  std::string svg =
      "<svg id=\"graph-svg\" role=\"img\" aria-label=\"Modules and their dependencies\" viewBox=\"-20 -20 " +
      rounded(width) + ' ' + rounded(height) + "\" preserveAspectRatio=\"xMidYMid meet\">";
  svg += "<defs>";
  for (const char* id : {"tip", "tip-cycle", "tip-out", "tip-in"}) {
    svg += "<marker id=\"" + std::string(id) +
           "\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"8\" "
           "markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 .8 8 4 0 7.2z\"/></marker>";
  }
  svg += "</defs><g id=\"scene\">";
  for (std::size_t i = 0; i < view.expanded.size(); ++i) {
    const LayoutBox& box = layout.clusters[i];
    svg +=
        fmt::format("<g class=\"cluster\"><rect rx=\"6\"{}/><text x=\"{}\" y=\"{}\">{}</text></g>", box_attributes(box),
                    rounded(box.x + 10), rounded(box.y + 16), text(short_label(view.tree[view.expanded[i]].label)));
  }
  for (std::size_t i = 0; i < view.edges.size(); ++i) {
    const ShownEdge& edge = view.edges[i];
    if (!edge.is_drawn) continue;
    svg += "<path class=\"edge" + std::string(edge.in_cycle ? " cyclic" : "") + (edge.is_cut ? " cut" : "") +
           "\" stroke-width=\"" + tenths(stroke_width(edge)) + "\" d=\"" + path_of(layout.splines[i]) + "\"/>";
  }
  for (std::size_t i = 0; i < view.shown.size(); ++i) {
    const Branch& branch = view.tree[view.shown[i]];
    const LayoutBox& box = layout.nodes[i];
    const std::string middle = rounded(box.x + box.width / 2);
    svg += "<g class=\"node" + std::string(branch.kind == BranchKind::module ? "" : " group") + "\"><rect rx=\"4\"" +
           box_attributes(box) + "/><text class=\"name\" x=\"" + middle + "\" y=\"" + rounded(box.y + 18) + "\">" +
           text(short_label(branch.label)) + "</text><text class=\"note\" x=\"" + middle + "\" y=\"" +
           rounded(box.y + 33) + "\">" + note_of(branch, analyses) + "</text></g>";
  }
  return svg + "</g></svg>";
}

}  // namespace loadline::html

// The module graph for the scripts of the page.
// SPDX-License-Identifier: Apache-2.0
//
//   tree    [name, label, kind, parent, files, lines]             kind: 0 group, 1 bundle, 2 module, 3 file
//   edges   [from, to, flags, [kind, count, …], [[symbol, uses, place], …]]   flags: 1 in a cycle, 2 to be cut
//   inside  [from, to, references, kinds]                         between files, numbered like the tree; bit i: kind i
//   shown, expanded, boxes, clusters, paths                       the picture that the page starts with

#include <cmath>
#include <set>

#include "analyzers/questions/carriers.h"
#include "analyzers/structure/cycles.h"
#include "analyzers/structure/metrics.h"
#include "analyzers/words/json_text.h"
#include "reports/html/structure_view.h"
#include "reports/link_template.h"
#include "reports/terminal_text.h"

namespace loadline::html {
namespace {

constexpr std::size_t kMostFiles = 3000, kMostFileEdges = 30000;

// With more edges, each can say less: the page must stay small enough to open.
std::size_t carriers_for(std::size_t edges) {
  if (edges <= 400) return 12;
  if (edges <= 3000) return 5;
  return edges <= 20000 ? 1 : 0;
}

int code_of(BranchKind kind) { return kind == BranchKind::group ? 0 : kind == BranchKind::bundle ? 1 : 2; }

int signed_parent(std::uint32_t parent) { return parent == kNone ? -1 : static_cast<int>(parent); }

class JsonGraph {
 public:
  JsonGraph(const StructureView& view, const ScalabilityReport& report)
      : view_(view), report_(report), analyses_(report.analyses) {}

  Json document() {
    add_tree();
    add_files();
    Json document = {
        {"kinds", kinds()}, {"tree", std::move(tree_)}, {"edges", edges()}, {"inside", std::move(inside_)}};
    document["link"] = report_.link_template;
    add_picture(document);
    return document;
  }

 private:
  static Json kinds() {
    Json names = Json::array();
    for (int kind = 0; kind < kReferenceKinds; ++kind) names.push_back(name_of(static_cast<ReferenceKind>(kind)));
    return names;
  }

  void add_tree() {
    for (const Branch& branch : view_.tree) {
      std::uint64_t lines = 0, files = 0;
      if (branch.module != kNone) {
        lines = analyses_.module_metrics()[branch.module].lines;
        files = analyses_.module_metrics()[branch.module].files;
      }
      tree_.push_back({terminal_text(branch.name), terminal_text(branch.label), code_of(branch.kind),
                       signed_parent(branch.parent), files, lines});
    }
  }

  // Files of the modules, unless they are too many for a page.
  void add_files() {
    const Program& program = analyses_.program();
    std::vector<std::uint32_t> number(program.files().size(), kNone);
    std::size_t files = 0;
    for (const Module& module : analyses_.modules().all()) files += module.files.size();
    if (files > kMostFiles || analyses_.file_dependencies().all().size() > kMostFileEdges) return;
    for (ModuleIndex module = 0; module < analyses_.modules().all().size(); ++module) {
      for (const FileIndex file : analyses_.modules().all()[module].files) {
        const std::string path(program.files()[file].path);
        number[file] = static_cast<std::uint32_t>(tree_.size());
        tree_.push_back({terminal_text(path), terminal_text(path.substr(path.rfind('/') + 1)), 3,
                         signed_parent(view_.branch_of_module[module]), 1, program.files()[file].lines});
      }
    }
    for (const Dependency& dependency : analyses_.file_dependencies().all()) {
      const std::uint32_t from = number[dependency.from], to = number[dependency.to];
      if (from == kNone || to == kNone) continue;
      std::uint32_t kinds = 0;
      for (std::size_t kind = 0; kind < dependency.counts.size(); ++kind) {
        if (dependency.counts[kind] > 0) kinds |= 1u << kind;
      }
      inside_.push_back({from, to, dependency.total, kinds});
    }
  }

  Json carriers(const Dependency& dependency, std::size_t most) const {
    Json list = Json::array();
    if (most == 0) return list;
    for (const Carrier& carrier : carriers_of(analyses_, dependency.from, dependency.to)) {
      if (list.size() == most) break;
      const std::string path(analyses_.program().files()[carrier.first.file].path);
      list.push_back({terminal_text(carrier.name), carrier.references,
                      terminal_text(path) + ':' + std::to_string(carrier.first.line),
                      link_to(report_.link_template, path, carrier.first.line)});
    }
    return list;
  }

  Json edges() const {
    std::set<std::pair<ModuleIndex, ModuleIndex>> cyclic, cut;
    for (const Cycle& cycle : analyses_.module_cycles()) {
      for (const Edge& edge : cycle.edges) cyclic.insert({edge.from, edge.to});
      for (const Edge& edge : cycle.cut) cut.insert({edge.from, edge.to});
    }
    const auto all = analyses_.module_dependencies().all();
    const std::size_t most = carriers_for(all.size());
    Json list = Json::array();
    for (const Dependency& dependency : all) {
      const std::pair ends(dependency.from, dependency.to);
      Json counts = Json::array();
      for (int kind = 0; kind < kReferenceKinds; ++kind) {
        const std::uint32_t count = dependency.counts[static_cast<std::size_t>(kind)];
        if (count == 0) continue;
        counts.push_back(kind);
        counts.push_back(count);
      }
      list.push_back({view_.branch_of_module[dependency.from], view_.branch_of_module[dependency.to],
                      (cyclic.count(ends) > 0 ? 1 : 0) + (cut.count(ends) > 0 ? 2 : 0), std::move(counts),
                      carriers(dependency, most)});
    }
    return list;
  }

  static Json numbers(const LayoutBox& box) {
    return {std::lround(box.x), std::lround(box.y), std::lround(box.width), std::lround(box.height)};
  }

  void add_picture(Json& document) const {
    Json boxes = Json::array(), clusters = Json::array(), paths = Json::array();
    for (const LayoutBox& box : view_.layout.nodes) boxes.push_back(numbers(box));
    for (const LayoutBox& box : view_.layout.clusters) clusters.push_back(numbers(box));
    for (std::size_t i = 0; i < view_.edges.size(); ++i) {
      if (!view_.edges[i].is_drawn) continue;
      Json points = Json::array();
      for (const auto& [x, y] : view_.layout.splines[i]) {
        points.push_back(std::lround(x));
        points.push_back(std::lround(y));
      }
      paths.push_back({view_.shown[view_.edges[i].from], view_.shown[view_.edges[i].to], std::move(points)});
    }
    document["shown"] = view_.shown;
    document["expanded"] = view_.expanded;
    document["boxes"] = std::move(boxes);
    document["clusters"] = std::move(clusters);
    document["paths"] = std::move(paths);
    document["size"] = {std::lround(view_.layout.width), std::lround(view_.layout.height)};
  }

  const StructureView& view_;
  const ScalabilityReport& report_;
  const Analyses& analyses_;
  Json tree_ = Json::array();
  Json inside_ = Json::array();
};

}  // namespace

std::string structure_json(const StructureView& view, const ScalabilityReport& report) {
  const std::string json = json_text(JsonGraph(view, report).document(), JsonCharacters::ascii);
  std::string safe;
  for (const char c : json) safe += c == '<' ? std::string("\\u003c") : std::string(1, c);
  return safe;
}

}  // namespace loadline::html

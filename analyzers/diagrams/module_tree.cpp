// Builds the tree of modules.
// SPDX-License-Identifier: Apache-2.0
//
//   store, store.sql, store.kv, ui   ⇒   group store ( store, sql, kv ), ui
//   2,000 modules side by side       ⇒   layer 1 (120 modules), layer 2 (…), …
#include "analyzers/diagrams/module_tree.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/core.h>

#include "analyzers/structure/layering.h"

namespace loadline {
namespace {

class TreeBuilder {
 public:
  TreeBuilder(const Modules& modules, const ModuleDependencies& dependencies, std::uint32_t most_children)
      : modules_(modules.all()), dependencies_(dependencies), most_children_(most_children) {
    for (ModuleIndex module = 0; module < modules_.size(); ++module) {
      inner_[modules_[module].parent].push_back(module);
    }
  }

  std::vector<Branch> build() {
    add_all(inner_[kNone], kNone, "");
    for (std::size_t i = tree_.size(); i-- > 0;) {
      if (tree_[i].parent != kNone) tree_[tree_[i].parent].modules += tree_[i].modules;
    }
    return std::move(tree_);
  }

 private:
  std::uint32_t add(Branch branch) {
    tree_.push_back(std::move(branch));
    return static_cast<std::uint32_t>(tree_.size() - 1);
  }

  std::string label_of(ModuleIndex module, const std::string& said) const {
    const std::string& name = modules_[module].name;
    return said.empty() || name.size() <= said.size() ? name : name.substr(said.size() + 1);
  }

  bool is_shown(ModuleIndex module) const {
    const auto inner = inner_.find(module);
    return !modules_[module].files.empty() || (inner != inner_.end() && !inner->second.empty());
  }

  void add_module(ModuleIndex module, std::uint32_t parent, const std::string& said) {
    const std::string& name = modules_[module].name;
    const auto inner = inner_.find(module);
    if (inner == inner_.end()) {
      add({name, label_of(module, said), BranchKind::module, parent, module, 1});
      return;
    }
    const std::uint32_t group = add({name, label_of(module, said), BranchKind::group, parent, kNone, 0});
    if (!modules_[module].files.empty()) add({name, label_of(module, said), BranchKind::module, group, module, 1});
    add_all(inner->second, group, name);
  }

  void add_all(const std::vector<ModuleIndex>& side_by_side, std::uint32_t parent, const std::string& said) {
    std::vector<ModuleIndex> shown;
    for (const ModuleIndex module : side_by_side) {
      if (is_shown(module)) shown.push_back(module);
    }
    if (shown.size() > most_children_) return add_bundles(shown, parent, said);
    for (const ModuleIndex module : shown) add_module(module, parent, said);
  }

  // Dependencies among `members`, with what nests in them.
  Graph graph_among(const std::vector<ModuleIndex>& members) const {
    std::map<ModuleIndex, Node> number;
    for (Node i = 0; i < members.size(); ++i) number[members[i]] = i;
    const auto member_around = [&](ModuleIndex module) {
      while (module != kNone && !number.count(module)) module = modules_[module].parent;
      return module;
    };
    std::vector<Edge> edges;
    for (const Dependency& dependency : dependencies_.all()) {
      const ModuleIndex from = member_around(dependency.from), to = member_around(dependency.to);
      if (from != kNone && to != kNone) edges.push_back({number[from], number[to], dependency.total});
    }
    return Graph(static_cast<std::uint32_t>(members.size()), std::move(edges));
  }

  // One bundle a layer; where there are more layers than children are allowed, neighbouring layers share one.
  void add_bundles(const std::vector<ModuleIndex>& members, std::uint32_t parent, const std::string& said) {
    const Layering layering = infer_layers(graph_among(members));
    const std::size_t ranks = layering.ranks.size();
    const std::size_t bundles = std::min<std::size_t>(ranks, std::min(most_children_, 24u));
    for (std::size_t bundle = 0; bundle < bundles; ++bundle) {
      const std::size_t first = bundle * ranks / bundles, last = (bundle + 1) * ranks / bundles - 1;
      const std::string label =
          first == last ? "layer " + std::to_string(first + 1) : fmt::format("layers {}–{}", first + 1, last + 1);
      const std::string name = said.empty() ? label : said + ": " + label;
      const std::uint32_t branch = add({name, label, BranchKind::bundle, parent, kNone, 0});
      for (std::size_t rank = first; rank <= last; ++rank) {
        for (const Node node : layering.ranks[rank]) add_module(members[node], branch, said);
      }
    }
  }

  const std::vector<Module>& modules_;
  const ModuleDependencies& dependencies_;
  const std::uint32_t most_children_;
  std::map<ModuleIndex, std::vector<ModuleIndex>> inner_;  // by the module around them
  std::vector<Branch> tree_;
};

}  // namespace

std::vector<Branch> module_tree(const Modules& modules, const ModuleDependencies& dependencies,
                                std::uint32_t most_children) {
  return TreeBuilder(modules, dependencies, most_children).build();
}

}  // namespace loadline

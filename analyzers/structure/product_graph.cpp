// Module dependencies without permissions, and without the tests among the sources of products.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/structure/product_graph.h"

#include <algorithm>
#include <vector>

#include "analyzers/words/test_code.h"

namespace loadline {

KindSet kinds_of_use() {
  KindSet kinds;
  for (int kind = 0; kind < kReferenceKinds; ++kind) {
    if (static_cast<ReferenceKind>(kind) != ReferenceKind::friend_) kinds.add(static_cast<ReferenceKind>(kind));
  }
  return kinds;
}

Graph product_graph(const Program& program, const Modules& modules, const FileDependencies& files, KindSet kinds) {
  std::vector<bool> is_test, is_product;
  for (const File& file : program.files()) is_test.push_back(is_test_code(file.path));
  for (const Module& module : modules.all()) {
    is_product.push_back(!std::ranges::all_of(module.files, [&](FileIndex file) { return is_test[file]; }));
  }
  std::vector<Edge> edges;
  for (const Dependency& dependency : files.all()) {
    const ModuleIndex from = modules.of(dependency.from), to = modules.of(dependency.to);
    if (from == to || from == kNone || to == kNone || (is_product[from] && is_test[dependency.from])) continue;
    std::uint64_t weight = 0;
    for (int kind = 0; kind < kReferenceKinds; ++kind) {
      if (kinds.has(static_cast<ReferenceKind>(kind))) weight += dependency.counts[static_cast<std::size_t>(kind)];
    }
    if (weight > 0) edges.push_back({from, to, weight});
  }
  return Graph(static_cast<std::uint32_t>(modules.all().size()), std::move(edges));
}

}  // namespace loadline

// Modules as a tree to show.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/analyses.h"
#include "analyzers/diagrams/module_tree.h"
#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

// "group store", "  store", "  sql" …
std::vector<std::string> tree_of(const Analyses& analyses, std::uint32_t most) {
  const std::vector<Branch> tree = module_tree(analyses.modules(), analyses.module_dependencies(), most);
  std::vector<std::string> lines;
  for (const Branch& branch : tree) {
    std::string line;
    for (std::uint32_t at = branch.parent; at != kNone; at = tree[at].parent) line += "  ";
    line += branch.label;
    if (branch.kind != BranchKind::module) line += " of " + std::to_string(branch.modules);
    lines.push_back(line);
  }
  return lines;
}

}  // namespace

TEST_CASE("modules nest by their names, and a module with files of its own is inside its group", "[module_tree]") {
  Architecture architecture;
  for (const char* name : {"store", "store.sql", "ui"}) {
    architecture.modules.push_back({name, {{std::string(name) + "/**", {}}}, {}, {}, {}, {}, false, {}});
  }
  const Program program = program_from_text("ui/a.h -> store/b.h\nstore/b.h -> store.sql/c.h");
  const Analyses analyses(program, architecture, {});
  CHECK(tree_of(analyses, 60) == std::vector<std::string>{"store of 2", "  store", "  sql", "ui"});
}

TEST_CASE("too many side by side are bundled by their layers", "[module_tree]") {
  const Program program = program_from_text("a/x.h -> b/x.h\nb/x.h -> c/x.h\nd/x.h -> c/x.h");
  const Architecture architecture;
  const Analyses analyses(program, architecture, {});
  CHECK(tree_of(analyses, 3) ==
        std::vector<std::string>{"layer 1 of 1", "  a", "layer 2 of 2", "  b", "  d", "layer 3 of 1", "  c"});
}

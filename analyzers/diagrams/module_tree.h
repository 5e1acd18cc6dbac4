// Modules as a tree to show: nested by their names, and bundled by layers where too many are side by side.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzers/model/dependencies.h"
#include "analyzers/model/modules.h"

namespace loadline {

enum class BranchKind : std::uint8_t {
  group,   // what nests in a module, and the module itself
  bundle,  // modules of one layer, put together because there are too many to show
  module,  // a leaf
};

struct Branch {
  std::string name;   // unique among branches of its kind
  std::string label;  // without what its parent already says
  BranchKind kind = BranchKind::module;
  std::uint32_t parent = kNone;  // into the tree; kNone: at the top
  ModuleIndex module = kNone;    // of a module
  std::uint32_t modules = 1;     // leaves under it
};

// Parents come before their children; at most `most_children` branches share one parent, unless all are one layer's
// rest. Modules without files are left out. Deterministic; linear but for the layers of what is bundled (infer_layers).
std::vector<Branch> module_tree(const Modules& modules, const ModuleDependencies& dependencies,
                                std::uint32_t most_children);

}  // namespace loadline

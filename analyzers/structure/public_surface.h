// What the headers of a project offer to code outside: the C++ interface that must stay as it is, or get a version.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "analyzers/model/architecture.h"
#include "analyzers/model/modules.h"
#include "analyzers/model/program.h"

namespace loadline {

// A class, function, enum, alias, constant, concept or macro at namespace scope.
struct PublicEntity {
  SymbolIndex symbol = kNone;
  std::vector<SymbolIndex> members;  // public and protected ones of a class, in order of lines
};

// Whether a file is in a folder `include`, which is meant for others, of the project itself: not one that a build made.
// `path` is relative to the root.
bool is_in_include_folder(std::string_view path);

// What headers for others declare, but for namespaces that are called detail, internal or impl, and what the compiler adds.
// Such a header is installed by a target, among the `public` files of a module, or in a folder `include`; tests, copies of
// libraries and generated code do not count. Sorted by file and line. Linear.
std::vector<PublicEntity> public_surface(const Program& program, const Architecture& architecture,
                                         const std::vector<BuildTarget>& targets);

}  // namespace loadline

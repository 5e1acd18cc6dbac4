// Build targets from where the build puts its objects, when no build system was asked for its targets.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/model/modules.h"
#include "analyzers/model/program.h"

namespace loadline {

// The target in the path of an object: of CMake ("CMakeFiles/shop.dir/src/a.cpp.o"), Meson ("shop.p/a.cpp.o"), Bazel
// ("_objs/shop/a.pic.o") and xmake (".objs/shop/linux/…"); "" for other paths.
std::string target_in_object_path(std::string_view object);

// An object that the build makes of a source.
struct CompiledObject {
  std::string source;  // repo-relative
  std::string object;  // absolute
};

// Targets with their sources, and what they link: from the link steps of the build folders where there are any, else from what
// the code uses. A target with a main() that nobody links is a program. Sorted by name; empty when the objects show no
// target, or only one.
std::vector<BuildTarget> targets_from_objects(const std::vector<CompiledObject>& objects,
                                              const std::vector<std::filesystem::path>& build_folders,
                                              const Program& program);

}  // namespace loadline

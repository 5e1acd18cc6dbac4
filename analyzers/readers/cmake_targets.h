// Reads build targets from a CMake File API reply (codemodel-v2) in a build directory.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "analyzers/model/modules.h"

namespace loadline {

// Targets of the newest reply under `build/.cmake/api/v1/reply`, sorted by name, without generator-made utility
// targets. Empty when there is no reply. A reply that cannot be read is skipped with a line in `warnings`. Never throws
// for bad input.
std::vector<BuildTarget> read_cmake_targets(const std::filesystem::path& build, const std::filesystem::path& root,
                                            std::vector<std::string>* warnings);

}  // namespace loadline

// Folders of a repository that hold third-party code, as git and licences show.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "analyzers/model/architecture.h"

namespace loadline {

// One pattern for each: the submodules that .gitmodules names, and folders below the root with a licence of their own, other
// than the root's. Sorted. A repository without a licence says nothing about its folders.
std::vector<PathPattern> find_library_copies(const std::filesystem::path& root);

}  // namespace loadline

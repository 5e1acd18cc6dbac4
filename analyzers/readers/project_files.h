// Files of a project that are not C++, found by their extension.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/model/architecture.h"

namespace loadline {

// Repo-relative and sorted. Folders of builds, of copied code and hidden ones, and what `exclude` names, are left out.
// Symbolic links are not followed.
std::vector<std::string> find_project_files(const std::filesystem::path& root, std::string_view extension,
                                            const std::vector<PathPattern>& exclude);

}  // namespace loadline

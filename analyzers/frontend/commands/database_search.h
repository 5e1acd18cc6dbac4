// Finds the compile databases of a project, and says how to get one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analyzers/frontend/commands/sources.h"

namespace loadline::frontend {

// The database in the folder that the user named (or the file itself), from where the user is or from `root`. Throws
// UserError when it has none.
std::filesystem::path named_database(const std::filesystem::path& root, const std::string& build_dir);

// The first of root, its build folders ("build*", "out*", "cmake-build*", "_build", ".build", "cmake/build") and the folders
// in those, "out/build/PRESET" included. Empty when there is none.
std::filesystem::path usual_database(const std::filesystem::path& root);

// All databases below `root`, nearest first, where usual_database() does not look: those of a repository of several
// projects. Looks at a few thousand folders at most.
std::vector<std::filesystem::path> nested_databases(const std::filesystem::path& root);

// How to get a database from the build system that `root` uses, or which ones there are deeper in the tree.
std::string advice_for_missing_database(const std::filesystem::path& root);

// A label for each database that is not the only one: what was given, else the path of its folder below the root.
std::vector<CompileDatabase> labelled_databases(const std::filesystem::path& root,
                                                const std::vector<BuildFolder>& builds);

}  // namespace loadline::frontend

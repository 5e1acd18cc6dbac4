// Compile commands for a tree without a compile database: include paths guessed from the spelling of its #includes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analyzers/frontend/commands/sources.h"

namespace loadline::frontend {

// One command for each C and C++ source below `root`, sorted; hidden folders and build folders are left out.
// Every `#include "a/b.h"` is matched against the headers of the tree; the folder that makes the spelling fit becomes -I.
std::vector<CompileCommand> infer_commands(const std::filesystem::path& root);

// One command for each source as above, with the flags that compile_flags.txt has for all of them, one a line, as clangd
// reads it.
std::vector<CompileCommand> commands_from_flags(const std::filesystem::path& root,
                                                const std::filesystem::path& flags_file);

}  // namespace loadline::frontend

// Modules that nobody declared: found from build targets or from folders.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/model/modules.h"
#include "analyzers/model/program.h"

namespace loadline {

// By file of the program: the name of its module, "" for files that do not count.
using ModuleNames = std::vector<std::string>;

// Every counted file gets the target that compiles it; a header goes with its source, else with its neighbours.
// All names are empty when no target has a source in the program.
ModuleNames modules_by_target(const Program& program, const std::vector<bool>& counts,
                              const std::vector<BuildTarget>& targets);

// Every counted file gets a folder near the top.
ModuleNames modules_by_folder(const Program& program, const std::vector<bool>& counts);

// A module that holds most of the lines says nothing about the program: the folders inside it become modules of their own,
// nested in it, until none holds most or there are no more folders.
void split_dominating_module(const Program& program, ModuleNames& names);

}  // namespace loadline

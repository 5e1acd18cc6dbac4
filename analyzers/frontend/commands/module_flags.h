// Takes out of a compile command what the build says about C++20 modules: which files its own compiler made of them.
// SPDX-License-Identifier: Apache-2.0
//
// Such a file is useful only to the compiler and version that wrote it, and is there only once the build has run. Which
// source provides which module is read from the sources instead (module_plan.h).
#pragma once

#include <string>
#include <vector>

#include "analyzers/frontend/commands/sources.h"

namespace loadline::frontend {

// `arguments`: compiler first, in the spelling of GCC, Clang or Visual C++. A language of modules becomes plain C++, and where
// the command asks for modules in an older standard, C++20 is added. Each removal is noted in `changes`.
std::vector<std::string> without_module_files(std::vector<std::string> arguments, std::vector<ArgumentChange>& changes);

}  // namespace loadline::frontend

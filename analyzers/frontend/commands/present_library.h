// The standard library that a command asks for, where this machine has it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/frontend/commands/sources.h"

namespace loadline::frontend {

// The command without -stdlib=libc++ when libc++'s headers are not here: the library that is here reads the code better than
// none does. `arguments`: compiler first.
std::vector<std::string> with_present_library(std::vector<std::string> arguments, const std::string& directory,
                                              std::vector<ArgumentChange>& changes);

}  // namespace loadline::frontend

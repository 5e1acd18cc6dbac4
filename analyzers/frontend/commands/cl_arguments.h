// The options of cl.exe and clang-cl in the words of GCC, so that one reader of options serves all compilers.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/frontend/commands/sources.h"

namespace loadline::frontend {

// Whether the command is written for cl.exe: by the compiler's name or by --driver-mode=cl.
bool is_cl_command(const std::vector<std::string>& arguments);

// The same command for Clang's usual driver: `/I inc /D X /std:c++20 /FI pre.h` becomes `-Iinc -DX -std=c++20 -include pre.h`
// and so on, with what cl.exe defines and allows by itself. The target stays that of this machine unless the command leads
// to Microsoft's headers, because the standard library of this machine is what can be read. What has no meaning for parsing
// is left out; what is unknown is noted in `changes` as dropped. Response files must have been read in.
std::vector<std::string> from_cl_arguments(const std::vector<std::string>& arguments, const std::string& directory,
                                           std::vector<ArgumentChange>& changes);

}  // namespace loadline::frontend

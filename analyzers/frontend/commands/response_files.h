// @response files of a command, read in place.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/frontend/commands/sources.h"

namespace loadline::frontend {

// The arguments with those of every @file in place of it, relative to `directory` and to each other. A command for cl.exe
// has its files quoted as Windows does. One that cannot be read stays, with a note in `changes`.
std::vector<std::string> with_response_files(const std::vector<std::string>& arguments, const std::string& directory,
                                             std::vector<ArgumentChange>& changes);

}  // namespace loadline::frontend

// Options that a command hides inside others, spelled out.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/frontend/commands/sources.h"

namespace loadline::frontend {

// `-Wp,-include,cfg.h` and `-Xpreprocessor -DX` become the plain options, and `-isystem=dir` (as nvcc and GCC take it)
// becomes two words. Outputs of the preprocessor (`-Wp,-MD,a.d`) are taken out and noted.
std::vector<std::string> with_plain_options(const std::vector<std::string>& arguments,
                                            std::vector<ArgumentChange>& changes);

}  // namespace loadline::frontend

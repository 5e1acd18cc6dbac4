// Keeps those arguments of a compile command that parsing needs, and says what became of the others.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/frontend/commands/arguments.h"

namespace loadline::frontend {

// `arguments`: compiler first, response files expanded. What -Xclang, -Xpreprocessor and -Wp hand to Clang's front end passes
// through an allow-list as well (needed_options.h). The result goes through unchanged when it is filtered again.
CleanArguments filter_arguments(const std::vector<std::string>& arguments);

}  // namespace loadline::frontend

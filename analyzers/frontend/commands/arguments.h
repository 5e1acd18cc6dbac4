// Cleans up the arguments of a compile command: what Clang does not know, and what parsing does not need, is taken out.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/frontend/commands/sources.h"

namespace loadline::frontend {

struct CleanArguments {
  std::vector<std::string> arguments;   // compiler first, without input files and outputs
  std::vector<std::string> inputs;      // as written
  std::vector<ArgumentChange> changes;  // one for each argument dropped or replaced; `commands` is not set
};

// Splits a shell command line as a POSIX shell would, without expanding anything.
std::vector<std::string> split_command(const std::string& command);

// `arguments`: as in the database, compiler first, maybe behind ccache or distcc. `directory`: where @response files are
// looked for. Nothing is run, and only arguments that parsing needs are kept (argument_filter.h).
CleanArguments clean_arguments(std::vector<std::string> arguments, const std::string& directory);

}  // namespace loadline::frontend

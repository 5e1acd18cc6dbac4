// Asks a cross compiler for its built-in include paths and target. Only for compilers the user named with --query-driver.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace loadline::frontend {

// The compiler's absolute path: as written, below `directory` or on the PATH; as written when it is nowhere.
std::string resolved_program(const std::string& compiler, const std::string& directory);

// True when `compiler` matches one of the user's globs once its links and ".." are resolved; "*" does not cross a "/", "**"
// does. Nothing else may ever be run: the compile database is untrusted.
bool may_run(const std::string& compiler, const std::vector<std::string>& globs);

struct DriverAnswer {
  std::vector<std::string> include_folders;
  std::string target;
};

// Runs `compiler <machine options> -E -v -x <language> /dev/null` once and reads what it prints. Empty when it cannot be run.
// The options choose among the libraries of a cross compiler: "-mthumb", "-mcpu=cortex-m4".
DriverAnswer ask_driver(const std::string& compiler, const std::string& language,
                        const std::vector<std::string>& machine_options);

}  // namespace loadline::frontend

// Asks a cross compiler for its built-in include paths and target. Only for compilers the user named with --query-driver.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace loadline::frontend {

// True when `compiler` matches one of the user's globs once its links and ".." are resolved; "*" does not cross a "/", "**"
// does. Nothing else may ever be run: the compile database is untrusted.
bool may_run(const std::string& compiler, const std::vector<std::string>& globs);

struct DriverAnswer {
  std::vector<std::string> include_folders;
  std::string target;
};

// Runs `compiler -E -v -x <language> /dev/null` once and reads what it prints. Empty when it cannot be run.
DriverAnswer ask_driver(const std::string& compiler, const std::string& language);

}  // namespace loadline::frontend

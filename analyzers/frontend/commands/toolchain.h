// Compile commands → Clang invocations, through Clang's own driver; and the builtin headers it needs.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/Frontend/CompilerInvocation.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analyzers/frontend/commands/sources.h"
#include "analyzers/frontend/files/file_paths.h"

namespace loadline::frontend {

// The folder that holds Clang's builtin headers (include/stddef.h), found from where the Clang library was loaded, not
// from where this program is. Throws UserError when there is none.
std::string find_resource_dir();

struct Invocation {
  std::unique_ptr<clang::CompilerInvocation> options;  // without an input; nullptr when Clang refuses the arguments
  std::string key;            // digest of the arguments that Clang's compiler proper gets, paths made portable
  std::string macroless_key;  // the same without include folders and the project's -D and -U: the dialect
  std::string settings_key;   // key without the project's -D and -U
  std::vector<std::string> definitions;  // what -D and -U say, "-DNAME=2", sorted
  std::string problem;                   // what Clang said, when options is nullptr
};

// The name in one of Invocation::definitions.
std::string macro_name(const std::string& definition);

// Asks the driver once per group of commands that differ in nothing but the source. Not thread-safe; the results may be
// shared by threads.
class Toolchain {
 public:
  explicit Toolchain(const FilePaths& paths);

  const std::string& resource_dir() const { return resource_dir_; }
  const Invocation& invocation_for(const CompileCommand& command);

 private:
  Invocation make_invocation(const CompileCommand& command) const;

  const FilePaths& paths_;
  std::string resource_dir_;
  std::map<std::vector<std::string>, Invocation> invocations_;
};

}  // namespace loadline::frontend

// Macros and features of sanitizers.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/sanitizer_macros.h"

#include <algorithm>
#include <string_view>

#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringRef.h>

#include "analyzers/frontend/commands/shell_steps.h"

namespace loadline::frontend {

std::vector<std::string> with_sanitizers(std::vector<std::string> arguments) {
  bool has_address = false, has_thread = false, has_memory = false;
  for (const std::string& word : arguments) {
    llvm::StringRef list = word;
    const bool is_on = list.consume_front("-fsanitize=");
    if (!is_on && !list.consume_front("-fno-sanitize=")) continue;
    llvm::SmallVector<llvm::StringRef, 4> names;
    list.split(names, ',');
    for (const llvm::StringRef name : names) {
      if (name == "address" || name == "all") has_address = is_on;
      if (name == "thread" || (name == "all" && !is_on)) has_thread = is_on;
      if (name == "memory" || (name == "all" && !is_on)) has_memory = is_on;
    }
  }
  const bool is_clang = program_name(arguments.front()).find("clang") != std::string_view::npos;
  std::vector<std::string> added;
  const auto add = [&](const char* option, const char* macro) {
    added.insert(added.end(), {"-Xclang", option});
    if (!is_clang && macro != nullptr) added.emplace_back(macro);
  };
  if (has_address) add("-fsanitize=address", "-D__SANITIZE_ADDRESS__=1");
  if (has_thread) add("-fsanitize=thread", "-D__SANITIZE_THREAD__=1");
  if (has_memory) add("-fsanitize=memory", nullptr);
  arguments.insert(std::find(arguments.begin(), arguments.end(), "--"), added.begin(), added.end());
  return arguments;
}

}  // namespace loadline::frontend

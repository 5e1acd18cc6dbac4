// Quoting and paths of Windows.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/command_words.h"

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/StringSaver.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "analyzers/words/shell_words.h"

namespace loadline::frontend {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

}  // namespace

bool is_windows_path(std::string_view path) {
  return path.size() > 2 && std::isalpha(static_cast<unsigned char>(path[0])) != 0 && path[1] == ':' &&
         (path[2] == '\\' || path[2] == '/');
}

std::string with_slashes(std::string path) {
  std::replace(path.begin(), path.end(), '\\', '/');
  return path;
}

bool is_windows_command(std::string_view command) {
  command.remove_prefix(std::min(command.find_first_not_of(kBlanks), command.size()));
  const bool is_quoted = command.starts_with('"');
  if (is_quoted) command.remove_prefix(1);
  const std::string_view program = command.substr(0, command.find_first_of(is_quoted ? "\"" : kBlanks));
  const llvm::StringRef name(program.data(), program.size());
  return is_windows_path(program) || name.ends_with_insensitive(".exe") || name.equals_insensitive("cl");
}

std::vector<std::string> split_command(const std::string& command) {
  return is_windows_command(command) ? split_windows_command(command) : split_shell_command(command);
}

std::vector<std::string> split_windows_command(const std::string& command) {
  llvm::BumpPtrAllocator allocator;
  llvm::StringSaver saver(allocator);
  llvm::SmallVector<const char*, 64> words;
  llvm::cl::TokenizeWindowsCommandLine(command, saver, words);
  return {words.begin(), words.end()};
}

}  // namespace loadline::frontend

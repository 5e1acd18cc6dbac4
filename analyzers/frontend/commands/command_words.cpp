// Quoting of Windows.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/command_words.h"

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/StringSaver.h>

#include <cctype>
#include <string_view>

#include "analyzers/words/shell_words.h"

namespace loadline::frontend {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

bool is_from_windows(std::string_view command) {
  command.remove_prefix(std::min(command.find_first_not_of(kBlanks), command.size()));
  const bool is_quoted = command.starts_with('"');
  if (is_quoted) command.remove_prefix(1);
  const std::string_view program = command.substr(0, command.find_first_of(is_quoted ? "\"" : kBlanks));
  const bool has_drive = program.size() > 2 && std::isalpha(static_cast<unsigned char>(program[0])) != 0 &&
                         program[1] == ':' && (program[2] == '\\' || program[2] == '/');
  const llvm::StringRef name(program.data(), program.size());
  return has_drive || name.ends_with_insensitive(".exe") || name.equals_insensitive("cl");
}

}  // namespace

std::vector<std::string> split_command(const std::string& command) {
  if (!is_from_windows(command)) return split_shell_words(command);
  llvm::BumpPtrAllocator allocator;
  llvm::StringSaver saver(allocator);
  llvm::SmallVector<const char*, 64> words;
  llvm::cl::TokenizeWindowsCommandLine(command, saver, words);
  return {words.begin(), words.end()};
}

}  // namespace loadline::frontend

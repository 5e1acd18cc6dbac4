// Asks a compiler for its include paths and target.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/query_driver.h"

#include <llvm/Support/FileSystem.h>
#include <llvm/Support/GlobPattern.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/Program.h>

#include <optional>

namespace loadline::frontend {
namespace {

constexpr unsigned kSecondsToWait = 20;

}  // namespace

std::string resolved_program(const std::string& compiler, const std::string& directory) {
  if (llvm::sys::path::is_absolute(compiler)) return compiler;
  if (compiler.find('/') != std::string::npos) {
    llvm::SmallString<128> path(directory);
    llvm::sys::path::append(path, compiler);
    llvm::sys::path::remove_dots(path, /*remove_dot_dot=*/true);
    return path.str().str();
  }
  const llvm::ErrorOr<std::string> found = llvm::sys::findProgramByName(compiler);
  return found ? *found : compiler;
}

bool may_run(const std::string& compiler, const std::vector<std::string>& globs) {
  if (!llvm::sys::path::is_absolute(compiler)) return false;
  for (const std::string& glob : globs) {
    auto pattern = llvm::GlobPattern::create(glob);
    if (!pattern) {
      llvm::consumeError(pattern.takeError());
      continue;
    }
    if (pattern->match(compiler)) return true;
  }
  return false;
}

DriverAnswer ask_driver(const std::string& compiler, const std::string& language,
                        const std::vector<std::string>& machine_options) {
  DriverAnswer answer;
  llvm::SmallString<128> output;
  if (llvm::sys::fs::createTemporaryFile("loadline-driver", "txt", output)) return answer;
  const std::optional<llvm::StringRef> redirects[] = {llvm::StringRef(""), llvm::StringRef(""), output.str()};
  std::vector<llvm::StringRef> words = {compiler};
  words.insert(words.end(), machine_options.begin(), machine_options.end());
  words.insert(words.end(), {"-E", "-v", "-x", language, "/dev/null"});
  const int status = llvm::sys::ExecuteAndWait(compiler, words, std::nullopt, redirects, kSecondsToWait);
  auto printed = llvm::MemoryBuffer::getFile(output);
  llvm::sys::fs::remove(output);
  if (status != 0 || !printed) return answer;
  bool in_list = false;
  llvm::SmallVector<llvm::StringRef, 64> lines;
  (*printed)->getBuffer().split(lines, '\n');
  for (llvm::StringRef line : lines) {
    if (line.consume_front("Target: "))
      answer.target = line.trim().str();
    else if (line.starts_with("#include <...> search starts here"))
      in_list = true;
    else if (line.starts_with("End of search list"))
      in_list = false;
    else if (in_list)
      answer.include_folders.push_back(line.trim().str());
  }
  return answer;
}

}  // namespace loadline::frontend

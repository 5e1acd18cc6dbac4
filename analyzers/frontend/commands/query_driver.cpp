// Asks a compiler for its include paths and target.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/query_driver.h"

#include <llvm/Support/FileSystem.h>
#include <llvm/Support/GlobPattern.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/Program.h>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace loadline::frontend {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kSecondsToWait = 20;

bool matches_component(const std::string& glob, const std::string& component) {
  auto pattern = llvm::GlobPattern::create(glob);
  if (pattern) return pattern->match(component);
  llvm::consumeError(pattern.takeError());
  return false;
}

// Component by component, so that a "*" does not cross a "/"; "**" stands for any number of folders.
bool matches(fs::path::iterator glob, fs::path::iterator glob_end, fs::path::iterator path,
             fs::path::iterator path_end) {
  if (glob == glob_end) return path == path_end;
  if (*glob == "**") {
    if (matches(std::next(glob), glob_end, path, path_end)) return true;
    return path != path_end && matches(glob, glob_end, std::next(path), path_end);
  }
  return path != path_end && matches_component(glob->string(), path->string()) &&
         matches(std::next(glob), glob_end, std::next(path), path_end);
}

bool matches(const fs::path& glob, const fs::path& path) {
  return matches(glob.begin(), glob.end(), path.begin(), path.end());
}

// With the links of the folders that it spells out resolved, as those of the program are.
fs::path resolved_folders(const fs::path& glob) {
  fs::path folder, pattern;
  for (const fs::path& component : glob) {
    const bool is_pattern = !pattern.empty() || component.string().find_first_of("*?[{\\") != std::string::npos;
    (is_pattern ? pattern : folder) /= component;
  }
  if (pattern.empty()) {
    pattern = folder.filename();
    folder = folder.parent_path();
  }
  std::error_code error;
  const fs::path resolved = fs::weakly_canonical(folder, error);
  return (error ? folder : resolved) / pattern;
}

bool names_the_same(const fs::path& named, const fs::path& program) {
  std::error_code error;
  return fs::equivalent(named, program, error) && !error;
}

}  // namespace

bool may_run(const std::string& compiler, const std::vector<std::string>& globs) {
  if (!llvm::sys::path::is_absolute(compiler)) return false;
  std::error_code error;
  const fs::path program = fs::canonical(compiler, error);
  if (error) return false;
  // What the command names, in a folder without links and "..".
  const fs::path named = fs::canonical(fs::path(compiler).parent_path(), error) / fs::path(compiler).filename();
  if (error) return false;
  return std::any_of(globs.begin(), globs.end(), [&](const fs::path& written) {
    const fs::path glob = resolved_folders(written);
    // A link that the user names may lead anywhere; one that a pattern comes upon, only to its neighbours.
    if (names_the_same(written, program) || matches(glob, program)) return true;
    return matches(glob, named) && matches(glob.parent_path(), program.parent_path());
  });
}

DriverAnswer ask_driver(const std::string& compiler, const std::string& language) {
  DriverAnswer answer;
  llvm::SmallString<128> output;
  if (llvm::sys::fs::createTemporaryFile("loadline-driver", "txt", output)) return answer;
  const std::optional<llvm::StringRef> redirects[] = {llvm::StringRef(""), llvm::StringRef(""), output.str()};
  const llvm::StringRef words[] = {compiler, "-E", "-v", "-x", language, "/dev/null"};
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

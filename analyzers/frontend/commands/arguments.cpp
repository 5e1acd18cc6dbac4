// Clean-up of compile arguments: wrappers, response files, and the filter.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/arguments.h"

#include <llvm/Support/CommandLine.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/StringSaver.h>
#include <llvm/Support/VirtualFileSystem.h>
#include "analyzers/frontend/commands/module_flags.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "analyzers/frontend/commands/argument_filter.h"

namespace loadline::frontend {
namespace {

constexpr std::array<std::string_view, 6> kWrappers = {"ccache", "distcc", "sccache", "icecc", "gomacc", "buildcache"};

bool is_wrapper(llvm::StringRef program) {
  const llvm::StringRef name = llvm::sys::path::stem(program);
  return std::find(kWrappers.begin(), kWrappers.end(), std::string_view(name)) != kWrappers.end();
}

std::vector<std::string> without_wrappers(std::vector<std::string> arguments, std::vector<ArgumentChange>& changes) {
  while (arguments.size() > 1 && is_wrapper(arguments.front())) {
    changes.push_back({llvm::sys::path::filename(arguments.front()).str(), "runs the compiler", "", 0, false});
    arguments.erase(arguments.begin());
  }
  return arguments;
}

std::vector<std::string> with_response_files(const std::vector<std::string>& arguments, const std::string& directory,
                                             std::vector<ArgumentChange>& changes) {
  llvm::BumpPtrAllocator allocator;
  llvm::cl::ExpansionContext expansion(allocator, llvm::cl::TokenizeGNUCommandLine);
  auto files = llvm::vfs::createPhysicalFileSystem();
  llvm::SmallVector<const char*, 64> expanded;
  for (const std::string& argument : arguments) expanded.push_back(argument.c_str());
  expansion.setVFS(files.get()).setCurrentDir(directory).setRelativeNames(true);
  if (llvm::Error error = expansion.expandResponseFiles(expanded)) {
    changes.push_back({"@…", "response file cannot be read: " + llvm::toString(std::move(error)), "", 0, true});
  }
  std::vector<std::string> result;
  for (const char* argument : expanded) {
    if (argument != nullptr) result.emplace_back(argument);
  }
  return result;
}

}  // namespace

std::vector<std::string> split_command(const std::string& command) {
  llvm::BumpPtrAllocator allocator;
  llvm::StringSaver saver(allocator);
  llvm::SmallVector<const char*, 64> words;
  llvm::cl::TokenizeGNUCommandLine(command, saver, words);
  return {words.begin(), words.end()};
}

CleanArguments clean_arguments(std::vector<std::string> arguments, const std::string& directory) {
  CleanArguments clean;
  arguments = without_module_files(without_wrappers(std::move(arguments), clean.changes), clean.changes);
  if (arguments.empty()) return clean;
  arguments = without_module_files(with_response_files(arguments, directory, clean.changes), clean.changes);
  CleanArguments filtered = filter_arguments(arguments);
  filtered.changes.insert(filtered.changes.begin(), clean.changes.begin(), clean.changes.end());
  return filtered;
}

}  // namespace loadline::frontend

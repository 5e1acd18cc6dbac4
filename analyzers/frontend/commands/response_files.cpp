// Reading of @response files and --config files, by LLVM.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/response_files.h"

#include <llvm/Support/CommandLine.h>
#include <llvm/Support/StringSaver.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>

#include "analyzers/frontend/commands/cl_arguments.h"
#include "analyzers/frontend/files/regular_files.h"

namespace loadline::frontend {
namespace {

// Of one command. Real ones have a handful; files that name others twice would have no end.
constexpr std::size_t kMostFiles = 1000;
constexpr std::uint64_t kMostBytes = 16u << 20;
constexpr std::size_t kMostWords = 100'000;

class LimitedFiles : public llvm::vfs::ProxyFileSystem {
 public:
  explicit LimitedFiles(ReadLog& log) : ProxyFileSystem(regular_files(log)) {}

  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine& path) override {
    const auto status = ProxyFileSystem::status(path);
    if (status) bytes_ += status->getSize();
    if (++files_ > kMostFiles || bytes_ > kMostBytes) return std::make_error_code(std::errc::file_too_large);
    return ProxyFileSystem::openFileForRead(path);
  }

 private:
  std::size_t files_ = 0;
  std::uint64_t bytes_ = 0;
};

using Words = std::vector<std::string>;

// `--config=FILE` as a response file with Clang's rules for such files, which are one option a line and comments. Those that
// Clang would read by default or look for in folders of its own are not read.
Words with_configuration_files(const Words& arguments, const std::string& directory,
                               std::vector<ArgumentChange>& changes) {
  Words result;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    const bool has_next = word == "--config" && i + 1 < arguments.size();
    if (!has_next && !word.starts_with("--config=")) {
      result.push_back(word);
      continue;
    }
    const std::string name = has_next ? arguments[++i] : word.substr(9);
    llvm::BumpPtrAllocator allocator;
    llvm::cl::ExpansionContext expansion(allocator, llvm::cl::tokenizeConfigFile);
    ReadLog log;
    const auto files = llvm::makeIntrusiveRefCnt<LimitedFiles>(log);
    expansion.setVFS(files.get()).setCurrentDir(directory);
    llvm::SmallVector<const char*, 64> expanded;
    std::error_code missing;
    const std::filesystem::path file = std::filesystem::path(directory) / name;
    llvm::Error error = std::filesystem::is_regular_file(file, missing)
                            ? expansion.readConfigFile(file.string(), expanded)
                            : llvm::createStringError(std::errc::no_such_file_or_directory, "no such file");
    if (error) {
      changes.push_back(
          {"--config=" + name, "configuration file cannot be read: " + llvm::toString(std::move(error)), "", 0, true});
      continue;
    }
    for (const char* argument : expanded) result.emplace_back(argument);
  }
  return result;
}

}  // namespace

std::vector<std::string> with_response_files(const std::vector<std::string>& arguments, const std::string& directory,
                                             std::vector<ArgumentChange>& changes) {
  llvm::BumpPtrAllocator allocator;
  llvm::cl::ExpansionContext expansion(
      allocator, is_cl_command(arguments) ? llvm::cl::TokenizeWindowsCommandLine : llvm::cl::TokenizeGNUCommandLine);
  ReadLog log;
  const auto files = llvm::makeIntrusiveRefCnt<LimitedFiles>(log);
  llvm::SmallVector<const char*, 64> expanded;
  for (const std::string& argument : arguments) expanded.push_back(argument.c_str());
  expansion.setVFS(files.get()).setCurrentDir(directory).setRelativeNames(true);
  llvm::Error error = expansion.expandResponseFiles(expanded);
  if (!error && expanded.size() > kMostWords) {
    expanded.assign({arguments.front().c_str()});
    error = llvm::createStringError(std::errc::file_too_large, "more than 100,000 arguments");
  }
  std::vector<std::string> result;
  for (const char* argument : expanded) {
    if (argument != nullptr) result.emplace_back(argument);
  }
  if (error) {
    const auto names_file = [](const std::string& argument) { return argument.starts_with('@'); };
    std::erase_if(result, names_file);  // what is left of an expansion that was given up
    const auto first = std::find_if(arguments.begin(), arguments.end(), names_file);
    changes.push_back({first == arguments.end() ? "@" : *first,
                       "response file cannot be read: " + llvm::toString(std::move(error)), "", 0, true});
  }
  return with_configuration_files(result, directory, changes);
}

}  // namespace loadline::frontend

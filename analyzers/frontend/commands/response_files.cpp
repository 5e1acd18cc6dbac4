// Reading of @response files, by LLVM.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/response_files.h"

#include <llvm/Support/CommandLine.h>
#include <llvm/Support/StringSaver.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <algorithm>
#include <cstdint>

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
  return result;
}

}  // namespace loadline::frontend

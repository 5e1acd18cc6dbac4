// Reading of @response files, by LLVM.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/response_files.h"

#include <llvm/Support/CommandLine.h>
#include <llvm/Support/StringSaver.h>
#include <llvm/Support/VirtualFileSystem.h>

#include "analyzers/frontend/commands/cl_arguments.h"

namespace loadline::frontend {

std::vector<std::string> with_response_files(const std::vector<std::string>& arguments, const std::string& directory,
                                             std::vector<ArgumentChange>& changes) {
  llvm::BumpPtrAllocator allocator;
  llvm::cl::ExpansionContext expansion(
      allocator, is_cl_command(arguments) ? llvm::cl::TokenizeWindowsCommandLine : llvm::cl::TokenizeGNUCommandLine);
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

}  // namespace loadline::frontend

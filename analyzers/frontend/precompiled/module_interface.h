// What importers of a C++20 module load: Clang's binary form of its interface.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/CompilerInvocation.h>
#include <llvm/ADT/IntrusiveRefCntPtr.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/frontend/scan/input_recorder.h"

namespace loadline::frontend {

// Immutable once made. Lives in memory only; Clang sees it as a file of that path.
struct ModuleInterface {
  std::string name;                    // "m" or "m:part"
  std::string path;                    // absolute, of no file on disk
  std::string_view bytes;              // what Clang wrote
  std::shared_ptr<const void> keeper;  // of the bytes
  Inputs inputs;                       // all that Clang asked for meanwhile
};
using ModuleInterfaces = std::vector<std::shared_ptr<const ModuleInterface>>;

// Makes `options` find these modules, each with all that it imports, and returns the files to do it with. They were made
// with the same precompiled header as `options` load, if any.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> load_modules(clang::CompilerInvocation& options,
                                                             const ModuleInterfaces& modules,
                                                             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files);

// Writes the interface that the unit exports into `bytes` when the unit is parsed; nothing when it exports none. Made
// before the preprocessor starts. Errors in the unit do not keep it from writing what there is.
std::unique_ptr<clang::ASTConsumer> make_interface_writer(clang::CompilerInstance& compiler, std::string& bytes);

}  // namespace loadline::frontend

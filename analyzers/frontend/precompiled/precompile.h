// Makes precompiled headers and lets units load them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/Frontend/CompilerInvocation.h>
#include <llvm/ADT/IntrusiveRefCntPtr.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <memory>
#include <string>
#include <vector>

#include "analyzers/frontend/files/file_paths.h"
#include "analyzers/frontend/files/memory_file.h"
#include "analyzers/frontend/scan/input_recorder.h"

namespace loadline::frontend {

// Immutable once made. Lives in memory only; Clang sees it as a file of that path.
struct PrecompiledHeader {
  std::shared_ptr<const PrecompiledHeader> base;  // loaded before it; nullptr: it rests on nothing
  std::string path;
  std::string text;                    // the #include lines it is made from, without those of its base
  std::string_view bytes;              // what Clang wrote
  std::shared_ptr<const void> keeper;  // of the bytes
  Inputs inputs;                       // all that Clang asked for meanwhile, but for that of the base

  std::string source_path() const { return path + ".h"; }
};

struct PrecompileRequest {
  const clang::CompilerInvocation* invocation = nullptr;  // without input
  std::string directory;                                  // working directory of the commands
  std::shared_ptr<const PrecompiledHeader> base;
  std::string path;  // absolute, of no file on disk
  std::string text;
};

// nullptr when there is an error in the headers. Bodies of functions are skipped as in a unit that owns none of them.
// Thread-safe for distinct file systems. `log`: of what `files` reads.
std::shared_ptr<const PrecompiledHeader> precompile(const PrecompileRequest& request, const FilePaths& paths,
                                                    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files,
                                                    const ReadLog& log);

// Makes `options` load `header`, which must have been made from the same ones, and returns the files to do it with.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> load_precompiled(clang::CompilerInvocation& options,
                                                                 const PrecompiledHeader& header,
                                                                 llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files);

}  // namespace loadline::frontend

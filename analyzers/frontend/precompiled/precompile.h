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
  // Of the Clang module of headers that it is in place of a PCH: Clang 19 crashes on chains of C++20 modules that share a
  // PCH, and not where they share a module. "": a PCH.
  std::string module_map;

  std::string source_path() const { return path + ".h"; }
  std::string module_map_path() const { return path + ".modulemap"; }
  std::string import_path() const { return path + ".import.h"; }
};

// The map of the only header of a module, for PrecompiledHeader::module_map.
std::string module_map_for(const PrecompiledHeader& header);

struct PrecompileRequest {
  const clang::CompilerInvocation* invocation = nullptr;  // without input
  std::string directory;                                  // working directory of the commands
  std::shared_ptr<const PrecompiledHeader> base;
  std::string path;  // absolute, of no file on disk
  std::string text;
  bool as_module = false;  // see PrecompiledHeader::module_map; stands on no base
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

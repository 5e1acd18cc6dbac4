// Files that exist in memory only, laid over a file system.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/IntrusiveRefCntPtr.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <string>
#include <string_view>
#include <vector>

namespace loadline::frontend {

struct MemoryFile {
  std::string path;        // absolute, of no file on disk
  std::string_view bytes;  // not copied: must outlive the file system
};

inline llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> with_memory_files(
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files, const std::vector<MemoryFile>& added) {
  llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> memory(new llvm::vfs::InMemoryFileSystem);
  for (const MemoryFile& file : added) {
    memory->addFileNoOwn(file.path, 0, llvm::MemoryBufferRef({file.bytes.data(), file.bytes.size()}, file.path));
  }
  llvm::IntrusiveRefCntPtr<llvm::vfs::OverlayFileSystem> overlay(new llvm::vfs::OverlayFileSystem(std::move(files)));
  overlay->pushOverlay(std::move(memory));
  return overlay;
}

}  // namespace loadline::frontend

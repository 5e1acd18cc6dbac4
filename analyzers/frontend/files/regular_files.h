// The files of the machine as extraction may see them: regular ones, up to a size, read in one go, and nothing else.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/IntrusiveRefCntPtr.h>
#include <llvm/Support/ErrorOr.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <cstdint>
#include <memory>
#include <string>

#include "analyzers/frontend/files/read_log.h"

namespace loadline::frontend {

constexpr std::uint64_t kLargestFile = std::uint64_t{64} << 20;  // bytes

struct FileContent {
  std::string path;                           // with all links resolved, as the system had it when the file was opened
  std::unique_ptr<llvm::MemoryBuffer> bytes;  // in the words that Clang's lexer takes; see source_text.h
  Digest digest;                              // of these
};

// Devices, pipes and what the kernel makes up (/proc, /sys) are refused without waiting for them, and so are files of more
// than kLargestFile bytes. The bytes are copied: a file that shrinks later does no harm.
llvm::ErrorOr<FileContent> read_regular_file(const std::string& path, ReadLog& log);

// The same as a file system with a working directory of its own. `log` must outlive it.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> regular_files(ReadLog& log);

}  // namespace loadline::frontend

// Digests of files on disk.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/scan/file_digests.h"

#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>

#include "analyzers/frontend/files/digest.h"
#include "analyzers/frontend/files/source_text.h"

namespace loadline::frontend {

std::optional<std::uint64_t> FileDigests::digest_of(const std::string& path) {
  {
    const std::lock_guard lock(mutex_);
    const auto known = digests_.find(path);
    if (known != digests_.end()) return known->second;
  }
  std::optional<std::uint64_t> result;
  if (auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false)) {
    const std::optional<std::string> text = readable_text((*buffer)->getBuffer());
    result = digest(text ? llvm::StringRef(*text) : (*buffer)->getBuffer());
  }
  const std::lock_guard lock(mutex_);
  return digests_.try_emplace(path, result).first->second;
}

bool FileDigests::is_missing(const std::string& path) {
  const std::lock_guard lock(mutex_);
  const auto [known, is_new] = missing_.try_emplace(path, true);
  if (is_new) known->second = path.back() == '/' ? llvm::sys::fs::is_directory(path) : !llvm::sys::fs::exists(path);
  return known->second;
}

bool FileDigests::still_holds(const UnitScan& scan) {
  if (scan.files.empty()) return false;
  for (const ScannedFile& file : scan.files) {
    const std::optional<std::uint64_t> now = digest_of(file.path);
    if (!now || *now != file.digest) return false;
  }
  for (const std::string& path : scan.missing) {
    if (!is_missing(path)) return false;
  }
  return true;
}

}  // namespace loadline::frontend

// Looks at the files on disk again.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/scan/file_digests.h"

#include <llvm/Support/FileSystem.h>

#include <algorithm>

#include "analyzers/frontend/files/regular_files.h"

namespace loadline::frontend {
namespace {

// A name that cannot be looked at is not missing.
bool is_nowhere(const std::string& path) {
  llvm::sys::fs::file_status status;
  const std::error_code error = llvm::sys::fs::status(path, status);
  return error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory;
}

}  // namespace

bool FileDigests::has_content(const std::string& path, const Digest& content) {
  {
    const std::lock_guard lock(mutex_);
    const auto known = digests_.find(path);
    if (known != digests_.end()) return known->second == content;
  }
  std::optional<Digest> result;
  const auto now = read_regular_file(path, log_);
  // A file that has become a link is another file, whatever it holds.
  if (now && now->path == path) result = now->digest;
  const std::lock_guard lock(mutex_);
  return digests_.try_emplace(path, result).first->second == content;
}

bool FileDigests::leads_to(const FoundPath& found) {
  const std::lock_guard lock(mutex_);
  const auto [known, is_new] = real_paths_.try_emplace(found.asked);
  if (is_new) {
    llvm::SmallString<256> real;
    if (!llvm::sys::fs::real_path(found.asked, real)) known->second = real.str().str();
  }
  return known->second == found.real;
}

bool FileDigests::is_missing(const std::string& path) {
  const std::lock_guard lock(mutex_);
  const auto [known, is_new] = missing_.try_emplace(path, true);
  if (is_new) {
    known->second = path.back() == '/' ? llvm::sys::fs::is_directory(path) : path.back() != '?' && is_nowhere(path);
  }
  return known->second;
}

bool FileDigests::still_hold(const Inputs& inputs) {
  return std::all_of(inputs.files.begin(), inputs.files.end(),
                     [this](const InputFile& file) { return has_content(file.path, file.digest); }) &&
         std::all_of(inputs.found.begin(), inputs.found.end(),
                     [this](const FoundPath& found) { return leads_to(found); }) &&
         std::all_of(inputs.missing.begin(), inputs.missing.end(),
                     [this](const std::string& path) { return is_missing(path); });
}

bool FileDigests::still_holds(const UnitScan& scan) {
  return !scan.files.empty() && std::all_of(scan.files.begin(), scan.files.end(), [this](const ScannedFile& file) {
    return has_content(file.path, file.digest);
  }) && still_hold(scan.others);
}

}  // namespace loadline::frontend

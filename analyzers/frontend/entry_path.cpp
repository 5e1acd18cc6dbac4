// The real path of a file that Clang has opened.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/entry_path.h"

#include "analyzers/frontend/file_paths.h"

namespace loadline::frontend {

std::string path_of(clang::FileEntryRef entry, const clang::FileManager& files) {
  llvm::SmallString<256> path(entry.getName());
  files.makeAbsolutePath(path);
  return real_path(path.str().str(), "/");
}

}  // namespace loadline::frontend

// The real path of a file that Clang has opened.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/files/entry_path.h"

namespace loadline::frontend {

std::string path_of(clang::FileEntryRef entry, const clang::FileManager& files, const FilePaths& paths) {
  llvm::SmallString<256> path(entry.getName());
  files.makeAbsolutePath(path);
  return paths.resolved(path.str().str());
}

}  // namespace loadline::frontend

// The real path of a file that Clang has opened.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/Basic/FileEntry.h>
#include <clang/Basic/FileManager.h>

#include <string>

#include "analyzers/frontend/files/file_paths.h"

namespace loadline::frontend {

// Absolute, with symlinks resolved as the operating system does. Clang's own tryGetRealPathName() takes ".." out of the
// text of a path, which is wrong after a symlink: "/lib/gcc/x/12/../../../../include" is "/usr/include" where /lib is
// a link to /usr/lib, and not "/include".
std::string path_of(clang::FileEntryRef entry, const clang::FileManager& files, const FilePaths& paths);

}  // namespace loadline::frontend

// Notes all that Clang asks a file system for: what it read, what it only found, and what it looked for in vain.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/ADT/StringSet.h>
#include <llvm/Support/VirtualFileSystem.h>

#include <compare>
#include <string>
#include <vector>

#include "analyzers/frontend/files/file_paths.h"
#include "analyzers/frontend/files/read_log.h"

namespace loadline::frontend {

// A path under which a file or folder was found, and its own.
struct FoundPath {
  std::string asked;  // absolute, as it was asked for
  std::string real;   // with links resolved

  auto operator<=>(const FoundPath&) const = default;
};

struct InputFile {
  std::string path;  // absolute, with links resolved
  Digest digest;     // of its content
};

// What a result depends on. As long as all of it holds, reading again gives the same.
struct Inputs {
  std::vector<InputFile> files;  // sorted by path
  std::vector<FoundPath> found;  // sorted; not files under their own paths
  // Paths that were looked for in vain and would change the result if they appeared; sorted. One with a '/' at its end is a
  // folder with the name of a header (<memory> beside a folder "memory"), which hides nothing as long as it is a folder.
  // One with a '?' is there but cannot be looked at (a circle of links, a locked folder): Clang says why, each time.
  std::vector<std::string> missing;

  bool empty() const { return files.empty() && found.empty() && missing.empty(); }
};

// Whether any of the files gave two contents in this run.
bool have_changed(const Inputs& inputs, const ReadLog& log);

class InputRecorder : public llvm::vfs::ProxyFileSystem {
 public:
  explicit InputRecorder(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files) : ProxyFileSystem(std::move(files)) {}

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine& path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine& path) override;
  bool exists(const llvm::Twine& path) override { return static_cast<bool>(status(path)); }

  // All that was asked for until now. Digests are those of `log`.
  Inputs inputs(const FilePaths& paths, const ReadLog& log) const;

 private:
  void note(const llvm::Twine& path, llvm::StringSet<>& where, const char* mark = "") const;

  llvm::StringSet<> missing_, found_, folders_, opened_;  // absolute
};

}  // namespace loadline::frontend

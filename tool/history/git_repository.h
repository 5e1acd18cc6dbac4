// Reads commits from a git repository without touching its work tree, its index or anything that git would run.
// SPDX-License-Identifier: Apache-2.0
//
// Files are read object by object (ls-tree, cat-file). No checkout takes place: so there are no filters, no hooks, no
// attributes and no file system monitor, whatever the configuration of the repository says. Nothing is fetched.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace loadline {

class GitRepository {
 public:
  // The repository that `folder` lies in. Throws UserError when there is none, or no git.
  explicit GitRepository(const std::filesystem::path& folder);

  const std::filesystem::path& top() const { return top_; }  // canonical

  // The full name of the commit that a branch, tag or other expression means. Throws UserError.
  std::string commit(const std::string& ref) const;

  // Writes the files of a commit below `folder`, which exists, those of its submodules included. Returns what was left
  // out, as sentences: submodules that the work tree does not have, links that lead out of the tree, files too large to be
  // sources. Throws AnalysisFailure when an object cannot be read.
  std::vector<std::string> write_files(const std::string& commit, const std::filesystem::path& folder) const;

 private:
  void write_submodule(const std::filesystem::path& path, const std::string& commit,
                       const std::filesystem::path& folder, std::vector<std::string>& left_out) const;

  std::filesystem::path top_;
};

}  // namespace loadline

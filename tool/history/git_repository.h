// Reads commits from a git repository without touching its work tree, its index or anything that git would run.
// SPDX-License-Identifier: Apache-2.0
//
// Files are read object by object (ls-tree, cat-file). No checkout takes place: so there are no filters, no hooks, no
// attributes and no file system monitor, whatever the configuration of the repository says. Nothing is fetched.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace loadline {

// A file or link of a commit, by its path from the top of the repository, submodules included.
struct CommittedFile {
  std::filesystem::path path;
  bool is_link = false;
};

class GitRepository {
 public:
  // The repository that `folder` is in: the closest folder above it that has a .git. Files of the tree that look like a
  // repository are none. Throws UserError when there is none, or no git.
  explicit GitRepository(const std::filesystem::path& folder);

  const std::filesystem::path& top() const { return top_; }  // canonical

  // The full name of the commit that a branch, tag or other expression means; "A...B" means the merge base of A and B, as in
  // `git diff`, and a side that is left out HEAD. Throws UserError.
  std::string commit(const std::string& ref) const;

  // Where the histories of two commits diverge: their best common ancestor. Throws UserError when there is none here.
  std::string merge_base(const std::string& ref, const std::string& other) const;

  // Calls `visit` with every file and link of a commit and its bytes (of a link: where it leads), those of its submodules
  // included. No path leads out of the repository. Returns what was left out, as sentences: submodules that the work tree
  // does not have, files too large to be sources. Throws AnalysisFailure when an object cannot be read.
  using Visitor = std::function<void(const CommittedFile& file, std::string_view bytes)>;
  std::vector<std::string> visit_files(const std::string& commit, const Visitor& visit) const;

 private:
  void visit_submodule(const std::filesystem::path& path, const std::string& commit, const Visitor& visit,
                       std::vector<std::string>& left_out) const;

  std::filesystem::path top_;
};

}  // namespace loadline

// The files of a commit in a scratch folder.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tool/history/scratch_folder.h"

namespace loadline {

// Writes files at once and links last. No link of the commit is followed, here or by the file system: where each one leads is
// worked out from the names in the commit alone, and the link that is written leads directly there, to a file or folder
// of the commit and through no other link. One that leads elsewhere is left out.
class CommittedTree {
 public:
  // `tree`: the folder inside the scratch folder. Keeps a reference to `scratch`.
  CommittedTree(const ScratchFolder& scratch, std::filesystem::path tree) : scratch_(scratch), tree_(std::move(tree)) {}

  void add_file(const std::filesystem::path& path, std::string_view bytes);
  void add_link(const std::filesystem::path& path, std::string_view target);
  // Writes the links. Returns what was left out, as sentences.
  std::vector<std::string> finish();

 private:
  using Parts = std::vector<std::string>;
  bool resolve(const Parts& folder, const std::string& target, Parts& end) const;
  static std::string joined(const Parts& parts);

  const ScratchFolder& scratch_;
  const std::filesystem::path tree_;
  std::set<std::string> files_, folders_;
  std::map<std::string, std::string> links_;
  std::vector<std::string> left_out_;
};

}  // namespace loadline

// A folder of our own among the temporary files, gone when the object is, and when the program is interrupted.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace loadline {

// SIGINT, SIGTERM and SIGHUP remove the folders that there are before they end the program, unless the program ignores them. A
// folder that a killed run left is removed by the next one that needs a folder.
//
// Nothing is written through a link: paths are walked folder by folder from the folder's own descriptor, so that what
// untrusted names add up to stays inside, and a folder that is removed meanwhile does not come back.
class ScratchFolder {
 public:
  // Readable by this user alone. Throws AnalysisFailure when it cannot be made.
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }  // canonical

  // These take paths inside the folder and make the folders on the way. They return false, and write nothing, when
  // something else has the place, a link or file is in the way, or the name is too long. They throw AnalysisFailure when
  // the disk is full or fails.
  bool make_folder(const std::filesystem::path& inside) const;
  bool write_file(const std::filesystem::path& inside, std::string_view bytes) const;
  bool make_link(const std::filesystem::path& inside, const std::string& target) const;
  // Replaces a file or link that has the place.
  bool replace_file(const std::filesystem::path& inside, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;  // of the folder; holds the lock that tells other runs that it is in use
};

}  // namespace loadline

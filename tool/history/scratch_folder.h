// A folder of our own among the temporary files, gone when the object is.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "analyzers/calls/effects.h"

namespace loadline {

class ScratchFolder {
 public:
  // Readable by this user alone. Throws AnalysisFailure when it cannot be made.
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }  // canonical

 private:
  std::filesystem::path path_;
};

}  // namespace loadline

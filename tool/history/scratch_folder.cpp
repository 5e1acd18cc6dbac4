// Makes and removes a temporary folder.
// SPDX-License-Identifier: Apache-2.0
#include "tool/history/scratch_folder.h"

#include <stdlib.h>
#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include "analyzers/words/user_error.h"

namespace loadline {

ScratchFolder::ScratchFolder() {
  std::error_code error;
  std::string name = (std::filesystem::temp_directory_path(error) / "loadline-XXXXXX").string();
  if (error || mkdtemp(name.data()) == nullptr) {
    throw AnalysisFailure("cannot make a temporary folder: " + std::string(std::strerror(errno)),
                          "TMPDIR says where temporary files go");
  }
  path_ = std::filesystem::canonical(name);
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace loadline

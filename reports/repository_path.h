// Paths as a code host knows them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "reports/report.h"

namespace loadline {

// A path relative to the project becomes one relative to the repository. The program as a whole ("") is its folder, "."
// at the root.
inline std::string repository_path(const RunResult& result, const std::string& path) {
  if (result.folder.empty()) return path.empty() ? "." : path;
  return path.empty() ? result.folder : result.folder + '/' + path;
}

}  // namespace loadline

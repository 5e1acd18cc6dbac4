// Paths as a code host knows them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "reports/report.h"

namespace loadline {

// Whether a host can open the path: a file of a build folder outside the project ("@build/x.h") is in no repository.
inline bool is_in_repository(const std::string& path) { return !path.starts_with("@build/"); }

// Where a host shows the finding: its place, else the first step of its trail that is in the repository, else the project as
// a whole.
inline Place host_place(const Finding& finding) {
  if (is_in_repository(finding.where.path)) return finding.where;
  for (const Step& step : finding.trail) {
    if (!step.where.path.empty() && is_in_repository(step.where.path)) return step.where;
  }
  return {};
}

// A path relative to the project becomes one relative to the repository. The program as a whole ("") is its folder, "."
// at the root.
inline std::string repository_path(const RunResult& result, const std::string& path) {
  if (result.folder.empty()) return path.empty() ? "." : path;
  return path.empty() ? result.folder : result.folder + '/' + path;
}

}  // namespace loadline

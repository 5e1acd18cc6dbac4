// The files that a file includes, directly or not.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

// Calls visit(file) for `start`, then for what it includes, breadth first, each file once, until visit returns false.
// REQUIRES: `includes` is sorted by `from`; there are `files` files.
template <class Visit>
void walk_includes(FileIndex start, std::size_t files, std::span<const Include> includes, Visit visit) {
  std::vector<FileIndex> met{start};
  std::vector<bool> seen(files);
  seen[start] = true;
  for (std::size_t at = 0; at < met.size(); ++at) {
    const FileIndex from = met[at];
    if (!visit(from)) return;
    auto include = std::lower_bound(includes.begin(), includes.end(), from,
                                    [](const Include& left, FileIndex file) { return left.from < file; });
    for (; include != includes.end() && include->from == from; ++include) {
      if (include->to == kNone || seen[include->to]) continue;
      seen[include->to] = true;
      met.push_back(include->to);
    }
  }
}

}  // namespace loadline

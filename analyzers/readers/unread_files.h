// What is in the tree and not in the graph: headers that no unit includes, sources that no command compiles, and includes in
// branches that none takes.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "analyzers/model/architecture.h"
#include "analyzers/model/program.h"

namespace loadline {

struct UnreadInclude {
  std::string file;  // repo-relative
  std::uint32_t line = 0;
  std::string spelling;
};

struct UnreadFiles {
  std::vector<std::string> headers;  // repo-relative, sorted
  std::vector<std::string> sources;
};

// Looks into the folders below `root`, hidden ones and build folders aside. Excluded files and copies of libraries are left
// out, here and below.
UnreadFiles find_unread_files(const std::filesystem::path& root, const Program& program,
                              const std::vector<PathPattern>& exclude);

// Reads the text of the program's files. Sorted by place.
std::vector<UnreadInclude> find_unread_includes(const std::filesystem::path& root, const Program& program,
                                                const std::vector<PathPattern>& exclude);

}  // namespace loadline

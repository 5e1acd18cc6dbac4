// What a change can reach: everything that depends on it, directly or not, and what has to be compiled again.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analyzers/analyses.h"

namespace loadline {

struct ReachedFile {
  FileIndex file = kNone;
  std::uint32_t steps = 0;  // dependencies between it and the change; 0: changed itself
};

struct Impact {
  std::vector<ReachedFile> reached;  // by steps, then by file; what is changed included
  std::vector<FileIndex> rebuilt;    // translation units that are or include a changed file, sorted
  // The project's lines the compiler reads for them: each unit's own and those of every project file it includes, so
  // that a header read by two units counts twice. System headers do not count.
  std::uint64_t lines_rebuilt = 0;
};

// `name` is a module, file or symbol (see find_entity). Of a symbol, what uses the symbol is reached, not what uses its
// neighbours in the file; compiled again is whatever includes a file that declares or defines it.
// Linear in dependencies and, for the lines, in units × the files each includes. Throws UserError for a bad name.
Impact impact_of(const Analyses& analyses, std::string_view name);

}  // namespace loadline

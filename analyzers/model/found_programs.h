// Programs that no build target names: found by their main().
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "analyzers/model/modules.h"
#include "analyzers/model/program.h"

namespace loadline {

// An executable for each file with a main() that is not a test, when there are several; its sources are all files that its main
// can reach by what it uses. One main alone is the whole program, which needs no name. Named for the file's folder, or
// for the file where several share a folder.
std::vector<BuildTarget> programs_by_main(const Program& program, const std::vector<bool>& excluded);

// The files that `start` needs: what they refer to or include, and where that is defined. By file.
std::vector<bool> files_needed_by(const Program& program, const std::vector<FileIndex>& start);

// The files with a main(), sorted.
std::vector<FileIndex> files_with_main(const Program& program);

}  // namespace loadline

// Files that handlers write: state on the disk of one machine.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/calls/effects.h"
#include "analyzers/routes/route_branches.h"

namespace loadline {

struct FileWrite {
  std::uint32_t route = 0;       // into the routes
  SymbolId callee = 0;           // what opens, moves or removes the file
  std::string file;              // its name, when it is constant; else ""
  std::vector<EffectStep> path;  // from the handler to the call
};

// One for each handler and place, sorted by route, then place. Files for reading do not count; what a handler hands over
// to run later does.
std::vector<FileWrite> find_file_writes(const Program& program, const CallGraph& calls,
                                        const std::vector<Route>& routes, const RouteBranches& branches,
                                        const Libraries& libraries);

}  // namespace loadline

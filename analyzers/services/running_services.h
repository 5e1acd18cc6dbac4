// The programs that wait for requests or messages, each with its code: what is asked once per service is asked of these.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/model/modules.h"
#include "analyzers/routes/route.h"
#include "analyzers/services/api_uses.h"

namespace loadline {

struct RunningService {
  std::string name;             // of the executable or of the `services:` entry; "the program" when neither is known
  std::vector<bool> has_file;   // by file: its own and those of the libraries it links
  std::vector<bool> owns_file;  // by file: those that no other of these services has
  std::vector<std::uint32_t> routes;  // into the routes; those registered in its code
  Location where;                     // its main, else where it starts to serve, else its first route
};

// Services (see Modules) that have a route or start to serve; tests and examples do not count. Where no executables are
// known, the whole program is one service if it has a route. Sorted by name.
std::vector<RunningService> find_running_services(const Program& program, const Modules& modules,
                                                  const std::vector<Route>& routes, const ApiUses& uses);

}  // namespace loadline

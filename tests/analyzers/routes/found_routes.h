// The routes of a program made for a test, as values and as texts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/calls/call_graph.h"
#include "analyzers/calls/call_sites.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/routes/handlers.h"

namespace loadline::test {

inline std::vector<Route> found_routes(const Program& program) {
  const CallGraph calls(program, built_in_libraries());
  return find_routes(program, calls, CallSites(program), built_in_libraries());
}

// "GET /v1/users -> list"
inline std::vector<std::string> routes_of(const Program& program) {
  std::vector<std::string> texts;
  for (const Route& route : found_routes(program)) {
    texts.push_back(route.method + ' ' + route.path + " -> " + handler_name(program, route.handler));
  }
  return texts;
}

}  // namespace loadline::test

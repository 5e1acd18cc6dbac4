// The request handlers of a program and the routes that lead to them, found by the models of frameworks.
// SPDX-License-Identifier: Apache-2.0
//
// A function that passes its own path and handler parameters on to a registration is a registration itself:
//
//   void App::get(const std::string& path, Handler handler) { server_.Get(path, handler); }
//   app.get("/users", list);                                  // GET /users → list
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analyzers/calls/call_graph.h"
#include "analyzers/calls/call_sites.h"
#include "analyzers/model/configured_handler.h"
#include "analyzers/routes/route.h"

namespace loadline {

// Sorted by place, then path. Linear in the calls of the program.
std::vector<Route> find_routes(const Program& program, const CallGraph& calls, const CallSites& sites,
                               const Libraries& libraries, std::span<const ConfiguredHandler> configured = {});

// Whether the program has handlers whose paths are in configuration files. Without any there is no need to read these.
bool has_configured_handlers(const Program& program, const Libraries& libraries);

}  // namespace loadline

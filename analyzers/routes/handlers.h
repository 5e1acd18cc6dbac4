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

namespace loadline {

// How a condition of the function that serves a route turns out for it.
struct RouteCondition {
  std::uint32_t condition = kNone;  // into Bodies::conditions
  bool holds = true;
  bool is_method = false;  // it asks for the method, else for the path
};

struct Route {
  std::string method;           // "GET"; "ANY" when the registration does not say; "hook" for what runs around handlers
  std::string path;             // "{?}" stands for what is not constant; "" when the framework has no path there
  std::uint32_t framework = 0;  // into Models::frameworks
  SymbolId handler = 0;         // 0: not known
  Location where;               // of the registration; of the handler itself when it is an override
  SymbolId registrar = 0;       // the function that registers it
  HandlerLifetime lifetime = HandlerLifetime::process;  // of the object that the handler is a member of
  int closure_parameter = kNoArgument;                  // of the handler: an object that all calls share
  // Where one function serves several routes: what it asks before it calls `handler`, or before it serves this one itself.
  std::vector<RouteCondition> conditions;
  SymbolId dispatcher = 0;  // that function; 0: the handler serves this route alone

  // Where a request of this route begins to be served.
  SymbolId entry() const { return dispatcher != 0 ? dispatcher : handler; }
};

// Sorted by place, then path. Linear in the calls of the program.
std::vector<Route> find_routes(const Program& program, const CallGraph& calls, const CallSites& sites,
                               const Models& models, std::span<const ConfiguredHandler> configured = {});

// Whether the program has handlers whose paths stand in configuration files. Without any there is no need to read these.
bool has_configured_handlers(const Program& program, const Models& models);

// "app::login" or "lambda at api.cc:12": how people name a handler.
std::string handler_name(const Program& program, SymbolId handler);

}  // namespace loadline

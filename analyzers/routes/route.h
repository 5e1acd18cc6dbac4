// What a request asks for, the function that serves it, and where the two are brought together.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzers/libraries/libraries.h"
#include "analyzers/model/program.h"

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
  std::uint32_t framework = 0;  // into Libraries::frameworks
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

// "app::login" or "lambda at api.cc:12": how people name a handler; "unknown" when it is not known.
std::string handler_name(const Program& program, SymbolId handler);

}  // namespace loadline

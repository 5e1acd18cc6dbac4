// What a request asks for, the function that serves it, and where the two are brought together.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "analyzers/libraries/libraries.h"
#include "analyzers/model/program.h"

namespace loadline {

// Lines of one function; none when `last` is 0.
struct LineRange {
  std::uint32_t first = 0, last = 0;

  bool has(std::uint32_t line) const { return first <= line && line <= last; }
  bool encloses(const LineRange& other) const { return other.last != 0 && has(other.first) && has(other.last); }
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
  // Where one function serves several routes: the lines of it that run for this one alone, to call `handler` or to be it.
  LineRange branch;
  SymbolId dispatcher = 0;  // that function; 0: the handler serves this route alone

  // Where a request of this route begins to be served.
  SymbolId entry() const { return dispatcher != 0 ? dispatcher : handler; }
};

// "app::login" or "lambda at api.cc:12": how people name a handler; "unknown" when it is not known.
std::string handler_name(const Program& program, SymbolId handler);

}  // namespace loadline

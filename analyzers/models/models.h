// What is known about libraries: who registers handlers, what blocks, what defers, what is infrastructure. Data, not code.
// SPDX-License-Identifier: Apache-2.0
//
// The data are the YAML files beside this one, built into the binary. Names are as in SymbolFact: qualified, without
// template arguments and inline namespaces ("crow::Crow::route"). A name may end in "*" ("prometheus::*"), and
// "a::{b,c}" stands for two names.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzers/models/apis.h"
#include "analyzers/models/name_map.h"

namespace loadline {

enum class Threading : std::uint8_t { threads, event_loop };          // where a framework runs its handlers
enum class HandlerLifetime : std::uint8_t { process, connection, request };  // how long a handler object lives

struct Framework {
  std::string name;
  Threading threading = Threading::threads;
  HandlerLifetime lifetime = HandlerLifetime::process;
};

// A call that binds a path to a handler. Argument numbers count from 0.
struct Registration {
  std::uint32_t framework = 0;
  int path = kNoArgument;
  int handler = kNoArgument;
  int method = kNoArgument;          // argument that holds the method
  std::string method_name;           // "GET"; "" when it is in an argument or any will do
  std::vector<std::string> path_calls;    // the path is argument 0 of such a call earlier in the chain
  std::vector<std::string> method_calls;  // the methods are arguments of such a call
};

// A member function whose overrides handle requests.
struct HandlerBase {
  std::uint32_t framework = 0;
  std::string method_name;
};

struct BlockingCall {
  std::string category;  // "sleep", "http client", "database", …
  std::string advice;
};

struct Models {
  std::vector<Framework> frameworks;
  NameMap<Registration> registrations;
  NameMap<HandlerBase> handler_bases;
  NameMap<BlockingCall> blocking;
  NameMap<int> deferring;             // the callable that such a call takes runs later, elsewhere
  NameMap<int> binding;               // std::bind and its like: argument 0 is the callable, the rest are bound
  NameMap<std::string> infrastructure;  // functions and classes by kind ("logger"): what they change is no state
  NameMap<int> harmless;              // library functions that change nothing although they could
  NameMap<int> changing;              // library functions that change what they get by reference
  Apis apis;                          // what services are made with: loggers, metrics, configuration, stores, …
};

// Adds what `yaml` says. `name` is used in messages. Throws UserError for what is no model.
void add_models(const std::string& yaml, const std::string& name, Models& models);

// The models built into the binary; read once.
const Models& built_in_models();

}  // namespace loadline

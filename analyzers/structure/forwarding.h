// Functions that only call a function of another module with what they were given.
// SPDX-License-Identifier: Apache-2.0
//
//   Order OrderFacade::find(Id id) { return store_.find(id); }      forwards to the module of store_
#pragma once

#include <vector>

#include "analyzers/model/modules.h"

namespace loadline {

struct Forward {
  SymbolIndex from = kNone;
  SymbolIndex to = kNone;
  Location where;  // of the call
};

struct ForwardingModule {
  ModuleIndex module = 0;
  ModuleIndex target = 0;  // the one module that its forwarding functions lead to; kNone when there is none or several
  std::uint32_t functions = 0;    // with bodies; constructors, destructors, operators and lambdas do not count
  std::vector<Forward> forwards;  // sorted by place
};

// One for each module with a function. Linear in calls.
std::vector<ForwardingModule> find_forwarding(const Program& program, const Modules& modules);

}  // namespace loadline

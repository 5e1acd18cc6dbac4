// Where the program uses the libraries that services are built with: loggers, metrics, configuration, thread pools, ….
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "analyzers/libraries/libraries.h"
#include "analyzers/model/program.h"

namespace loadline {

struct ApiUse {
  Location where;
  std::uint32_t function = 0;  // into Bodies::functions: whose code is there
  std::uint32_t call = 0;      // into Bodies::calls
  SymbolIndex symbol = kNone;  // the function, or the variable it is called on or with ("std::cerr")
  int argument = kNoArgument;  // as the model says
};

class ApiUses {
 public:
  // Linear in calls. Besides what the models name, functions and classes of the project itself that are called Log…,
  // Logger…, Metrics… or Tracer… play that role.
  ApiUses(const Program& program, const Libraries& libraries);

  std::span<const ApiUse> of(Role role) const { return uses_[static_cast<std::size_t>(role)]; }  // in order of calls

 private:
  std::array<std::vector<ApiUse>, kRoles> uses_;
};

}  // namespace loadline

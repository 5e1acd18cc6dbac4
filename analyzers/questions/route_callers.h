// Who calls each route, of the code that is here.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/analyses.h"

namespace loadline {

struct RouteCaller {
  std::string name;  // of the service whose code asks, or of its module when several services share it
  Location where;    // where the path is written, or the stub is called
};

// By route; each by place. Only calls that one service alone can answer are listed (see ServiceCall).
std::vector<std::vector<RouteCaller>> callers_of_routes(const Analyses& analyses);

}  // namespace loadline

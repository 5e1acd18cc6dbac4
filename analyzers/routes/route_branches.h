// Which blocks of a function run for which of its routes, where one serves several.
// SPDX-License-Identifier: Apache-2.0
//
//   if (path == "/v1/orders") {            runs for /v1/orders alone
//     save(order);
//     return;
//   }
//   build_report();                        runs for all others
#pragma once

#include <functional>
#include <map>
#include <span>
#include <unordered_map>
#include <vector>

#include "analyzers/calls/body_flow.h"
#include "analyzers/calls/effects.h"
#include "analyzers/routes/route.h"

namespace loadline {

class RouteBranches {
 public:
  // Keeps references to its arguments. Linear in the steps of the functions that serve several routes, for each route. May be
  // asked by any number of threads.
  RouteBranches(const Program& program, const CallGraph& calls, std::span<const Route> routes);

  // The functions with branches, in no order.
  std::vector<SymbolId> functions() const;
  // Whether a block of `body`, which is one of the route's entry(), may run for the route.
  bool runs(const Route& route, const FunctionFact& body, std::uint32_t block) const;
  // The same for where an effect of the entry comes from.
  bool runs(const Route& route, const Effect& effect) const;
  // Whether call number `call` (into Bodies::calls) is the entry's own and runs for other routes alone. Keeps references to
  // this, the route and the program.
  std::function<bool(std::uint32_t call)> calls_of_others(const Route& route) const;

 private:
  struct Asked {
    const Route* route;
    RouteCondition condition;
  };
  std::vector<ConditionOutcome> outcomes_for(const Route& route, const FunctionFact& body) const;

  const Program& program_;
  const CallGraph& calls_;
  std::unordered_map<SymbolId, std::vector<Asked>> asked_;  // by entry
  std::map<std::pair<const Route*, const FunctionFact*>, Blocks> known_;
};

}  // namespace loadline

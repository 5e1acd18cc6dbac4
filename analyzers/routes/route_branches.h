// Which lines of a function run for which of its routes, where one serves several.
// SPDX-License-Identifier: Apache-2.0
//
//   if (path == "/v1/orders") {            runs for /v1/orders alone
//     save(order);
//   } else if (path == "/health") {        runs for /health alone
//     answer("ok");
//   }
//   count_requests();                      runs for both
#pragma once

#include <functional>
#include <span>
#include <unordered_map>
#include <vector>

#include "analyzers/calls/call_graph.h"
#include "analyzers/routes/route.h"

namespace loadline {

class RouteBranches {
 public:
  RouteBranches(const Program& program, const CallGraph& calls, std::span<const Route> routes);

  // The functions with branches, in no order.
  std::vector<SymbolId> functions() const;
  // Whether `line` of the route's entry() runs for the route: not in the branch of another one.
  bool runs(const Route& route, std::uint32_t line) const;
  // Whether call number `call` (into Bodies::calls) is the entry's own, in the branch of another route. Keeps references to
  // this, the route and the program.
  std::function<bool(std::uint32_t call)> calls_of_others(const Route& route) const;

 private:
  const Program& program_;
  const CallGraph& calls_;
  std::unordered_map<SymbolId, std::vector<LineRange>> branches_;  // by entry
};

}  // namespace loadline

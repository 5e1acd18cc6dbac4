// Keeps the branches of each function together.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/route_branches.h"

#include <algorithm>

namespace loadline {

RouteBranches::RouteBranches(const Program& program, const CallGraph& calls, std::span<const Route> routes)
    : program_(program), calls_(calls) {
  for (const Route& route : routes) {
    if (route.branch.last != 0) branches_[route.entry()].push_back(route.branch);
  }
}

std::vector<SymbolId> RouteBranches::functions() const {
  std::vector<SymbolId> all;
  for (const auto& [function, branches] : branches_) all.push_back(function);
  return all;
}

bool RouteBranches::runs(const Route& route, std::uint32_t line) const {
  if (route.branch.has(line)) return true;
  const auto known = branches_.find(route.entry());
  // A branch around the route's own, "/v1/*" around "/v1/orders", runs for it, too.
  const auto is_of_others = [&](const LineRange& branch) { return branch.has(line) && !branch.encloses(route.branch); };
  return known == branches_.end() || std::none_of(known->second.begin(), known->second.end(), is_of_others);
}

std::function<bool(std::uint32_t call)> RouteBranches::calls_of_others(const Route& route) const {
  if (!branches_.contains(route.entry())) return {};
  return [this, &route, bodies = calls_.bodies_of(calls_.find(route.entry()))](std::uint32_t call) {
    const bool is_own = std::any_of(bodies.begin(), bodies.end(), [&](const FunctionFact& body) {
      return body.first_call <= call && call < body.first_call + body.call_count;
    });
    return is_own && !runs(route, program_.bodies().calls[call].line);
  };
}

}  // namespace loadline

// Looks for comparisons of the method in handlers of several routes.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/method_lines.h"

#include <map>
#include <span>

#include "analyzers/routes/http_methods.h"
#include "analyzers/routes/method_branches.h"

namespace loadline {
namespace {

using ConditionsByMethod = std::map<std::string, std::vector<RouteCondition>>;

ConditionsByMethod conditions_in(const ValueFlow& flow, const MethodBranches& branches,
                                 std::span<const FunctionFact> bodies) {
  ConditionsByMethod conditions;
  for (const FunctionFact& body : bodies) {
    for (const MethodBranch& branch : branches.in(body)) {
      const std::vector<std::string> methods = methods_in(flow, branch.method);
      if (methods.size() != 1) continue;
      std::vector<RouteCondition>& known = conditions[methods.front()];
      known.insert(known.end(), branch.conditions.begin(), branch.conditions.end());
    }
  }
  return conditions;
}

}  // namespace

void find_method_lines(const ValueFlow& flow, const RequestParts& parts, std::vector<Route>& routes) {
  const MethodBranches branches(flow, parts);
  std::map<SymbolId, ConditionsByMethod> known;  // by handler
  for (Route& route : routes) {
    const Node node = flow.call_graph().find(route.handler);
    if (node == kNone || !route.conditions.empty() || route.dispatcher != 0) continue;
    const auto [found, is_new] = known.try_emplace(route.handler);
    if (is_new) found->second = conditions_in(flow, branches, flow.call_graph().bodies_of(node));
    const auto conditions = found->second.find(route.method);
    if (conditions != found->second.end()) route.conditions = conditions->second;
  }
}

}  // namespace loadline

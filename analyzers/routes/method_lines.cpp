// Looks for comparisons of the method in handlers of several routes.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/method_lines.h"

#include <map>
#include <span>

#include "analyzers/routes/http_methods.h"
#include "analyzers/routes/method_branches.h"

namespace loadline {
namespace {

using LinesByMethod = std::map<std::string, LineRange>;  // the first branch of each

LinesByMethod lines_in(const ValueFlow& flow, const MethodBranches& branches, std::span<const FunctionFact> bodies) {
  LinesByMethod lines;
  for (const FunctionFact& body : bodies) {
    for (const MethodBranch& branch : branches.in(body)) {
      const std::vector<std::string> methods = methods_in(flow, branch.method);
      if (methods.size() == 1 && branch.served->begin_line != 0) {
        lines.try_emplace(methods.front(), lines_under(*branch.served));
      }
    }
  }
  return lines;
}

}  // namespace

void find_method_lines(const ValueFlow& flow, const RequestParts& parts, std::vector<Route>& routes) {
  const MethodBranches branches(flow, parts);
  std::map<SymbolId, LinesByMethod> known;  // by handler
  for (Route& route : routes) {
    const Node node = flow.call_graph().find(route.handler);
    if (node == kNone || route.branch.last != 0 || route.dispatcher != 0) continue;
    const auto [found, is_new] = known.try_emplace(route.handler);
    if (is_new) found->second = lines_in(flow, branches, flow.call_graph().bodies_of(node));
    const auto lines = found->second.find(route.method);
    if (lines != found->second.end()) route.branch = lines->second;
  }
}

}  // namespace loadline

// Walks the call graph backwards from what logs, counts and traces.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/observation.h"

namespace loadline {

std::vector<bool> observing_functions(const Program& program, const CallGraph& calls, const ApiUses& uses) {
  std::vector<bool> observes(calls.size());
  for (const Role role : {Role::logging, Role::access_log, Role::metrics, Role::tracing}) {
    for (const ApiUse& use : uses.of(role)) {
      const Node node = calls.find(program.bodies().functions[use.function].symbol);
      if (node != kNone) observes[node] = true;
    }
  }
  return reaching(calls, observes);
}

std::vector<bool> reaching(const CallGraph& calls, const std::vector<bool>& targets) {
  std::vector<std::vector<Node>> callers(calls.size());
  std::vector<Node> open;
  for (Node node = 0; node < calls.size(); ++node) {
    for (const CallEdge& edge : calls.edges_from(node)) callers[edge.to].push_back(node);
    if (targets[node]) open.push_back(node);
  }
  std::vector<bool> reached = targets;
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    for (const Node caller : callers[node]) {
      if (reached[caller]) continue;
      reached[caller] = true;
      open.push_back(caller);
    }
  }
  return reached;
}

}  // namespace loadline

// Walks from a service's own functions through the libraries it links.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/service_reach.h"

namespace loadline {

std::vector<bool> functions_reached(const Program& program, const CallGraph& calls, const RunningService& service) {
  const Bodies& bodies = program.bodies();
  std::vector<bool> entered(calls.size());
  std::vector<Node> open;
  const auto enter = [&](Node node) {
    if (node == kNone || entered[node]) return;
    entered[node] = true;
    open.push_back(node);
  };
  for (const FunctionFact& function : bodies.functions) {
    if (service.owns_file[function.file]) enter(calls.find(function.symbol));
  }
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    for (const CallEdge& edge : calls.edges_from(node)) {
      // Every executable has a main; only this one's calls count.
      if (service.has_file[bodies.calls[edge.call].file]) enter(edge.to);
    }
  }
  std::vector<bool> reached(bodies.functions.size());
  for (std::size_t at = 0; at < reached.size(); ++at) {
    const FunctionFact& function = bodies.functions[at];
    const Node node = calls.find(function.symbol);
    reached[at] = node != kNone && entered[node] && service.has_file[function.file];
  }
  return reached;
}

}  // namespace loadline

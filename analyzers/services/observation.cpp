// Walks the call graph backwards from what logs, counts and traces.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/observation.h"

#include <unordered_set>

namespace loadline {
namespace {

// The classes whose destructors are among `functions`.
std::unordered_set<SymbolIndex> classes_ending_in(const Program& program, const CallGraph& calls,
                                                  const std::vector<bool>& functions) {
  std::unordered_set<SymbolIndex> classes;
  for (Node node = 0; node < calls.size(); ++node) {
    const SymbolIndex symbol = functions[node] ? program.find_symbol(calls.symbol(node)) : kNone;
    if (symbol == kNone || program.symbols()[symbol].kind != SymbolKind::destructor) continue;
    if (program.symbols()[symbol].parent != kNone) classes.insert(program.symbols()[symbol].parent);
  }
  return classes;
}

// Marks the functions that make an object of one of the classes.
void mark_makers(const Program& program, const CallGraph& calls, const std::unordered_set<SymbolIndex>& classes,
                 std::vector<bool>& marked) {
  for (const FunctionFact& function : program.bodies().functions) {
    const Node node = calls.find(function.symbol);
    if (node == kNone || marked[node]) continue;
    for (const CallFact& call : program.bodies().calls_of(function)) {
      if ((call.flags & kCallConstructs) == 0) continue;
      const SymbolIndex constructor = program.find_symbol(call.callee);
      if (constructor == kNone || !classes.contains(program.symbols()[constructor].parent)) continue;
      marked[node] = true;
      break;
    }
  }
}

}  // namespace

std::vector<bool> observing_functions(const Program& program, const CallGraph& calls, const ApiUses& uses) {
  std::vector<bool> observes(calls.size());
  for (const Role role : {Role::logging, Role::access_log, Role::metrics, Role::tracing}) {
    for (const ApiUse& use : uses.of(role)) {
      const Node node = calls.find(program.bodies().functions[use.function].symbol);
      if (node != kNone) observes[node] = true;
    }
  }
  observes = reaching(calls, observes);
  const std::unordered_set<SymbolIndex> classes = classes_ending_in(program, calls, observes);
  if (classes.empty()) return observes;
  mark_makers(program, calls, classes, observes);
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

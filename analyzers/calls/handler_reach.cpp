// Walks from a handler.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/handler_reach.h"

#include <algorithm>
#include <utility>

namespace loadline {

HandlerReach::HandlerReach(const Program& program, const CallGraph& calls, Node handler, bool with_deferred,
                           const CallPredicate& ends, CallPredicate left_out)
    : program_(program), calls_(calls), left_out_(std::move(left_out)), came_{{handler, {}}}, order_{handler} {
  for (std::size_t at = 0; at < order_.size(); ++at) {
    const Node node = order_[at];
    for (const CallEdge& edge : calls.edges_from(node)) {
      const bool deferred = edge.how == CallHow::deferred;
      if ((deferred && !with_deferred) || (ends && ends(edge.call)) || (left_out_ && left_out_(edge.call))) continue;
      if (came_.try_emplace(edge.to, Came{node, edge.call, deferred}).second) order_.push_back(edge.to);
    }
  }
}

std::vector<EffectStep> HandlerReach::path(Node function, std::uint32_t call) const {
  const std::vector<CallFact>& all = program_.bodies().calls;
  std::vector<EffectStep> steps{{{all[call].file, all[call].line}, calls_.symbol(function), all[call].callee, false}};
  for (Came back = came_.at(function); back.from != kNone; back = came_.at(back.from)) {
    const CallFact& step = all[back.call];
    steps.push_back({{step.file, step.line}, calls_.symbol(back.from), calls_.symbol(function), back.deferred});
    function = back.from;
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

}  // namespace loadline

// Walks from handlers to blocking calls.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/blocking.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace loadline {
namespace {

class BlockingFinder {
 public:
  BlockingFinder(const Program& program, const CallGraph& calls, const Models& models)
      : program_(program), calls_(calls), models_(models) {}

  std::vector<BlockingUse> from(std::uint32_t route, Node handler) {
    std::map<std::string_view, BlockingUse> found;
    std::unordered_map<Node, Came> came{{handler, {kNone, kNone}}};
    std::vector<Node> order{handler};
    for (std::size_t at = 0; at < order.size(); ++at) {
      const Node node = order[at];
      for (const FunctionFact& function : calls_.bodies_of(node)) {
        for (std::uint32_t call = function.first_call; call < function.first_call + function.call_count; ++call) {
          const BlockingCall* model = model_of(call);
          if (model == nullptr) continue;
          const std::string_view name = name_of(program_.bodies().calls[call].callee);
          if (found.contains(name)) continue;
          found[name] = {route, program_.bodies().calls[call].callee, model, path(came, node, call)};
        }
      }
      for (const CallEdge& edge : calls_.edges_from(node)) {
        if (edge.how == CallHow::deferred || !came.try_emplace(edge.to, Came{node, edge.call}).second) continue;
        order.push_back(edge.to);
      }
    }
    std::vector<BlockingUse> uses;
    for (auto& [name, use] : found) uses.push_back(std::move(use));
    return uses;
  }

 private:
  struct Came {
    Node from = kNone;
    std::uint32_t call = kNone;
  };

  std::string_view name_of(SymbolId id) const {
    const SymbolIndex symbol = program_.find_symbol(id);
    return symbol == kNone ? std::string_view() : program_.symbols()[symbol].name;
  }

  // What is awaited gives its thread back; what has a body in the program is judged by that.
  const BlockingCall* model_of(std::uint32_t at) {
    const CallFact& call = program_.bodies().calls[at];
    if (call.callee == 0 || (call.flags & kCallAwaited) != 0) return nullptr;
    const auto [known, is_new] = models_known_.try_emplace(call.callee, nullptr);
    if (is_new && calls_.find(call.callee) == kNone) known->second = models_.blocking.find(name_of(call.callee));
    return known->second;
  }

  std::vector<EffectStep> path(const std::unordered_map<Node, Came>& came, Node node, std::uint32_t call) const {
    const std::vector<CallFact>& all = program_.bodies().calls;
    std::vector<EffectStep> steps{{{all[call].file, all[call].line}, calls_.symbol(node), all[call].callee, false}};
    for (Came back = came.at(node); back.from != kNone; back = came.at(back.from)) {
      steps.push_back({{all[back.call].file, all[back.call].line}, calls_.symbol(back.from), calls_.symbol(node), false});
      node = back.from;
    }
    std::reverse(steps.begin(), steps.end());
    return steps;
  }

  const Program& program_;
  const CallGraph& calls_;
  const Models& models_;
  std::unordered_map<SymbolId, const BlockingCall*> models_known_;
};

}  // namespace

std::vector<BlockingUse> find_blocking_calls(const Program& program, const CallGraph& calls,
                                             const std::vector<Route>& routes, const Models& models) {
  BlockingFinder finder(program, calls, models);
  std::vector<BlockingUse> all;
  for (std::uint32_t number = 0; number < routes.size(); ++number) {
    const Node handler = calls.find(routes[number].handler);
    if (handler == kNone) continue;
    for (BlockingUse& use : finder.from(number, handler)) all.push_back(std::move(use));
  }
  return all;
}

}  // namespace loadline

// Walks from handlers, and from where locks are held, to blocking calls.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/handlers/blocking.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "analyzers/calls/held_locks.h"
#include "analyzers/routes/route_branches.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {

std::vector<BlockingUse> find_blocking_calls(const Program& program, const CallGraph& calls,
                                             const std::vector<Route>& routes, const RouteBranches& branches,
                                             const BlockingCalls& blocking) {
  std::vector<BlockingUse> all;
  for (std::uint32_t number = 0; number < routes.size(); ++number) {
    const Node handler = calls.find(routes[number].entry());
    if (handler == kNone) continue;
    const HandlerReach reach(program, calls, handler, false, blocking.ends(), branches.calls_of_others(routes[number]));
    const bool on_loop = blocking.libraries().frameworks[routes[number].framework].threading == Threading::event_loop;
    std::map<std::pair<std::string_view, Location>, BlockingUse> found;
    reach.for_each_call([&](Node node, std::uint32_t call) {
      const BlockingCall* model = blocking.find(call);
      if (model == nullptr || (model->is_for_loops && !on_loop)) return;
      const CallFact& fact = program.bodies().calls[call];
      const auto [known, is_new] = found.try_emplace({program.name_of(fact.callee), {fact.file, fact.line}});
      if (is_new) known->second = {number, fact.callee, model, blocking.limit_of(call), reach.path(node, call)};
    });
    for (auto& [where, use] : found) all.push_back(std::move(use));
  }
  return all;
}

namespace {

class LockFinder {
 public:
  LockFinder(const Program& program, const CallGraph& calls, const BlockingCalls& blocking)
      : program_(program), calls_(calls), blocking_(blocking), locks_(program) {}

  // `counts` says which blocks do.
  template <class Counts>
  void look_at(std::uint32_t route, Node node, Counts counts) {
    for (const FunctionFact& function : calls_.bodies_of(node)) {
      for (const GuardFact& guard : program_.bodies().guards_of(function)) {
        if (counts(function, guard.block)) look_under(route, node, function, guard);
      }
    }
  }

  std::vector<LockedWait> take() {
    std::vector<LockedWait> all;
    for (auto& [key, wait] : found_) all.push_back(std::move(wait));
    return all;
  }

 private:
  static bool counts(const BlockingCall& model, std::string_view name) {
    return model.category != "disk" && !model.is_for_loops &&
           name.find("condition_variable") == std::string_view::npos && name != "pthread_cond_wait";
  }

  void look_under(std::uint32_t route, Node node, const FunctionFact& function, const GuardFact& guard) {
    for (std::uint32_t call = function.first_call; call < function.first_call + function.call_count; ++call) {
      const CallFact& fact = program_.bodies().calls[call];
      if (fact.file != guard.file || fact.line <= guard.line) continue;
      if (!locks_.holds(function, guard, Spot::of(program_.bodies(), call), Ways::any)) continue;
      add(route, function, guard, call, {});
      if (blocking_.find(call) != nullptr) continue;
      for (const CallEdge& edge : calls_.edges_from(node)) {
        if (edge.call == call && edge.how != CallHow::deferred) look_below(route, function, guard, edge);
      }
    }
  }

  void look_below(std::uint32_t route, const FunctionFact& function, const GuardFact& guard, const CallEdge& edge) {
    const HandlerReach reach(program_, calls_, edge.to, false, blocking_.ends());
    const CallFact& fact = program_.bodies().calls[edge.call];
    const EffectStep first{{fact.file, fact.line}, function.symbol, calls_.symbol(edge.to), false};
    reach.for_each_call([&](Node below, std::uint32_t call) {
      if (blocking_.find(call) == nullptr) return;
      std::vector<EffectStep> path{first};
      for (EffectStep& step : reach.path(below, call)) path.push_back(step);
      add(route, function, guard, call, std::move(path));
    });
  }

  void add(std::uint32_t route, const FunctionFact& function, const GuardFact& guard, std::uint32_t call,
           std::vector<EffectStep> path) {
    const BlockingCall* model = blocking_.find(call);
    if (model == nullptr) return;
    const CallFact& fact = program_.bodies().calls[call];
    const std::string_view name = program_.name_of(fact.callee);
    if (!counts(*model, name)) return;
    if (path.empty()) path.push_back({{fact.file, fact.line}, function.symbol, fact.callee, false});
    found_.try_emplace({Location{guard.file, guard.line}, name},
                       LockedWait{route, guard, function.symbol, fact.callee, model, std::move(path)});
  }

  const Program& program_;
  const CallGraph& calls_;
  const BlockingCalls& blocking_;
  const HeldLocks locks_;
  std::map<std::pair<Location, std::string_view>, LockedWait> found_;
};

}  // namespace

std::vector<LockedWait> find_locked_waits(const Program& program, const CallGraph& calls,
                                          const std::vector<Route>& routes, const RouteBranches& branches,
                                          const BlockingCalls& blocking) {
  LockFinder finder(program, calls, blocking);
  std::set<Node> seen;
  for (std::uint32_t number = 0; number < routes.size(); ++number) {
    const Node handler = calls.find(routes[number].entry());
    if (handler == kNone) continue;
    const HandlerReach reach(program, calls, handler, true, blocking.ends(), branches.calls_of_others(routes[number]));
    for (const Node node : reach.functions()) {
      const bool is_handler = node == handler;  // may have a branch for each of its routes
      if (!is_handler && !seen.insert(node).second) continue;
      finder.look_at(number, node, [&](const FunctionFact& body, std::uint32_t block) {
        return !is_handler || branches.runs(routes[number], body, block);
      });
    }
  }
  return finder.take();
}

}  // namespace loadline

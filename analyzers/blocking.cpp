// Walks from handlers, and from where locks are held, to blocking calls.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/blocking.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "analyzers/qualified_name.h"
#include "analyzers/rpc_stubs.h"

namespace loadline {

BlockingCalls::BlockingCalls(const Program& program, const CallGraph& calls, const Models& models)
    : program_(program), calls_(calls), models_(models) {}

const BlockingCall* BlockingCalls::find(std::uint32_t call) const {
  const CallFact& fact = program_.bodies().calls[call];
  if (fact.callee == 0 || (fact.flags & kCallAwaited) != 0) return nullptr;
  const auto [known, is_new] = known_.try_emplace(fact.callee, nullptr);
  if (is_new) known->second = find_callee(fact.callee);
  return known->second;
}

const BlockingCall* BlockingCalls::find_callee(SymbolId callee) const {
  const Symbol* symbol = program_.symbol(callee);
  if (symbol == nullptr) return nullptr;
  if (is_stub_call(*symbol)) return models_.blocking.find("grpc::Stub");
  // A copied library has bodies, and does what it is known for; a function `connect` of the program is its own.
  const bool is_own = calls_.find(callee) != kNone && without_last(symbol->name).empty();
  return is_own ? nullptr : models_.blocking.find(symbol->name);
}

bool is_remote_service(const BlockingCall& call) {
  return call.category == "HTTP client" || call.category == "RPC client";
}

HandlerReach::Ends BlockingCalls::ends() const {
  return [this](std::uint32_t call) { return find(call) != nullptr; };
}

std::vector<BlockingUse> find_blocking_calls(const Program& program, const CallGraph& calls,
                                             const std::vector<Route>& routes, const Models& models) {
  const BlockingCalls blocking(program, calls, models);
  std::vector<BlockingUse> all;
  for (std::uint32_t number = 0; number < routes.size(); ++number) {
    const Node handler = calls.find(routes[number].handler);
    if (handler == kNone) continue;
    const HandlerReach reach(program, calls, handler, false, blocking.ends());
    std::map<std::string_view, BlockingUse> found;
    for (const Node node : reach.functions()) {
      for (const FunctionFact& function : calls.bodies_of(node)) {
        for (std::uint32_t call = function.first_call; call < function.first_call + function.call_count; ++call) {
          const BlockingCall* model = blocking.find(call);
          if (model == nullptr) continue;
          const SymbolId callee = program.bodies().calls[call].callee;
          const auto [known, is_new] = found.try_emplace(program.name_of(callee));
          if (is_new) known->second = {number, callee, model, reach.path(node, call)};
        }
      }
    }
    for (auto& [name, use] : found) all.push_back(std::move(use));
  }
  return all;
}

namespace {

class LockFinder {
 public:
  LockFinder(const Program& program, const CallGraph& calls, const Models& models)
      : program_(program), calls_(calls), blocking_(program, calls, models) {}

  void look_at(std::uint32_t route, Node node) {
    for (const FunctionFact& function : calls_.bodies_of(node)) {
      const auto guards = program_.bodies().guards_of(function);
      for (const GuardFact& guard : guards) look_under(route, node, function, guard);
    }
  }

  HandlerReach::Ends ends() const { return blocking_.ends(); }

  std::vector<LockedWait> take() {
    std::vector<LockedWait> all;
    for (auto& [key, wait] : found_) all.push_back(std::move(wait));
    return all;
  }

 private:
  static bool counts(const BlockingCall& model, std::string_view name) {
    return model.category != "disk" && name.find("condition_variable") == std::string_view::npos &&
           name != "pthread_cond_wait";
  }

  void look_under(std::uint32_t route, Node node, const FunctionFact& function, const GuardFact& guard) {
    for (std::uint32_t call = function.first_call; call < function.first_call + function.call_count; ++call) {
      const CallFact& fact = program_.bodies().calls[call];
      if (fact.file != guard.file || fact.line <= guard.line || fact.line > guard.end_line) continue;
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
    for (const Node below : reach.functions()) {
      for (const FunctionFact& body : calls_.bodies_of(below)) {
        for (std::uint32_t call = body.first_call; call < body.first_call + body.call_count; ++call) {
          if (blocking_.find(call) == nullptr) continue;
          std::vector<EffectStep> path{first};
          for (EffectStep& step : reach.path(below, call)) path.push_back(step);
          add(route, function, guard, call, std::move(path));
        }
      }
    }
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
  const BlockingCalls blocking_;
  std::map<std::pair<Location, std::string_view>, LockedWait> found_;
};

}  // namespace

std::vector<LockedWait> find_locked_waits(const Program& program, const CallGraph& calls,
                                          const std::vector<Route>& routes, const Models& models) {
  LockFinder finder(program, calls, models);
  std::set<Node> seen;
  for (std::uint32_t number = 0; number < routes.size(); ++number) {
    const Node handler = calls.find(routes[number].handler);
    if (handler == kNone) continue;
    const HandlerReach reach(program, calls, handler, true, finder.ends());
    for (const Node node : reach.functions()) {
      if (seen.insert(node).second) finder.look_at(number, node);
    }
  }
  return finder.take();
}

}  // namespace loadline

// Knows how the conditions of a function turn out for a route: its own as they must, those of other routes not.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/route_branches.h"

#include <algorithm>

namespace loadline {
namespace {

// "/v1/*" leads to "/v1/orders".
bool may_lead_to(const std::string& prefix, const std::string& path) {
  return prefix.ends_with('*') && path.starts_with(prefix.substr(0, prefix.size() - 1));
}

// Whether a condition of `other` cannot hold for `route`.
bool is_of_another(const Route& other, bool is_method, const Route& route) {
  if (is_method) return other.method != route.method && route.method != "ANY" && route.method != "hook";
  return other.path != route.path && !may_lead_to(other.path, route.path);
}

}  // namespace

RouteBranches::RouteBranches(const Program& program, const CallGraph& calls, std::span<const Route> routes)
    : program_(program), calls_(calls) {
  for (const Route& route : routes) {
    for (const RouteCondition& condition : route.conditions) asked_[route.entry()].push_back({&route, condition});
  }
  for (const Route& route : routes) {
    const Node entry = asked_.contains(route.entry()) ? calls.find(route.entry()) : kNone;
    if (entry == kNone) continue;
    for (const FunctionFact& body : calls.bodies_of(entry)) {
      const BodyFlow flow(program.bodies(), body);
      known_.emplace(std::pair(&route, &body), flow.reached(outcomes_for(route, body)));
    }
  }
}

std::vector<SymbolId> RouteBranches::functions() const {
  std::vector<SymbolId> all;
  for (const auto& [function, asked] : asked_) all.push_back(function);
  return all;
}

std::vector<ConditionOutcome> RouteBranches::outcomes_for(const Route& route, const FunctionFact& body) const {
  std::vector<ConditionOutcome> outcomes;
  const auto add = [&](const RouteCondition& condition, bool holds) {
    const std::uint32_t number = condition.condition - body.first_condition;
    if (condition.condition >= body.first_condition && number < body.condition_count)
      outcomes.push_back({number, holds});
  };
  const auto found = asked_.find(route.entry());
  for (const Asked& asked : found->second) {
    const RouteCondition& condition = asked.condition;
    if (is_of_another(*asked.route, condition.is_method, route)) add(condition, !condition.holds);
  }
  for (const RouteCondition& own : route.conditions) add(own, own.holds);  // the last one counts
  return outcomes;
}

bool RouteBranches::runs(const Route& route, const FunctionFact& body, std::uint32_t block) const {
  const auto known = known_.find(std::pair(&route, &body));
  return block == kNone || known == known_.end() || known->second.has(block);
}

bool RouteBranches::runs(const Route& route, const Effect& effect) const {
  if (!asked_.contains(route.entry())) return true;
  const Bodies& bodies = program_.bodies();
  const bool is_write = effect.write != kNone;
  for (const FunctionFact& body : calls_.bodies_of(calls_.find(route.entry()))) {
    const std::uint32_t first = is_write ? body.first_write : body.first_call;
    const std::uint32_t count = is_write ? body.write_count : body.call_count;
    const std::uint32_t at = is_write ? effect.write : effect.call;
    if (at < first || at >= first + count) continue;
    return runs(route, body, is_write ? bodies.writes[at].block : bodies.calls[at].block);
  }
  return true;
}

std::function<bool(std::uint32_t call)> RouteBranches::calls_of_others(const Route& route) const {
  if (!asked_.contains(route.entry())) return {};
  return [this, &route, bodies = calls_.bodies_of(calls_.find(route.entry()))](std::uint32_t call) {
    return std::any_of(bodies.begin(), bodies.end(), [&](const FunctionFact& body) {
      return body.first_call <= call && call < body.first_call + body.call_count &&
             !runs(route, body, program_.bodies().calls[call].block);
    });
  };
}

}  // namespace loadline

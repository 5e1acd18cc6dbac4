// Asks what runs when conditions on target and method turn out one way or the other.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/method_branches.h"

#include <algorithm>

#include "analyzers/routes/comparisons.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

bool overlap(const std::vector<bool>& a, const std::vector<bool>& b) {
  for (std::size_t at = 0; at < std::min(a.size(), b.size()); ++at) {
    if (a[at] && b[at]) return true;
  }
  return false;
}

}  // namespace

std::uint32_t MethodBranches::condition_of(const CallSite& site) const {
  const auto conditions = flow_.program().bodies().conditions_of(*site.body);
  for (std::uint32_t at = 0; at < conditions.size(); ++at) {
    const Term value = flow_.term_at(*site.body, conditions[at].value);
    if (value.place.root == Root::call_result && value.place.index == site.call - site.body->first_call) return at;
  }
  return kNone;
}

const BodyFlow& MethodBranches::flow_of(const FunctionFact& body) const {
  return flows_.try_emplace(&body, flow_.program().bodies(), body).first->second;
}

const MethodBranches::Asked& MethodBranches::asked_in(const FunctionFact& body) const {
  const auto [known, is_new] = asked_.try_emplace(&body);
  if (!is_new) return known->second;
  const auto conditions = flow_.program().bodies().conditions_of(body);
  for (std::uint32_t at = 0; at < conditions.size(); ++at) {
    Term method = compared_method(body, conditions[at]);
    if (method.kind != ValueKind::unknown) {
      known->second.methods.emplace(at, std::move(method));
    } else if (compares_target(body, conditions[at])) {
      known->second.targets.push_back(at);
    }
  }
  return known->second;
}

bool MethodBranches::compares_target(const FunctionFact& body, const ConditionFact& condition) const {
  const CallSite site = flow_.site_of(flow_.term_at(body, condition.value));
  if (site.body == nullptr || condition.enumerator != 0) return false;
  if (comparison_of(flow_.name_of(flow_.call(site).callee)) == Compares::no) return false;
  if (parts_.is_from(RequestPart::target, flow_.object_term(site))) return true;
  const auto arguments = flow_.arguments_of(flow_.call(site));
  return std::any_of(arguments.begin(), arguments.end(), [&](const ArgumentFact& argument) {
    return parts_.is_from(RequestPart::target, flow_.term_of(body, argument));
  });
}

std::vector<MethodBranch> MethodBranches::at(const CallSite& site, bool holds) const {
  const FunctionFact& body = *site.body;
  const std::uint32_t target = condition_of(site);
  if (target == kNone) return {{}};
  const BodyFlow& flow = flow_of(body);
  const RouteCondition asked{body.first_condition + target, holds, false};
  if (!flow.known()) return {{Term(), {asked}, {}}};
  const Asked& all = asked_in(body);
  const std::uint32_t block = flow_.program().bodies().conditions_of(body)[target].block;
  // Other paths are not meant, but for those that lead here.
  std::vector<ConditionOutcome> others;
  for (const std::uint32_t other : all.targets) {
    if (other != target && !flow.needs(block, other)) others.push_back({other, false});
  }
  for (const auto& [method, term] : all.methods) others.push_back({method, false});
  const auto reached = [&](bool is_met, std::uint32_t method) {
    std::vector<ConditionOutcome> outcomes = others;
    if (method != kNone) outcomes.push_back({method, true});
    outcomes.push_back({target, is_met});
    return flow.reached(outcomes);
  };
  const Blocks without_method = reached(holds, kNone);
  std::vector<MethodBranch> around, behind;
  for (const auto& [method, term] : all.methods) {
    const Blocks with_method = reached(holds, method);
    if (!with_method.has(block)) continue;
    const std::vector<bool> for_path = with_method.without(reached(!holds, method));
    MethodBranch branch{term, {asked, {body.first_condition + method, true, true}}, for_path};
    if (!without_method.has(block)) {
      around.push_back(std::move(branch));
    } else if (overlap(for_path, with_method.without(without_method))) {
      behind.push_back(std::move(branch));
    }
  }
  if (!around.empty()) return around;
  if (!behind.empty()) return behind;
  // No method is asked for here; those that other paths are asked for do not matter.
  std::erase_if(others, [&](const ConditionOutcome& other) { return all.methods.contains(other.condition); });
  return {{Term(), {asked}, reached(holds, kNone).without(reached(!holds, kNone))}};
}

std::vector<MethodBranch> MethodBranches::in(const FunctionFact& body) const {
  std::vector<MethodBranch> all;
  for (const auto& [condition, method] : asked_in(body).methods) {
    all.push_back({method, {{body.first_condition + condition, true, true}}, {}});
  }
  return all;
}

Term MethodBranches::compared_method(const FunctionFact& body, const ConditionFact& condition) const {
  const Term value = flow_.term_at(body, condition.value);
  Term method;
  if (condition.enumerator != 0) {
    if (!parts_.is_from(RequestPart::method, value)) return {};
    method.kind = ValueKind::literal;
    method.symbol = condition.enumerator;
    return method;
  }
  const CallSite site = flow_.site_of(value);
  if (site.body == nullptr) return {};
  if (last_name(flow_.name_of(flow_.call(site).callee)) == "is_upgrade")
    return text_term("GET");  // a WebSocket begins so
  if (comparison_of(flow_.name_of(flow_.call(site).callee)) != Compares::whole) return {};
  std::vector<Term> operands{flow_.object_term(site)};  // `get() == request.method()` works on the constant
  for (const ArgumentFact& argument : flow_.arguments_of(flow_.call(site))) {
    if (argument.position < 3) operands.push_back(flow_.term_of(body, argument));
  }
  bool is_method = false;
  for (Term& operand : operands) {
    if (operand.kind == ValueKind::unknown) continue;
    if (parts_.is_from(RequestPart::method, operand)) {
      is_method = true;
    } else {
      method = std::move(operand);
    }
  }
  return is_method ? method : Term();
}

}  // namespace loadline

// Looks through the conditions around, beside and inside of a comparison.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/method_branches.h"

#include "analyzers/routes/comparisons.h"

namespace loadline {

const ConditionFact* MethodBranches::condition_of(const CallSite& site) const {
  for (const ConditionFact& condition : flow_.program().bodies().conditions_of(*site.body)) {
    const Term value = flow_.term_at(*site.body, condition.value);
    if (value.place.root == Root::call_result && value.place.index == site.call - site.body->first_call)
      return &condition;
  }
  return nullptr;
}

LineRange lines_under(const ConditionFact& condition) {
  if (condition.begin_line == 0) return {};
  return {condition.begin_line,
          condition.begin_line == condition.end_line ? condition.end_line : condition.end_line - 1};
}

std::vector<MethodBranch> MethodBranches::at(const CallSite& site) const {
  const ConditionFact* condition = condition_of(site);
  const std::uint32_t line = flow_.call(site).line;
  std::vector<MethodBranch> inside, same, around;
  std::uint32_t smallest = kNone;
  for (const ConditionFact& other : flow_.program().bodies().conditions_of(*site.body)) {
    if (&other == condition) continue;
    const bool is_same =
        condition != nullptr && other.begin_line == condition->begin_line && other.end_line == condition->end_line;
    const bool is_inside = condition != nullptr && runs_under(*condition, other.line);
    const bool is_around = runs_under(other, line);
    if (!is_same && !is_inside && !is_around) continue;
    Term method = compared_method(*site.body, other);
    if (method.kind == ValueKind::unknown) continue;
    if (is_same) {
      same.push_back({std::move(method), condition});
    } else if (is_inside) {
      inside.push_back({std::move(method), &other});
    } else if (other.end_line - other.begin_line <= smallest) {
      if (other.end_line - other.begin_line < smallest) around.clear();
      smallest = other.end_line - other.begin_line;
      around.push_back({std::move(method), condition});
    }
  }
  if (!inside.empty()) return inside;
  if (!same.empty()) return same;
  if (!around.empty()) return around;
  return {{Term(), condition}};
}

std::vector<MethodBranch> MethodBranches::in(const FunctionFact& body) const {
  std::vector<MethodBranch> all;
  for (const ConditionFact& condition : flow_.program().bodies().conditions_of(body)) {
    Term method = compared_method(body, condition);
    if (method.kind != ValueKind::unknown) all.push_back({std::move(method), &condition});
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

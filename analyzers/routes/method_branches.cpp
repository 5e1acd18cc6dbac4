// Looks through the conditions around, beside and inside of a comparison.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/method_branches.h"

#include "analyzers/routes/comparisons.h"

namespace loadline {

const ConditionFact* MethodBranches::test_of(const CallSite& site) const {
  for (const ConditionFact& test : flow_.program().bodies().conditions_of(*site.body)) {
    const Term value = flow_.term_at(*site.body, test.value);
    if (value.place.root == Root::call_result && value.place.index == site.call - site.body->first_call) return &test;
  }
  return nullptr;
}

LineRange lines_under(const ConditionFact& test) {
  if (test.begin_line == 0) return {};
  return {test.begin_line, test.begin_line == test.end_line ? test.end_line : test.end_line - 1};
}

std::vector<MethodBranch> MethodBranches::at(const CallSite& site) const {
  const ConditionFact* test = test_of(site);
  const std::uint32_t line = flow_.call(site).line;
  std::vector<MethodBranch> inside, same, around;
  std::uint32_t smallest = kNone;
  for (const ConditionFact& other : flow_.program().bodies().conditions_of(*site.body)) {
    if (&other == test) continue;
    const bool is_same = test != nullptr && other.begin_line == test->begin_line && other.end_line == test->end_line;
    const bool is_inside = test != nullptr && runs_under(*test, other.line);
    const bool is_around = runs_under(other, line);
    if (!is_same && !is_inside && !is_around) continue;
    Term method = compared_method(*site.body, other);
    if (method.kind == ValueKind::unknown) continue;
    if (is_same) {
      same.push_back({std::move(method), test});
    } else if (is_inside) {
      inside.push_back({std::move(method), &other});
    } else if (other.end_line - other.begin_line <= smallest) {
      if (other.end_line - other.begin_line < smallest) around.clear();
      smallest = other.end_line - other.begin_line;
      around.push_back({std::move(method), test});
    }
  }
  if (!inside.empty()) return inside;
  if (!same.empty()) return same;
  if (!around.empty()) return around;
  return {{Term(), test}};
}

std::vector<MethodBranch> MethodBranches::in(const FunctionFact& body) const {
  std::vector<MethodBranch> all;
  for (const ConditionFact& test : flow_.program().bodies().conditions_of(body)) {
    Term method = compared_method(body, test);
    if (method.kind != ValueKind::unknown) all.push_back({std::move(method), &test});
  }
  return all;
}

Term MethodBranches::compared_method(const FunctionFact& body, const ConditionFact& test) const {
  const Term value = flow_.term_at(body, test.value);
  Term method;
  if (test.enumerator != 0) {
    if (!parts_.is_from(RequestPart::method, value)) return {};
    method.kind = ValueKind::literal;
    method.symbol = test.enumerator;
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

// Conditions on values, and how control goes on from them.
// SPDX-License-Identifier: Apache-2.0
//
//   if (request.method() == verb::get && target == "/x") {    two conditions; Clang's graph says where each of them leads
//   switch (request.method()) { case verb::get: …             one condition for each case
//   return target == "/x" || target == "/y";                  two that the caller asks
#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>

#include "analyzers/frontend/record/body.h"
#include "analyzers/frontend/record/control_flow.h"
#include "analyzers/frontend/record/symbol_properties.h"

namespace loadline::frontend {
namespace {

struct Condition {
  const clang::Expr* value;     // what is compared, or a call that compares
  const clang::Expr* constant;  // nullptr for a call, but for one whose result is compared with 0 or npos
  bool is_negated;
};

const clang::EnumConstantDecl* enumerator_in(const clang::Expr* expression) {
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(expression->IgnoreParenImpCasts());
  return reference == nullptr ? nullptr : llvm::dyn_cast<clang::EnumConstantDecl>(reference->getDecl());
}

bool is_zero_or_npos(const clang::Expr& expression, const clang::ASTContext& context) {
  const auto constant = constant_of(expression, context);
  return constant && constant->kind == LiteralKind::integer &&
         (constant->text == "0" || constant->text == "18446744073709551615");
}

void add_comparison(const clang::BinaryOperator& comparison, bool is_negated, const clang::ASTContext& context,
                    std::vector<Condition>& found) {
  const clang::Expr* left = comparison.getLHS()->IgnoreParenImpCasts();
  const clang::Expr* right = comparison.getRHS()->IgnoreParenImpCasts();
  if (left->isTypeDependent() || right->isTypeDependent()) return;
  if (enumerator_in(left) != nullptr) std::swap(left, right);
  const bool differs = comparison.getOpcode() == clang::BO_NE;
  if (enumerator_in(right) != nullptr) {
    found.push_back({left, right, is_negated != differs});
  } else if (llvm::isa<clang::CallExpr>(left) && is_zero_or_npos(*right, context)) {
    // strcmp(a, b) == 0 holds when they are equal, a.find(b) != npos when it is found.
    const bool finds = constant_of(*right, context)->text != "0";
    found.push_back({left, right, is_negated != (differs != finds)});
  }
}

void collect_conditions(const clang::Expr* expression, bool is_negated, const clang::ASTContext& context,
                        std::vector<Condition>& found) {
  if (expression == nullptr) return;
  expression = expression->IgnoreUnlessSpelledInSource();
  if (const auto* e = llvm::dyn_cast<clang::UnaryOperator>(expression)) {
    if (e->getOpcode() != clang::UO_LNot) return;
    // !strcmp(a, b)
    const clang::Expr* inner = e->getSubExpr()->IgnoreParenImpCasts();
    const bool is_count =
        llvm::isa<clang::CallExpr>(inner) && !inner->getType()->isBooleanType() && inner->getType()->isIntegerType();
    return collect_conditions(e->getSubExpr(), is_count ? is_negated : !is_negated, context, found);
  }
  if (const auto* e = llvm::dyn_cast<clang::CXXRewrittenBinaryOperator>(expression)) {
    const auto form = e->getDecomposedForm();
    const auto* comparison = form.InnerBinOp == nullptr
                                 ? nullptr
                                 : llvm::dyn_cast<clang::Expr>(form.InnerBinOp)->IgnoreUnlessSpelledInSource();
    if (comparison != nullptr) found.push_back({comparison, nullptr, is_negated != (form.Opcode == clang::BO_NE)});
    return;
  }
  if (const auto* e = llvm::dyn_cast<clang::BinaryOperator>(expression)) {
    if (e->isLogicalOp()) {
      collect_conditions(e->getLHS(), is_negated, context, found);
      collect_conditions(e->getRHS(), is_negated, context, found);
    } else if (e->isEqualityOp()) {
      add_comparison(*e, is_negated, context, found);
    }
    return;
  }
  // `const bool is_root = target == "/"; if (is_root) …`
  if (const auto* e = llvm::dyn_cast<clang::DeclRefExpr>(expression->IgnoreParenImpCasts())) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(e->getDecl());
    const bool is_answer = variable != nullptr && variable->hasLocalStorage() && variable->hasInit() &&
                           variable->getType().isConstQualified() && variable->getType()->isBooleanType() &&
                           !e->refersToEnclosingVariableOrCapture();
    return is_answer ? collect_conditions(variable->getInit(), is_negated, context, found) : void();
  }
  if (const auto* e = llvm::dyn_cast<clang::CXXOperatorCallExpr>(expression)) {
    found.push_back({e, nullptr, is_negated != (e->getOperator() == clang::OO_ExclaimEqual)});
  } else if (llvm::isa<clang::CallExpr>(expression)) {
    found.push_back({expression, nullptr, is_negated});
  }
}

bool asks(const clang::Stmt& statement, const clang::Stmt& part) {
  if (const auto* e = llvm::dyn_cast<clang::IfStmt>(&statement)) return e->getCond() == &part;
  if (const auto* e = llvm::dyn_cast<clang::WhileStmt>(&statement)) return e->getCond() == &part;
  if (const auto* e = llvm::dyn_cast<clang::DoStmt>(&statement)) return e->getCond() == &part;
  if (const auto* e = llvm::dyn_cast<clang::ForStmt>(&statement)) return e->getCond() == &part;
  const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(&statement);
  return choice != nullptr && choice->getCond() == &part;
}

}  // namespace

void BodyRecorder::add_conditions(const clang::Stmt& statement, const clang::Stmt& asked, Body& body) {
  const auto* expression = llvm::dyn_cast<clang::Expr>(&asked);
  if (expression == nullptr || expression->isTypeDependent()) return;
  if (asks(statement, asked)) return add_conditions_in(*expression, false, body);
  if (llvm::isa<clang::ReturnStmt>(statement) && expression->getType()->isBooleanType()) {
    return add_conditions_in(*expression, true, body);
  }
  const auto* choice = llvm::dyn_cast<clang::SwitchStmt>(&statement);
  if (choice != nullptr && choice->getCond() == &asked) add_cases(*choice, body);
}

void BodyRecorder::add_conditions_in(const clang::Expr& expression, bool is_returned, Body& body) {
  std::vector<Condition> conditions;
  collect_conditions(&expression, false, symbols_.ast(), conditions);
  for (const Condition& condition : conditions) {
    const auto value = value_of(condition.value, body);
    const FilePlace where = writer_.place(condition.value->getExprLoc());
    if (!value || !where.known()) continue;
    const clang::EnumConstantDecl* enumerator =
        condition.constant == nullptr ? nullptr : enumerator_in(condition.constant);
    if (enumerator == nullptr && value->place.root != Root::call_result) continue;
    ConditionFact fact;
    fact.file = where.file;
    fact.line = where.line;
    fact.enumerator = symbols_.id(enumerator);
    const auto constant =
        condition.constant == nullptr ? std::nullopt : constant_of(*condition.constant, symbols_.ast());
    if (constant) fact.constant = writer_.text(constant->text);
    if (is_returned) fact.use = condition.is_negated ? ConditionUse::returned_negated : ConditionUse::returned;
    fact.value = body.add_value(*value);
    body.condition_numbers[condition.value] = static_cast<std::uint32_t>(body.conditions.size());
    body.conditions.push_back(fact);
  }
}

void BodyRecorder::add_cases(const clang::SwitchStmt& branch, Body& body) {
  const auto value = value_of(branch.getCond(), body);
  if (!value) return;
  for (const clang::SwitchCase* at = branch.getSwitchCaseList(); at != nullptr; at = at->getNextSwitchCase()) {
    const auto* label = llvm::dyn_cast<clang::CaseStmt>(at);
    const clang::EnumConstantDecl* enumerator = label == nullptr ? nullptr : enumerator_in(label->getLHS());
    const FilePlace where = writer_.place(at->getBeginLoc());
    if (enumerator == nullptr || !where.known()) continue;
    ConditionFact fact;
    fact.file = where.file;
    fact.line = where.line;
    fact.enumerator = symbols_.id(enumerator);
    if (const auto constant = constant_of(*label->getLHS(), symbols_.ast()))
      fact.constant = writer_.text(constant->text);
    fact.value = body.add_value(*value);
    body.condition_numbers[label] = static_cast<std::uint32_t>(body.conditions.size());
    body.conditions.push_back(fact);
  }
}

// Only where it tells something: bodies that ask nothing, and lock nothing by hand, run from their first line to the last.
void BodyRecorder::add_blocks(Body& body) {
  const bool has_locks = !body.guards.empty() && body.unlocks_by_hand;
  if (body.statements == nullptr || body.function == nullptr) return;
  if (body.conditions.empty() && !has_locks) return;
  const ControlFlow flow(*body.function, *body.statements);
  if (!flow.known()) return;
  const auto number_of = [&](const clang::Stmt* statement) {
    const auto found = body.condition_numbers.find(statement);
    return found == body.condition_numbers.end() ? kNone : found->second;
  };
  body.steps = flow.steps(
      [&](const clang::Expr& expression) {
        std::vector<Condition> asked;
        collect_conditions(&expression, false, symbols_.ast(), asked);
        if (asked.size() != 1) return ControlFlow::Question{};
        return ControlFlow::Question{number_of(asked.front().value), !asked.front().is_negated};
      },
      [&](const clang::Stmt& label) { return number_of(&label); });
  for (std::size_t at = 0; at < body.calls.size(); ++at) body.calls[at].block = flow.block_of(body.call_origins[at]);
  for (std::size_t at = 0; at < body.writes.size(); ++at) body.writes[at].block = flow.block_of(body.write_origins[at]);
  for (std::size_t at = 0; at < body.guards.size(); ++at) body.guards[at].block = flow.block_of(body.guard_origins[at]);
  for (const auto& [statement, number] : body.condition_numbers) {
    body.conditions[number].block = flow.block_of(statement);
  }
}

}  // namespace loadline::frontend

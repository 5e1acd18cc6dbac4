// Conditions on values, and the lines that run only when they hold.
// SPDX-License-Identifier: Apache-2.0
//
//   if (request.method() == verb::get && target == "/x") {    two conditions; lines: the block
//   if (target != "/y") return not_found();                   one condition; lines: the rest of the block around it
//   switch (request.method()) { case verb::get: …             one for each case
#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>

#include <algorithm>

#include "analyzers/frontend/record/body.h"
#include "analyzers/frontend/record/symbol_properties.h"

namespace loadline::frontend {
namespace {

struct Condition {
  const clang::Expr* value;     // what is compared, or a call that compares
  const clang::Expr* constant;  // nullptr for a call
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
    found.push_back({left, nullptr, is_negated != (differs != finds)});
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
  if (const auto* e = llvm::dyn_cast<clang::CXXOperatorCallExpr>(expression)) {
    found.push_back({e, nullptr, is_negated != (e->getOperator() == clang::OO_ExclaimEqual)});
  } else if (llvm::isa<clang::CallExpr>(expression)) {
    found.push_back({expression, nullptr, is_negated});
  }
}

// Whether what follows runs only if the statement does not.
bool leaves(const clang::Stmt* statement) {
  if (statement == nullptr) return false;
  if (const auto* block = llvm::dyn_cast<clang::CompoundStmt>(statement)) {
    return !block->body_empty() && leaves(block->body_back());
  }
  return llvm::isa<clang::ReturnStmt, clang::ContinueStmt, clang::BreakStmt, clang::CoreturnStmt, clang::GotoStmt>(
             statement) ||
         llvm::isa<clang::CXXThrowExpr>(statement);
}

std::vector<const clang::SwitchCase*> cases_in_order(const clang::SwitchStmt& branch) {
  std::vector<const clang::SwitchCase*> cases;
  for (const clang::SwitchCase* label = branch.getSwitchCaseList(); label != nullptr;
       label = label->getNextSwitchCase()) {
    cases.push_back(label);
  }
  std::reverse(cases.begin(), cases.end());
  return cases;
}

}  // namespace

void BodyRecorder::add_conditions(const clang::IfStmt& branch, Body& body) {
  std::vector<Condition> conditions;
  if (branch.getCond() == nullptr || branch.getCond()->isTypeDependent()) return;
  collect_conditions(branch.getCond(), false, symbols_.ast(), conditions);
  for (const Condition& condition : conditions) {
    ConditionFact fact;
    const auto value = value_of(condition.value, body);
    const FilePlace where = writer_.place(condition.value->getExprLoc());
    if (!value || !where.known()) continue;
    if (condition.constant == nullptr && value->place.root != Root::call_result) continue;
    fact.file = where.file;
    fact.line = where.line;
    if (condition.constant != nullptr) {
      fact.enumerator = symbols_.id(enumerator_in(condition.constant));
      if (const auto constant = constant_of(*condition.constant, symbols_.ast())) {
        fact.constant = writer_.text(constant->text);
      }
    }
    const clang::Stmt* runs = condition.is_negated ? branch.getElse() : branch.getThen();
    if (runs != nullptr) {
      fact.begin_line = writer_.place(runs->getBeginLoc()).line;
      fact.end_line = writer_.place(runs->getEndLoc()).line;
    } else if (leaves(branch.getThen())) {
      fact.begin_line = writer_.place(branch.getEndLoc()).line + 1;
      fact.end_line = writer_.place(body.scope_end).line;
    }
    fact.value = body.add_value(*value);
    body.conditions.push_back(fact);
  }
}

void BodyRecorder::add_conditions(const clang::SwitchStmt& branch, Body& body) {
  if (branch.getCond() == nullptr || branch.getCond()->isTypeDependent()) return;
  const auto value = value_of(branch.getCond(), body);
  if (!value) return;
  const std::vector<const clang::SwitchCase*> cases = cases_in_order(branch);
  for (std::size_t at = 0; at < cases.size(); ++at) {
    const auto* label = llvm::dyn_cast<clang::CaseStmt>(cases[at]);
    const clang::EnumConstantDecl* enumerator = label == nullptr ? nullptr : enumerator_in(label->getLHS());
    if (enumerator == nullptr) continue;
    std::size_t next = at + 1;  // the label after those that share a statement with this one
    for (const clang::SwitchCase* same = cases[at]; llvm::isa<clang::SwitchCase>(same->getSubStmt()); ++next) {
      same = llvm::cast<clang::SwitchCase>(same->getSubStmt());
    }
    const FilePlace where = writer_.place(label->getBeginLoc());
    if (!where.known()) continue;
    ConditionFact fact;
    fact.file = where.file;
    fact.line = where.line;
    fact.begin_line = where.line;
    fact.end_line = next < cases.size() ? writer_.place(cases[next]->getBeginLoc()).line - 1
                                        : writer_.place(branch.getEndLoc()).line;
    fact.enumerator = symbols_.id(enumerator);
    if (const auto constant = constant_of(*label->getLHS(), symbols_.ast()))
      fact.constant = writer_.text(constant->text);
    fact.value = body.add_value(*value);
    body.conditions.push_back(fact);
  }
}

}  // namespace loadline::frontend

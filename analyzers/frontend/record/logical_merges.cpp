// Recognises such blocks by what stands in them: a logical operator, and what is around it in the condition.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/logical_merges.h"

#include <clang/AST/Expr.h>
#include <clang/AST/ExprCXX.h>
#include <llvm/ADT/SmallPtrSet.h>

namespace loadline::frontend {
namespace {

using clang::Expr;

// What is inside an expression that changes nothing but, with `!`, its truth; null when there is no such thing.
const Expr* inside_of(const Expr& expression) {
  if (const auto* full = llvm::dyn_cast<clang::FullExpr>(&expression)) return full->getSubExpr();
  if (const auto* parentheses = llvm::dyn_cast<clang::ParenExpr>(&expression)) return parentheses->getSubExpr();
  if (const auto* cast = llvm::dyn_cast<clang::ImplicitCastExpr>(&expression)) return cast->getSubExpr();
  const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(&expression);
  return unary != nullptr && unary->getOpcode() == clang::UO_LNot ? unary->getSubExpr() : nullptr;
}

const clang::BinaryOperator* as_logical(const Expr* expression) {
  const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(expression->IgnoreParens());
  return binary != nullptr && binary->isLogicalOp() ? binary : nullptr;
}

// A branch on the truth of an expression.
const Expr* branch_of(const clang::CFGBlock& block) {
  const bool is_switch = llvm::isa_and_nonnull<clang::SwitchStmt>(block.getTerminatorStmt());
  return block.succ_size() == 2 && !is_switch ? block.getLastCondition() : nullptr;
}

const clang::CFGBlock* successor(const clang::CFGBlock& block, unsigned number) {
  return (block.succ_begin() + number)->getReachableBlock();
}

}  // namespace

LogicalMerges::LogicalMerges(const clang::CFG& graph) {
  for (const clang::CFGBlock* block : graph) {
    const Expr* condition = branch_of(*block);
    if (condition == nullptr) continue;
    Merge merge;
    llvm::SmallPtrSet<const clang::Stmt*, 8> around;
    for (const Expr* at = condition; at != nullptr && merge.logical == nullptr; at = inside_of(*at)) {
      around.insert(at);
      const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(at);
      if (binary != nullptr && binary->isLogicalOp()) merge.logical = binary;
      if (llvm::isa<clang::UnaryOperator>(at)) merge.is_negated = !merge.is_negated;
    }
    if (merge.logical == nullptr) continue;
    const bool holds_more = llvm::any_of(*block, [&](const clang::CFGElement& element) {
      const auto statement = element.getAs<clang::CFGStmt>();
      return !statement || !around.contains(statement->getStmt());
    });
    if (!holds_more) merges_.try_emplace(block, merge);
  }
}

const Expr* LogicalMerges::condition_of(const clang::CFGBlock& block) const {
  if (const Expr* condition = branch_of(block)) return condition;
  const auto merge = block.succ_size() == 1 ? merges_.find(successor(block, 0)) : merges_.end();
  if (merge == merges_.end()) return nullptr;
  const Expr* last = merge->second.logical->getRHS();
  while (const clang::BinaryOperator* logical = as_logical(last)) last = logical->getRHS();
  return last;
}

const clang::CFGBlock* LogicalMerges::next_of(const clang::CFGBlock& block, bool value) const {
  const clang::CFGBlock* next = successor(block, block.succ_size() == 2 && !value ? 1 : 0);
  for (auto merge = merges_.find(next); merge != merges_.end(); merge = merges_.find(next)) {
    if (merge->second.is_negated) value = !value;
    next = successor(*next, value ? 0 : 1);
  }
  return next;
}

}  // namespace loadline::frontend

// Numbers the blocks of Clang's control-flow graph.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/control_flow.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/StmtCXX.h>

#include "analyzers/frontend/record/logical_merges.h"

namespace loadline::frontend {
namespace {

constexpr unsigned kMostBlocks = 3000;  // larger functions are generated tables and interpreters

}  // namespace

ControlFlow::ControlFlow(const clang::FunctionDecl& function, const clang::Stmt& body) {
  if (function.isDependentContext()) return;
  const auto* coroutine = llvm::dyn_cast<clang::CoroutineBodyStmt>(&body);
  const clang::Stmt& written = coroutine == nullptr ? body : *coroutine->getBody();
  clang::CFG::BuildOptions options;
  options.setAllAlwaysAdd();
  options.AddInitializers = true;
  // NOLINTNEXTLINE: Clang's own interface takes a pointer that it does not write through
  graph_ = clang::CFG::buildCFG(&function, const_cast<clang::Stmt*>(&written), &function.getASTContext(), options);
  if (graph_ == nullptr || graph_->size() > kMostBlocks) {
    graph_ = nullptr;
    return;
  }
  for (const clang::CFGBlock* block : *graph_) {
    const std::uint32_t number = number_of(*block);
    for (const clang::CFGElement& element : *block) {
      if (const auto statement = element.getAs<clang::CFGStmt>()) blocks_.try_emplace(statement->getStmt(), number);
    }
  }
}

// Clang gives the entry the highest number.
std::uint32_t ControlFlow::number_of(const clang::CFGBlock& block) const {
  return graph_->getEntry().getBlockID() - block.getBlockID();
}

std::uint32_t ControlFlow::block_of(const clang::Stmt* statement) const {
  if (statement == nullptr || graph_ == nullptr) return kNone;
  auto found = blocks_.find(statement);
  const auto* expression = llvm::dyn_cast<clang::Expr>(statement);
  if (found == blocks_.end() && expression != nullptr) {
    found = blocks_.find(expression->IgnoreUnlessSpelledInSource());
  }
  return found == blocks_.end() ? kNone : found->second;
}

std::vector<StepFact> ControlFlow::steps(const std::function<Question(const clang::Expr&)>& asks,
                                         const std::function<std::uint32_t(const clang::Stmt&)>& case_of) const {
  std::vector<StepFact> all;
  const LogicalMerges merges(*graph_);
  for (const clang::CFGBlock* block : *graph_) {
    if (merges.contains(*block)) continue;
    const std::uint32_t from = number_of(*block);
    // An exception may come from anywhere.
    if (llvm::isa_and_nonnull<clang::CXXCatchStmt>(block->getLabel())) all.push_back({0, from, kNone, 0});
    if (const clang::Expr* expression = merges.condition_of(*block)) {
      const Question question = asks(*expression);
      for (const bool is_true : {true, false}) {
        const clang::CFGBlock* to = merges.next_of(*block, is_true);
        if (to == nullptr) continue;
        const bool holds = question.condition != kNone && is_true == question.holds_when_true;
        all.push_back({from, number_of(*to), question.condition, holds});
      }
      continue;
    }
    const bool is_switch = llvm::isa_and_nonnull<clang::SwitchStmt>(block->getTerminatorStmt());
    for (const clang::CFGBlock::AdjacentBlock& next : block->succs()) {
      const clang::CFGBlock* to = next.getReachableBlock();
      if (to == nullptr) continue;
      StepFact step{from, number_of(*to), kNone, 0};
      if (is_switch) {
        step.condition = to->getLabel() == nullptr ? kNone : case_of(*to->getLabel());
        step.holds = 1;
      }
      all.push_back(step);
    }
  }
  return all;
}

}  // namespace loadline::frontend

// How control goes through a body, from Clang's control-flow graph: blocks, numbered from the entry, and what leads from one to
// the next.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/AST/Decl.h>
#include <clang/Analysis/CFG.h>
#include <llvm/ADT/DenseMap.h>

#include <functional>
#include <memory>
#include <vector>

#include "analyzers/facts/facts.h"

namespace loadline::frontend {

class ControlFlow {
 public:
  // What a branch asks: the number of a condition, and whether it holds where the branch's expression is true.
  struct Question {
    std::uint32_t condition = kNone;
    bool holds_when_true = true;
  };

  // Not known, with no blocks, for a template that is not instantiated, and for what is very large.
  ControlFlow(const clang::FunctionDecl& function, const clang::Stmt& body);

  bool known() const { return graph_ != nullptr; }
  // The block that an expression or statement is evaluated in, kNone when it is not known.
  std::uint32_t block_of(const clang::Stmt* statement) const;
  // `asks(expression)` of a branch, `case_of(label)` of a case of a switch: the number of its condition, or kNone.
  std::vector<StepFact> steps(const std::function<Question(const clang::Expr&)>& asks,
                              const std::function<std::uint32_t(const clang::Stmt&)>& case_of) const;

 private:
  std::uint32_t number_of(const clang::CFGBlock& block) const;

  std::unique_ptr<clang::CFG> graph_;
  llvm::DenseMap<const clang::Stmt*, std::uint32_t> blocks_;
};

}  // namespace loadline::frontend

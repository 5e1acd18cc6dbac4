// The constructor that a library runs for its caller: std::make_shared<Job>(1), jobs.emplace_back(1), job.emplace(1).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/AST/DeclCXX.h>
#include <clang/AST/Expr.h>

namespace loadline::frontend {

struct MadeObject {
  const clang::CXXConstructorDecl* constructor = nullptr;  // nullptr: the call makes none, or it is not known which
  unsigned first_argument = 0;                             // of the call: the first that the constructor gets
};

// Of a function of the standard library or of Boost. Among several constructors the one that fits the types best is taken;
// none, when two fit equally well.
MadeObject made_object(const clang::CallExpr& call, const clang::FunctionDecl& callee);

}  // namespace loadline::frontend

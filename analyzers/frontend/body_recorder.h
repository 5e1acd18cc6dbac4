// Records what a function body does: calls with their arguments, writes with their roots, locks, returns, catches.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/AST/Decl.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

#include "analyzers/frontend/fact_writer.h"
#include "analyzers/frontend/places.h"
#include "analyzers/frontend/symbol_table.h"

namespace loadline::frontend {

class BodyRecorder {
 public:
  BodyRecorder(FactWriter& writer, SymbolTable& symbols);

  // Adds one FunctionFact for `function` and one for each lambda in it. Does nothing without a body.
  void record(const clang::FunctionDecl& function);
  // The same for what runs before main: the initialiser of a namespace-scope variable or static member.
  void record_initializer(const clang::VarDecl& variable);

 private:
  struct Body;  // the function being recorded: its places, symbol and fact vectors until they are complete

  void record_lambda(const clang::LambdaExpr& lambda, Body& outer);
  void walk(const clang::Stmt* statement, Body& body);
  void walk_children(const clang::Stmt* statement, Body& body);
  void walk_declarations(const clang::DeclStmt& statement, Body& body);
  void walk_compound(const clang::CompoundStmt& statement, Body& body);
  void walk_try(const clang::CXXTryStmt& statement, Body& body);
  void after(const clang::Stmt& statement, Body& body);

  void add_write(const clang::Expr* target, WriteHow how, clang::SourceLocation where, Body& body);
  void add_write_to(const PlaceFact& target, WriteHow how, clang::SourceLocation where, Body& body);
  void add_call(const clang::CallExpr& call, Body& body);
  void add_construction(const clang::CXXConstructExpr& construction, Body& body);
  void add_deletion(const clang::CXXDeleteExpr& expression, Body& body);
  void add_return(const clang::ReturnStmt& statement, Body& body);
  void add_guard(const clang::VarDecl& variable, Body& body);
  void add_arguments(llvm::ArrayRef<const clang::Expr*> arguments, const clang::FunctionDecl* callee, CallFact& call,
                     Body& body);
  SymbolId callable_of(const clang::Expr* expression, Body& body);
  void finish(Body& body);

  FactWriter& writer_;
  SymbolTable& symbols_;
  llvm::DenseMap<const clang::CXXRecordDecl*, SymbolId> lambda_symbols_;  // instantiations of generic ones come later
};

}  // namespace loadline::frontend

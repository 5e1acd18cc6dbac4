// Records what a function body does: calls with their arguments, writes with their roots, locks, returns, catches.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/AST/Decl.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

#include <optional>

#include "analyzers/frontend/record/fact_writer.h"
#include "analyzers/frontend/record/places.h"
#include "analyzers/frontend/record/symbol_table.h"

namespace loadline::frontend {

class BodyRecorder {
 public:
  BodyRecorder(FactWriter& writer, SymbolTable& symbols);

  // Adds one FunctionFact for `function` and one for each lambda in it. Does nothing without a body.
  void record(const clang::FunctionDecl& function);
  // The same for what runs outside of functions: the initialiser of a namespace-scope variable, static member or field.
  void record_initializer(const clang::DeclaratorDecl& variable, const clang::Expr* init);

 private:
  struct Body;  // the function being recorded: its places, symbol and fact vectors until they are complete

  void record_lambda(const clang::LambdaExpr& lambda, Body& outer);
  void walk(const clang::Stmt* statement, Body& body);
  void walk_children(const clang::Stmt* statement, Body& body);
  void walk_for(const clang::ForStmt& loop, Body& body);
  void walk_declarations(const clang::DeclStmt& statement, Body& body);
  void walk_compound(const clang::CompoundStmt& statement, Body& body);
  void walk_try(const clang::CXXTryStmt& statement, Body& body);
  void after(const clang::Stmt& statement, Body& body);

  void add_assignment(const clang::BinaryOperator& assignment, Body& body);
  void add_handed_over(const clang::BinaryOperator& assignment, Body& body);
  void add_write(const clang::Expr* target, WriteHow how, clang::SourceLocation where, Body& body);
  void add_write_to(const PlaceFact& target, WriteHow how, clang::SourceLocation where, Body& body);
  void add_call(const clang::CallExpr& call, Body& body);
  void add_made_object(const clang::CallExpr& call, const clang::FunctionDecl& callee, Body& body);
  void add_failed_call(const clang::RecoveryExpr& expression, Body& body);
  void set_object(const clang::Expr& object, CallFact& fact, Body& body);
  // `by_new`: also one that says nothing, as in `new Page`.
  void add_construction(const clang::CXXConstructExpr& construction, bool by_new, Body& body);
  std::uint32_t object_value(const clang::Expr& object, Body& body);
  void add_deletion(const clang::CXXDeleteExpr& expression, Body& body);
  void add_return(const clang::ReturnStmt& statement, Body& body);
  void add_guard(const clang::VarDecl& variable, Body& body);
  void add_returned_guard(const clang::VarDecl& variable, Body& body);
  void add_momentary_guard(const clang::CallExpr& call, Body& body);
  void add_arguments(llvm::ArrayRef<const clang::Expr*> arguments, const clang::FunctionDecl* callee, CallFact& call,
                     Body& body);
  // What an expression is made of, if that tells something; body_values.cpp.
  std::optional<ValueFact> value_of(const clang::Expr* expression, Body& body, int depth = 0);
  std::optional<ValueFact> value_of_constant(const clang::Expr& expression);
  std::optional<ValueFact> value_of_new(const clang::CXXNewExpr& creation, Body& body, int depth);
  std::optional<ValueFact> value_of_construction(const clang::CXXConstructExpr& construction, Body& body, int depth);
  std::optional<ValueFact> value_of_choice(const clang::AbstractConditionalOperator& choice, Body& body, int depth);
  std::optional<ValueFact> value_of_call(const clang::CallExpr& call, Body& body, int depth);
  std::optional<ValueFact> value_of_reference(const clang::DeclRefExpr& reference, Body& body, int depth);
  std::optional<ValueFact> value_of_place(const clang::Expr& expression, Body& body);
  std::optional<ValueFact> value_of_list(const clang::InitListExpr& list, Body& body, int depth);
  // The number of the call that `expression` is, kNone for any other.
  static std::uint32_t number_of(const clang::Expr& expression, const Body& body);
  std::optional<ValueFact> numbered_call(const clang::Expr& call, Body& body);
  std::uint32_t add_value(const clang::Expr* expression, Body& body);
  void add_value_of(const clang::Expr* argument, ArgumentFact& fact, Body& body);
  void hold(const clang::VarDecl& variable, const clang::Expr* value, Body& body);
  void hold_result(const clang::CXXOperatorCallExpr& operation, Body& body);
  void hold_assigned(const clang::Expr& target, const clang::Expr& value, bool appends, Body& body);
  // `also_number`: even if the value is only a number.
  void add_initial_value(const PlaceFact& target, const clang::Expr* value, clang::SourceLocation where, Body& body,
                         bool also_number = false);
  // What `statement` asks by its part `asked`, if it does; body_conditions.cpp.
  void add_conditions(const clang::Stmt& statement, const clang::Stmt& asked, Body& body);
  void add_conditions_in(const clang::Expr& expression, bool is_returned, Body& body);
  void add_cases(const clang::SwitchStmt& branch, Body& body);
  // How control goes through the body, and where its facts stand.
  void add_blocks(Body& body);
  SymbolId callable_of(const clang::Expr* expression, Body& body);
  void finish(Body& body);

  FactWriter& writer_;
  SymbolTable& symbols_;
  llvm::DenseMap<const clang::CXXRecordDecl*, SymbolId> lambda_symbols_;  // instantiations of generic ones come later
};

}  // namespace loadline::frontend

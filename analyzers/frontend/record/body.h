// One function body while it is being recorded. Its facts go to TuFacts in one block, so that ranges stay contiguous
// although lambdas are recorded in the middle of the function that holds them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "analyzers/frontend/record/body_recorder.h"

namespace loadline::frontend {

// Its lists count arguments from 0 until move_to(); the list of functions stays empty.
struct BodyRecorder::Body : BodyLists {
  Body(FactWriter& writer, SymbolTable& symbols, const clang::FunctionDecl* body_of, SymbolId symbol,
       const Body* outer = nullptr);

  void set_range(FactWriter& writer, clang::SourceRange range);
  // `pointer = value` makes a local pointer lead where the value leads.
  void rebind(const clang::Expr* target, const clang::Expr* value);
  void mark_awaited(const clang::Expr* operand);
  // A variable or a structured binding. `is_own`: it is made by the capture, `[item = f()]`.
  PlaceFact place_of_capture(const clang::ValueDecl& captured, bool is_own);
  // Keeps `value`, and answers its number.
  std::uint32_t add_value(const ValueFact& value);
  // A value made of others.
  ValueFact composed(ValueKind kind, const std::vector<ValueFact>& parts);
  void move_to(TuFacts& facts);

  const clang::FunctionDecl* function;
  Places places;
  FunctionFact fact;
  SymbolId outermost;                           // the named function around all lambdas
  std::shared_ptr<std::uint32_t> lambda_count;  // shared by a function and the lambdas in it
  bool is_lambda;
  clang::SourceLocation scope_end;     // of the innermost block
  clang::SourceRange full_expression;  // at the end of which temporary objects die
  llvm::DenseMap<const clang::LambdaExpr*, SymbolId> lambdas;
  llvm::DenseMap<const clang::VarDecl*, SymbolId> callables;  // locals that hold a lambda or function
  llvm::DenseMap<const clang::Expr*, std::uint32_t> numbers;  // calls by expression
  llvm::DenseMap<const clang::VarDecl*, ValueFact> held;      // what locals hold, as far as the walk has come

  // Where facts come from, for the blocks that they stand in.
  const clang::Stmt* statements = nullptr;  // the body
  const clang::Stmt* at = nullptr;          // what is being recorded
  bool unlocks_by_hand = false;
  std::vector<const clang::Stmt*> call_origins, write_origins, guard_origins;  // beside calls, writes and guards
  llvm::DenseMap<const clang::Stmt*, std::uint32_t> condition_numbers;         // by what is compared, or by the case
};

}  // namespace loadline::frontend

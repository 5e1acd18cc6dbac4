// Where an object lives: the points-to root of an expression (see "Effects" in analyzers/README.md), resolved inside one function body.
// SPDX-License-Identifier: Apache-2.0
//
// A write matters when the object it ends in outlives the request, so every expression is traced to its root:
//
//   auto it = sessions_.find(id);     it            → this, field sessions_   (an iterator lives in its container)
//   it->second.hits++;                it->second    → this, field sessions_
//   Counter c; c.add();               c             → local
//   Registry::instance().put(x);      instance()    → result of call #0
//   void f(Cart& cart) { cart.n++; }  cart.n        → parameter 0
//
// Flow-insensitive: a local pointer or reference stands for everything it was ever bound to; of several roots the one
// that outlives the others is kept.
#pragma once

#include <clang/AST/Decl.h>
#include <clang/AST/ExprCXX.h>
#include <llvm/ADT/DenseMap.h>

#include "analyzers/frontend/record/fact_writer.h"
#include "analyzers/frontend/record/symbol_table.h"

namespace loadline::frontend {

class Places {
 public:
  // `enclosing`: the function's symbol, which names captured locals.
  Places(FactWriter& writer, SymbolTable& symbols, SymbolId enclosing);

  // The object that the glvalue `expression` itself is.
  PlaceFact of_object(const clang::Expr* expression);
  // The object that `expression` leads to: behind a pointer, smart pointer, iterator or reference wrapper.
  PlaceFact of_pointee(const clang::Expr* expression);
  // A parameter or local variable itself, or what it leads to.
  PlaceFact of_local(const clang::VarDecl& variable, bool pointee);
  // A part of an object that was taken apart, `auto& [key, session] = …`.
  PlaceFact of_binding(const clang::BindingDecl& binding, bool pointee);
  // A field of the object that the function runs on.
  PlaceFact of_own_field(const clang::FieldDecl& field);
  // What a program gave to a library through a field for any pointer, and gets back there.
  PlaceFact of_opaque(const clang::FieldDecl& field);

  // Local `variable` was bound to or assigned from `value`: from now on it leads where `value` leads.
  void bind(const clang::VarDecl& variable, const clang::Expr& value);
  // The same of a field for any pointer, if the structure is a local variable.
  void bind_opaque(const clang::MemberExpr& field, const clang::Expr& value);
  // Call `index` of this function is `call`; of_object and of_pointee refer to it by that number.
  void number_call(const clang::Expr* call, std::uint32_t index) { call_numbers_[call] = index; }

 private:
  PlaceFact of_variable(const clang::DeclRefExpr& reference, bool pointee);
  PlaceFact of_member(const clang::MemberExpr& member, bool pointee);
  PlaceFact of_call(const clang::CallExpr& call);
  PlaceFact of_construction(const clang::CXXConstructExpr& construction);
  PlaceFact with_field(PlaceFact place, const clang::FieldDecl& field);
  PlaceFact of_operator(const clang::UnaryOperator& operation, bool pointee);
  PlaceFact of_operator(const clang::BinaryOperator& operation, bool pointee);
  PlaceFact of_subscript(const clang::ArraySubscriptExpr& subscript);
  PlaceFact of_dependent_member(const clang::CXXDependentScopeMemberExpr& member);
  PlaceFact dispatch(const clang::Expr* expression, bool pointee);

  FactWriter& writer_;
  SymbolTable& symbols_;
  SymbolId enclosing_;
  llvm::DenseMap<const clang::VarDecl*, PlaceFact> bound_;
  llvm::DenseMap<const clang::VarDecl*, PlaceFact> bound_opaque_;
  llvm::DenseMap<const clang::Expr*, std::uint32_t> call_numbers_;
  int depth_ = 0;
};

// Locals are no symbols, but a captured one needs a name that a lambda and the function around it share.
SymbolId capture_id(const clang::ValueDecl& variable, SymbolId outermost);

// A void* in a structure of a library: epoll_event::data.ptr, sigval::sival_ptr.
bool is_opaque(const clang::FieldDecl& field);

// `new (&object) T`: makes nothing but writes where it is told to.
bool places_itself(const clang::CXXNewExpr& expression);

// True for a type whose value leads to another object: pointers, references, smart pointers, iterators, std::ref.
bool leads_elsewhere(clang::QualType type);

}  // namespace loadline::frontend

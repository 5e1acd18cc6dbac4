// Clang declarations → symbols: stable ids, qualified names, properties. Every symbol that is asked for becomes a fact.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/AST/Decl.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>

#include <string>

#include "analyzers/frontend/record/fact_writer.h"

namespace loadline::frontend {

// What a reader of the source calls the declaration: the pattern of a template instantiation, the target of a
// using-declaration, the canonical redeclaration. Nothing (nullptr) for what has no name of its own.
const clang::NamedDecl* written_declaration(const clang::NamedDecl* decl);

// "ns::Class::member" without template arguments and inline namespaces.
std::string qualified_name(const clang::NamedDecl& decl);

// The class behind a type, through references, pointers, arrays and typedefs; nullptr for built-in types.
const clang::CXXRecordDecl* record_behind(clang::QualType type);
// The same for any named type: classes, enums, C structs.
const clang::TagDecl* tag_behind(clang::QualType type);
// The same, also through smart pointers: Session for `std::shared_ptr<Session>`.
const clang::TagDecl* tag_led_to(clang::QualType type);

class SymbolTable {
 public:
  SymbolTable(FactWriter& writer, clang::ASTContext& context);

  const clang::ASTContext& ast() const { return context_; }

  // The id of a declaration; 0 for what is no symbol (parameters, locals, nullptr). Adds the symbol's facts on first
  // use.
  SymbolId id(const clang::NamedDecl* decl);
  // A lambda is a function of its own, named after the function it is in: "app::run::(lambda#2)".
  SymbolId lambda_id(SymbolId enclosing, std::uint32_t ordinal, const clang::LambdaExpr& lambda);
  SymbolId macro_id(llvm::StringRef name, clang::SourceLocation definition);

 private:
  std::string identity_of(const clang::NamedDecl& decl);
  SymbolId make_id(const clang::NamedDecl& decl);
  void add_symbol(const clang::NamedDecl& decl, SymbolId id);
  void add_declarations(const clang::NamedDecl& decl, SymbolId id);
  void add_declaration(const clang::Decl& decl, SymbolId id, bool is_definition);
  SymbolId parent_id(const clang::NamedDecl& decl);
  bool is_private_to_source(const clang::NamedDecl& decl);
  const clang::NamedDecl& shown_declaration(const clang::NamedDecl& decl);

  FactWriter& writer_;
  clang::ASTContext& context_;
  llvm::DenseMap<const clang::NamedDecl*, SymbolId> ids_;
  llvm::DenseSet<SymbolId> recorded_;
};

}  // namespace loadline::frontend

// Records who refers to what, by which kind: one walk over the AST of the owned files.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/AST/Attr.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>

#include <functional>
#include <vector>

#include "analyzers/frontend/record/fact_writer.h"
#include "analyzers/frontend/record/symbol_table.h"

namespace loadline::frontend {

// A stretch of source that belongs to a symbol; macro expansions, which the preprocessor meets, find their owner here.
struct Scope {
  clang::FileID file;
  unsigned begin = 0;  // offsets
  unsigned end = 0;
  SymbolId symbol = 0;
};

class ReferenceRecorder : public clang::RecursiveASTVisitor<ReferenceRecorder> {
  using Base = clang::RecursiveASTVisitor<ReferenceRecorder>;

 public:
  // `on_function` is called for each function body met in owned files, `on_initializer` for each initialised variable
  // of namespace or class scope and each field with a default, `on_specialization` for each specialization of a template that owned code calls.
  ReferenceRecorder(FactWriter& writer, SymbolTable& symbols,
                    std::function<void(const clang::FunctionDecl&)> on_function,
                    std::function<void(const clang::DeclaratorDecl&, const clang::Expr*)> on_initializer,
                    std::function<void(const clang::FunctionDecl&)> on_specialization);

  // Walks every declaration of the TU that is in an owned file.
  void record_translation_unit(clang::ASTContext& context);
  // Walks the body of an instantiated template: what it calls is known only now.
  void record_instantiation(const clang::FunctionDecl& function);

  const std::vector<Scope>& scopes() const { return scopes_; }
  void add(SymbolId from, SymbolId to, clang::SourceLocation where, ReferenceKind kind, std::uint8_t flags = 0);

  // Hooks of RecursiveASTVisitor.
  bool shouldVisitTemplateInstantiations() const { return false; }
  bool shouldVisitImplicitCode() const { return false; }
  bool TraverseDecl(clang::Decl* decl);
  bool TraverseCXXBaseSpecifier(const clang::CXXBaseSpecifier& base);
  bool TraverseTemplateArgumentLoc(const clang::TemplateArgumentLoc& argument);
  bool TraverseFriendDecl(clang::FriendDecl* decl);
  bool TraverseCXXCatchStmt(clang::CXXCatchStmt* statement);
  bool TraverseConceptReference(clang::ConceptReference* reference);
  bool TraverseDeclarationNameInfo(clang::DeclarationNameInfo name);

  bool VisitCXXMethodDecl(clang::CXXMethodDecl* method);
  bool VisitTagDecl(clang::TagDecl* tag);
  bool VisitEnumConstantDecl(clang::EnumConstantDecl* constant);
  bool VisitFunctionDecl(clang::FunctionDecl* function);
  bool VisitVarDecl(clang::VarDecl* variable);
  bool VisitFieldDecl(clang::FieldDecl* field);
  bool VisitUsingDecl(clang::UsingDecl* decl);
  bool VisitCXXConstructorDecl(clang::CXXConstructorDecl* constructor);

  bool VisitTagTypeLoc(clang::TagTypeLoc loc);
  bool VisitTypedefTypeLoc(clang::TypedefTypeLoc loc);
  bool VisitUsingTypeLoc(clang::UsingTypeLoc loc);
  bool VisitTemplateSpecializationTypeLoc(clang::TemplateSpecializationTypeLoc loc);
  bool VisitDeducedTemplateSpecializationTypeLoc(clang::DeducedTemplateSpecializationTypeLoc loc);
  bool VisitDecltypeTypeLoc(clang::DecltypeTypeLoc loc);

  bool VisitDeclRefExpr(clang::DeclRefExpr* expression);
  bool VisitMemberExpr(clang::MemberExpr* expression);
  bool VisitCallExpr(clang::CallExpr* call);
  bool VisitCXXConstructExpr(clang::CXXConstructExpr* construction);
  bool VisitCXXNewExpr(clang::CXXNewExpr* expression);
  bool VisitCXXDeleteExpr(clang::CXXDeleteExpr* expression);
  bool VisitCXXThrowExpr(clang::CXXThrowExpr* expression);
  bool VisitCXXForRangeStmt(clang::CXXForRangeStmt* loop);
  bool VisitBinaryOperator(clang::BinaryOperator* operation);
  bool VisitUnaryOperator(clang::UnaryOperator* operation);
  bool VisitOverloadExpr(clang::OverloadExpr* expression);
  bool VisitInitListExpr(clang::InitListExpr* list);
  bool VisitDesignatedInitExpr(clang::DesignatedInitExpr* init);
  bool VisitOffsetOfExpr(clang::OffsetOfExpr* expression);
  bool VisitImplicitCastExpr(clang::ImplicitCastExpr* cast);
  bool VisitMaterializeTemporaryExpr(clang::MaterializeTemporaryExpr* temporary);
  bool VisitCXXRewrittenBinaryOperator(clang::CXXRewrittenBinaryOperator* operation);
  bool VisitCoroutineSuspendExpr(clang::CoroutineSuspendExpr* expression);
  bool VisitCoreturnStmt(clang::CoreturnStmt* statement);
  bool VisitCleanupAttr(clang::CleanupAttr* attribute);

 private:
  // The code outside of all templates that makes the compiler instantiate one, by itself or through other templates.
  struct Instantiator {
    SymbolId from = 0;
    clang::SourceLocation where;
  };

  // A declaration without a definition, of something that is used as `to`.
  struct Forward {
    SymbolId from = 0;
    SymbolId to = 0;
    clang::SourceLocation where;
  };

  void add_forwards();
  void note_default_arguments(clang::TemplateSpecializationTypeLoc loc);
  void note_pattern(const clang::FunctionDecl& function);
  void walk_context(clang::DeclContext& context);
  bool traverse_explicit_instantiation(const clang::Decl& decl);
  void note_bases(const clang::CXXRecordDecl& derived);
  bool opens_scope(const clang::Decl& decl) const;
  bool stands_in_main_file(const clang::Decl& decl) const;
  SymbolId holder_of(const clang::Decl& decl);
  void note_scope(const clang::Decl& decl, SymbolId symbol);
  void note_deduced_type(const clang::Decl& decl);
  void note_silent_construction(const clang::Expr* init, clang::SourceLocation where);
  void add_use(const clang::NamedDecl* to, clang::SourceLocation where, ReferenceKind kind, std::uint8_t flags = 0);
  void add_type_use(clang::QualType type, clang::SourceLocation where, ReferenceKind kind, std::uint8_t flags);
  void add_unwritten_type(clang::QualType type, clang::SourceLocation where, ReferenceKind kind, int depth = 0);
  void add_call(const clang::FunctionDecl& callee, clang::SourceLocation where, std::uint8_t flags);
  void mark(const clang::Expr* expression, ReferenceKind kind);
  void add_silent_call(const clang::Expr* expression, clang::SourceLocation where);
  void add_allocation(const clang::FunctionDecl* function, clang::SourceLocation where);
  void mark_operands(const clang::CallExpr& call, const clang::FunctionDecl& callee);
  void mark_arguments(const clang::FunctionDecl& callee, llvm::ArrayRef<const clang::Expr*> arguments);
  void note_specialization(const clang::FunctionDecl& function, clang::SourceLocation where);
  bool is_given_where_expanded(const clang::NamedDecl& to, clang::SourceLocation spelling);
  void add_macro_use(const clang::NamedDecl& to, SymbolId target, clang::SourceLocation where, ReferenceKind kind,
                     std::uint8_t flags);
  void add_instantiator_use(const clang::NamedDecl& to, SymbolId target, clang::SourceLocation where,
                            ReferenceKind kind, std::uint8_t flags);
  void note_virtual_members(const clang::CXXRecordDecl& record, clang::SourceLocation where);
  ReferenceKind usage_of(const clang::Expr* expression) const;

  FactWriter& writer_;
  SymbolTable& symbols_;
  llvm::DenseSet<const clang::CXXRecordDecl*> with_bases_;  // whose bases are recorded
  std::function<void(const clang::FunctionDecl&)> on_function_;
  std::function<void(const clang::DeclaratorDecl&, const clang::Expr*)> on_initializer_;
  std::function<void(const clang::FunctionDecl&)> on_specialization_;
  std::vector<Scope> scopes_;
  std::vector<Forward> forwards_;
  llvm::DenseSet<std::uint64_t> used_, befriended_;  // see use_key()
  SymbolId from_ = 0;                                // innermost named entity around the walk
  clang::FileID from_file_;                          // where that one is written
  bool completes_includer_ = false;  // within a body of what is declared elsewhere: that is its file's own code
  Instantiator instantiator_;        // during record_instantiation()
  llvm::DenseMap<const clang::FunctionDecl*, Instantiator> instantiators_;
  ReferenceKind type_kind_ = ReferenceKind::type;  // what naming a type means here: inherit, template-argument, …
  llvm::DenseMap<const clang::Expr*, ReferenceKind> usages_;  // set by parents before their operands are visited
  llvm::DenseSet<const clang::Expr*> callees_;                // already recorded as a call
  llvm::DenseSet<const clang::CXXRecordDecl*> noted_classes_;
  llvm::DenseSet<const clang::FunctionDecl*> noted_patterns_;
  std::uint8_t more_flags_ = 0;                        // of all that is recorded now: kFromInstantiation
  bool silent_ = false;                                // walks to know what is said, and says nothing
  llvm::DenseSet<const clang::Expr*> unwritten_;       // constructions that a conversion makes
  llvm::DenseMap<std::uint64_t, std::uint32_t> seen_;  // digest of a reference → its index among the facts
};

}  // namespace loadline::frontend

// Declarations and scopes of the walk that records references. Types and expressions follow in their own files.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/reference_recorder.h"

#include <clang/Lex/Lexer.h>
#include <llvm/Support/SaveAndRestore.h>

#include "analyzers/frontend/digest.h"

namespace loadline::frontend {

ReferenceRecorder::ReferenceRecorder(FactWriter& writer, SymbolTable& symbols,
                                     std::function<void(const clang::FunctionDecl&)> on_function,
                                     std::function<void(const clang::FunctionDecl&)> on_specialization)
    : writer_(writer), symbols_(symbols), on_function_(std::move(on_function)),
      on_specialization_(std::move(on_specialization)) {}

void ReferenceRecorder::record_translation_unit(clang::ASTContext& context) {
  walk_context(*context.getTranslationUnitDecl());
}

// Namespaces are walked by their parts, because a part may have been opened around an #include of another file.
void ReferenceRecorder::walk_context(clang::DeclContext& context) {
  for (clang::Decl* decl : context.decls()) {
    if (llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl, clang::ExportDecl>(decl)) {
      walk_context(*llvm::cast<clang::DeclContext>(decl));
    } else if (!decl->isImplicit() && writer_.is_owned(writer_.file_id(decl->getLocation()))) {
      TraverseDecl(decl);
    }
  }
}

void ReferenceRecorder::record_instantiation(const clang::FunctionDecl& function) {
  llvm::SaveAndRestore from(from_, symbols_.id(&function));
  TraverseStmt(function.getBody());
}

void ReferenceRecorder::add(SymbolId from, SymbolId to, clang::SourceLocation where, ReferenceKind kind,
                            std::uint8_t flags) {
  const FilePlace place = writer_.place(where);
  if (!place.known() || to == 0 || from == to) return;
  const ReferenceFact fact{from, to, place.file, place.line, kind, flags};
  const std::uint64_t parts[] = {from, to, (std::uint64_t{place.file} << 32) | place.line,
                                 (static_cast<std::uint64_t>(kind) << 8) | flags};
  if (!seen_.insert(digest({reinterpret_cast<const char*>(parts), sizeof(parts)}) >> 1).second) return;
  writer_.facts.references.push_back(fact);
}

// What a macro's body says is said twice: where it is expanded, and where the macro is defined.
void ReferenceRecorder::add_use(const clang::NamedDecl* to, clang::SourceLocation where, ReferenceKind kind,
                                std::uint8_t flags) {
  const SymbolId target = symbols_.id(to);
  if (target == 0) return;
  add(from_, target, where, kind, flags);
  clang::SourceManager& sources = writer_.sources();
  if (!where.isMacroID() || !sources.isMacroBodyExpansion(where)) return;
  const clang::SourceLocation spelling = sources.getSpellingLoc(where);
  if (!writer_.is_project(sources.getFileID(spelling))) return;
  const llvm::StringRef macro =
      clang::Lexer::getImmediateMacroName(where, sources, to->getASTContext().getLangOpts());
  add(symbols_.macro_id(macro, spelling), target, spelling, kind, flags);
}

bool ReferenceRecorder::opens_scope(const clang::Decl& decl) const {
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&decl)) {
    return variable->hasGlobalStorage() && !variable->isStaticLocal() && !llvm::isa<clang::ParmVarDecl>(variable);
  }
  if (const auto* tag = llvm::dyn_cast<clang::TagDecl>(&decl)) return tag->isThisDeclarationADefinition();
  return llvm::isa<clang::FunctionDecl, clang::FieldDecl, clang::TypedefNameDecl, clang::ConceptDecl>(decl);
}

bool ReferenceRecorder::TraverseDecl(clang::Decl* decl) {
  if (decl == nullptr || (decl->isImplicit() && !llvm::isa<clang::VarDecl>(decl))) return true;
  if (!opens_scope(*decl)) return Base::TraverseDecl(decl);
  const auto* named = llvm::cast<clang::NamedDecl>(decl);
  const SymbolId symbol = symbols_.id(named);
  if (symbol == 0) return Base::TraverseDecl(decl);
  const auto range = writer_.sources().getExpansionRange(decl->getSourceRange());
  const auto [file, begin] = writer_.sources().getDecomposedLoc(range.getBegin());
  const auto [end_file, end] = writer_.sources().getDecomposedLoc(range.getEnd());
  if (file == end_file) scopes_.push_back({file, begin, end, symbol});
  llvm::SaveAndRestore from(from_, symbol);
  llvm::SaveAndRestore kind(type_kind_, ReferenceKind::type);
  return Base::TraverseDecl(decl);
}

bool ReferenceRecorder::VisitFunctionDecl(clang::FunctionDecl* function) {
  if (function->doesThisDeclarationHaveABody()) {
    on_function_(*function);
  } else if (function->getFriendObjectKind() == clang::Decl::FOK_None && !function->isPureVirtual() &&
             writer_.file_id(function->getLocation()) == writer_.sources().getMainFileID()) {
    const SymbolId holder = symbols_.id(llvm::dyn_cast<clang::NamedDecl>(function->getDeclContext()));
    add(holder, symbols_.id(function), function->getLocation(), ReferenceKind::forward_declare);
  }
  return true;
}

bool ReferenceRecorder::VisitVarDecl(clang::VarDecl* variable) {
  symbols_.id(variable);
  if (variable->isThisDeclarationADefinition() == clang::VarDecl::DeclarationOnly &&
      !variable->isStaticDataMember()) {
    add(0, symbols_.id(variable), variable->getLocation(), ReferenceKind::forward_declare);
  }
  // `T x{other}` passes arguments to a constructor; `T& x = other` gives other's address away.
  const clang::QualType type = variable->getType();
  if (type->isLValueReferenceType() && !type->getPointeeType().isConstQualified() && variable->hasInit()) {
    mark(variable->getInit(), ReferenceKind::take_address);
  }
  return true;
}

bool ReferenceRecorder::VisitTagDecl(clang::TagDecl* tag) {
  const SymbolId symbol = symbols_.id(tag);
  const bool standalone = !tag->isThisDeclarationADefinition() && !tag->isEmbeddedInDeclarator() &&
                          tag->getFriendObjectKind() == clang::Decl::FOK_None;
  if (standalone) add(0, symbol, tag->getLocation(), ReferenceKind::forward_declare);
  return true;
}

bool ReferenceRecorder::VisitEnumConstantDecl(clang::EnumConstantDecl* constant) {
  symbols_.id(constant);
  return true;
}

bool ReferenceRecorder::VisitCXXMethodDecl(clang::CXXMethodDecl* method) {
  for (const clang::CXXMethodDecl* overridden : method->overridden_methods()) {
    add(symbols_.id(method), symbols_.id(overridden), method->getLocation(), ReferenceKind::override_);
  }
  return true;
}

bool ReferenceRecorder::VisitCXXConstructorDecl(clang::CXXConstructorDecl* constructor) {
  for (const clang::CXXCtorInitializer* init : constructor->inits()) {
    if (!init->isWritten() || init->getAnyMember() == nullptr) continue;
    add(symbols_.id(constructor), symbols_.id(init->getAnyMember()), init->getMemberLocation(), ReferenceKind::write);
  }
  return true;
}

bool ReferenceRecorder::VisitUsingDecl(clang::UsingDecl* decl) {
  for (const clang::UsingShadowDecl* shadow : decl->shadows()) {
    add_use(shadow->getTargetDecl(), decl->getLocation(), ReferenceKind::type);
  }
  return true;
}

bool ReferenceRecorder::TraverseFriendDecl(clang::FriendDecl* decl) {
  if (clang::NamedDecl* friend_decl = decl->getFriendDecl()) {
    add_use(friend_decl, decl->getFriendLoc(), ReferenceKind::friend_);
    const auto* function = friend_decl->getAsFunction();
    if (function != nullptr && function->doesThisDeclarationHaveABody()) return TraverseDecl(friend_decl);
    return true;
  }
  llvm::SaveAndRestore kind(type_kind_, ReferenceKind::friend_);
  return decl->getFriendType() == nullptr || TraverseTypeLoc(decl->getFriendType()->getTypeLoc());
}

}  // namespace loadline::frontend

// Declarations and scopes of the walk that records references. Types and expressions follow in their own files.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/reference_recorder.h"

#include <llvm/Support/SaveAndRestore.h>

#include <algorithm>

#include "analyzers/frontend/files/digest.h"

namespace loadline::frontend {
namespace {

clang::TemplateSpecializationKind specialization_kind(const clang::Decl& decl) {
  if (const auto* record = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(&decl)) {
    return record->getSpecializationKind();
  }
  if (const auto* variable = llvm::dyn_cast<clang::VarTemplateSpecializationDecl>(&decl)) {
    return variable->getSpecializationKind();
  }
  const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&decl);
  return function == nullptr ? clang::TSK_Undeclared : function->getTemplateSpecializationKind();
}

// The template that `decl` is a specialization of.
const clang::NamedDecl* primary_template(const clang::Decl& decl) {
  if (const auto* record = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(&decl)) {
    return record->getSpecializedTemplate();
  }
  if (const auto* variable = llvm::dyn_cast<clang::VarTemplateSpecializationDecl>(&decl)) {
    return variable->getSpecializedTemplate();
  }
  const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&decl);
  if (function == nullptr) return nullptr;
  if (const auto* primary = function->getPrimaryTemplate()) return primary;
  return function->getInstantiatedFromMemberFunction();
}

const clang::ASTTemplateArgumentListInfo* written_arguments(const clang::Decl& decl) {
  if (const auto* record = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(&decl)) {
    return record->getTemplateArgsAsWritten();
  }
  const auto* variable = llvm::dyn_cast<clang::VarTemplateSpecializationDecl>(&decl);
  return variable == nullptr ? nullptr : variable->getTemplateArgsAsWritten();
}

// The function, variable or field whose code a lambda's body is part of.
const clang::NamedDecl* holder_of_lambda(const clang::FunctionDecl& call_operator) {
  const clang::DeclContext* context = call_operator.getDeclContext();
  while (context != nullptr) {
    const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(context);
    if (record != nullptr && record->isLambda()) {
      if (const auto* holder = llvm::dyn_cast_or_null<clang::NamedDecl>(record->getLambdaContextDecl())) return holder;
    } else if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(context)) {
      const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
      if (method == nullptr || !method->getParent()->isLambda()) return function;
    } else {
      return nullptr;
    }
    context = context->getParent();
  }
  return nullptr;
}

// Whether `decl` gives a body to what is declared elsewhere: in a file without an include guard, box.inl, for box.h.
bool completes_includer(const clang::Decl& decl) {
  const clang::FunctionDecl* const function = decl.getAsFunction();
  return decl.isOutOfLine() || (function != nullptr && (function->isOutOfLine() || !function->isFirstDecl()));
}

bool is_lambda_operator(const clang::FunctionDecl& function) {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&function);
  return method != nullptr && method->getParent()->isLambda();
}

}  // namespace

ReferenceRecorder::ReferenceRecorder(
    FactWriter& writer, SymbolTable& symbols, std::function<void(const clang::FunctionDecl&)> on_function,
    std::function<void(const clang::DeclaratorDecl&, const clang::Expr*)> on_initializer,
    std::function<void(const clang::FunctionDecl&)> on_specialization)
    : writer_(writer),
      symbols_(symbols),
      on_function_(std::move(on_function)),
      on_initializer_(std::move(on_initializer)),
      on_specialization_(std::move(on_specialization)) {}

void ReferenceRecorder::record_translation_unit(clang::ASTContext& context) {
  walk_context(*context.getTranslationUnitDecl());
  add_forwards();
}

// Namespaces are walked by their parts, because a part may have been opened around an #include of another file.
// What a precompiled header holds is none of this unit's and stays there.
void ReferenceRecorder::walk_context(clang::DeclContext& context) {
  for (clang::Decl* decl : context.noload_decls()) {
    if (llvm::isa<clang::NamespaceDecl, clang::LinkageSpecDecl, clang::ExportDecl>(decl)) {
      walk_context(*llvm::cast<clang::DeclContext>(decl));
    } else if (!decl->isImplicit() && writer_.is_owned(writer_.file_id(decl->getLocation()))) {
      TraverseDecl(decl);
    }
  }
}

void ReferenceRecorder::record_instantiation(const clang::FunctionDecl& function) {
  const clang::NamedDecl* owner = is_lambda_operator(function) ? holder_of_lambda(function) : &function;
  llvm::SaveAndRestore from(from_, symbols_.id(owner));
  llvm::SaveAndRestore file(from_file_,
                            writer_.file_id(owner == nullptr ? function.getLocation() : owner->getLocation()));
  llvm::SaveAndRestore completes(completes_includer_, owner != nullptr && completes_includer(*owner));
  llvm::SaveAndRestore instantiator(instantiator_, instantiators_.lookup(&function));
  note_pattern(function);
  llvm::SaveAndRestore flags(more_flags_, std::uint8_t{kFromInstantiation});
  TraverseStmt(function.getBody());
}

// What a template says itself, the unit that owns it has said: an instantiation elsewhere adds only what it alone
// shows.
void ReferenceRecorder::note_pattern(const clang::FunctionDecl& function) {
  const clang::FunctionDecl* pattern = function.getTemplateInstantiationPattern();
  if (pattern == nullptr || writer_.is_owned(writer_.file_id(pattern->getLocation()))) return;
  if (!noted_patterns_.insert(pattern).second || pattern->getBody() == nullptr) return;
  llvm::SaveAndRestore silent(silent_, true);
  TraverseStmt(pattern->getBody());
}

bool ReferenceRecorder::opens_scope(const clang::Decl& decl) const {
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&decl)) {
    return variable->hasGlobalStorage() && !variable->isStaticLocal() && !llvm::isa<clang::ParmVarDecl>(variable);
  }
  if (const auto* tag = llvm::dyn_cast<clang::TagDecl>(&decl)) return tag->isThisDeclarationADefinition();
  // A template's parameters belong to it, with their constraints and defaults.
  if (const auto* type = llvm::dyn_cast<clang::ClassTemplateDecl>(&decl)) {
    return type->isThisDeclarationADefinition();
  }
  return llvm::isa<clang::FunctionDecl, clang::FieldDecl, clang::TypedefNameDecl, clang::ConceptDecl,
                   clang::FunctionTemplateDecl, clang::VarTemplateDecl, clang::TypeAliasTemplateDecl>(decl);
}

void ReferenceRecorder::note_scope(const clang::Decl& decl, SymbolId symbol) {
  const clang::SourceManager& sources = writer_.sources();
  const auto range = sources.getExpansionRange(decl.getSourceRange());
  // A declaration that one macro makes is no owner of the place where the macro is expanded.
  if (decl.getBeginLoc().isMacroID() &&
      sources.getExpansionLoc(decl.getBeginLoc()) == sources.getExpansionLoc(decl.getEndLoc())) {
    return;
  }
  const auto [file, begin] = sources.getDecomposedLoc(range.getBegin());
  const auto [end_file, end] = sources.getDecomposedLoc(range.getEnd());
  if (file == end_file) scopes_.push_back({file, begin, end, symbol});
}

bool ReferenceRecorder::TraverseDecl(clang::Decl* decl) {
  // `void print(const Printable auto& value)`: the parameter of the template is made up, its concept is written.
  const auto* parameter = llvm::dyn_cast_or_null<clang::TemplateTypeParmDecl>(decl);
  if (parameter != nullptr && parameter->isImplicit() && parameter->getTypeConstraint() != nullptr) {
    return TraverseTypeConstraint(parameter->getTypeConstraint());
  }
  if (decl == nullptr || (decl->isImplicit() && !llvm::isa<clang::VarDecl>(decl))) return true;
  switch (specialization_kind(*decl)) {
    case clang::TSK_ImplicitInstantiation: return true;
    case clang::TSK_ExplicitInstantiationDeclaration:
    case clang::TSK_ExplicitInstantiationDefinition: return traverse_explicit_instantiation(*decl);
    default: break;
  }
  const SymbolId symbol = opens_scope(*decl) ? symbols_.id(llvm::cast<clang::NamedDecl>(decl)) : 0;
  if (symbol == 0) {
    const bool result = Base::TraverseDecl(decl);
    note_deduced_type(*decl);
    return result;
  }
  note_scope(*decl, symbol);
  llvm::SaveAndRestore from(from_, symbol);
  llvm::SaveAndRestore file(from_file_, writer_.file_id(decl->getLocation()));
  llvm::SaveAndRestore completes(completes_includer_, completes_includer_ || completes_includer(*decl));
  llvm::SaveAndRestore kind(type_kind_, ReferenceKind::type);
  if (specialization_kind(*decl) == clang::TSK_ExplicitSpecialization) {
    add_use(primary_template(*decl), decl->getLocation(), ReferenceKind::type);
  }
  const bool result = Base::TraverseDecl(decl);
  note_deduced_type(*decl);
  return result;
}

// `template class Box<Key>;` belongs to no symbol: it makes the compiler write code here.
bool ReferenceRecorder::traverse_explicit_instantiation(const clang::Decl& decl) {
  add_use(primary_template(decl), decl.getLocation(), ReferenceKind::type);
  if (const clang::ASTTemplateArgumentListInfo* arguments = written_arguments(decl)) {
    for (const clang::TemplateArgumentLoc& argument : arguments->arguments()) TraverseTemplateArgumentLoc(argument);
  }
  return true;
}

// `auto` hides a type from the reader, but not a dependency. After the walk of the declaration, because what is written
// on its line counts more.
void ReferenceRecorder::note_deduced_type(const clang::Decl& decl) {
  const auto* declarator = llvm::dyn_cast<clang::DeclaratorDecl>(&decl);
  if (declarator == nullptr || declarator->getTypeSourceInfo() == nullptr) return;
  const auto* function = llvm::dyn_cast<clang::FunctionDecl>(declarator);
  const clang::QualType written =
      function == nullptr ? declarator->getTypeSourceInfo()->getType() : function->getDeclaredReturnType();
  if (written.isNull() || written->getContainedAutoType() == nullptr) return;
  add_unwritten_type(function == nullptr ? declarator->getType() : function->getReturnType(), declarator->getLocation(),
                     ReferenceKind::type);
}

// The class or function in which a declaration is written that may also be elsewhere.
SymbolId ReferenceRecorder::holder_of(const clang::Decl& decl) {
  const auto* holder = llvm::dyn_cast<clang::NamedDecl>(decl.getLexicalDeclContext());
  return llvm::isa_and_nonnull<clang::RecordDecl, clang::FunctionDecl>(holder) ? symbols_.id(holder) : 0;
}

// A prototype in a source file, of a function that others define, replaces an #include. In a header it is the
// interface.
bool ReferenceRecorder::VisitFunctionDecl(clang::FunctionDecl* function) {
  if (function->doesThisDeclarationHaveABody()) {
    if (!silent_) on_function_(*function);
  } else if (function->getFriendObjectKind() == clang::Decl::FOK_None && !llvm::isa<clang::CXXMethodDecl>(function) &&
             specialization_kind(*function) == clang::TSK_Undeclared && stands_in_main_file(*function)) {
    forwards_.push_back({holder_of(*function), symbols_.id(function), function->getLocation()});
  }
  return true;
}

bool ReferenceRecorder::stands_in_main_file(const clang::Decl& decl) const {
  return writer_.file_id(decl.getLocation()) == writer_.sources().getMainFileID();
}

bool ReferenceRecorder::VisitVarDecl(clang::VarDecl* variable) {
  symbols_.id(variable);
  if (opens_scope(*variable) && variable->getInit() != nullptr) on_initializer_(*variable, variable->getInit());
  if (variable->hasExternalStorage() && !variable->hasInit() && !variable->isStaticDataMember() &&
      stands_in_main_file(*variable)) {
    add(holder_of(*variable), symbols_.id(variable), variable->getLocation(), ReferenceKind::forward_declare);
  }
  // `T x{other}` passes arguments to a constructor; `T& x = other` gives other's address away.
  const clang::QualType type = variable->getType();
  if (type->isLValueReferenceType() && !type->getPointeeType().isConstQualified() && variable->hasInit()) {
    mark(variable->getInit(), ReferenceKind::take_address);
  }
  return true;
}

bool ReferenceRecorder::VisitFieldDecl(clang::FieldDecl* field) {
  if (field->hasInClassInitializer() && !silent_) on_initializer_(*field, field->getInClassInitializer());
  return true;
}

// All the way up: whether a class is a service of some framework shows only at the end of the line.
void ReferenceRecorder::note_bases(const clang::CXXRecordDecl& derived) {
  if (!derived.hasDefinition() || !with_bases_.insert(&derived).second) return;
  for (const clang::CXXBaseSpecifier& specifier : derived.bases()) {
    const clang::CXXRecordDecl* base = record_behind(specifier.getType());
    if (base == nullptr) continue;
    writer_.facts.bases.push_back({symbols_.id(&derived), symbols_.id(base)});
    note_bases(*base);
  }
}

bool ReferenceRecorder::VisitTagDecl(clang::TagDecl* tag) {
  const SymbolId symbol = symbols_.id(tag);
  const bool standalone = !tag->isThisDeclarationADefinition() && !tag->isEmbeddedInDeclarator() &&
                          tag->getFriendObjectKind() == clang::Decl::FOK_None;
  const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(tag);
  if (record != nullptr && record->isThisDeclarationADefinition() && !record->isLambda()) note_bases(*record);
  if (standalone) forwards_.push_back({holder_of(*tag), symbol, tag->getLocation()});
  return true;
}

bool ReferenceRecorder::VisitEnumConstantDecl(clang::EnumConstantDecl* constant) {
  symbols_.id(constant);
  return true;
}

bool ReferenceRecorder::VisitCXXMethodDecl(clang::CXXMethodDecl* method) {
  if (method->isOutOfLine()) return true;
  for (const clang::CXXMethodDecl* overridden : method->overridden_methods()) {
    add(symbols_.id(method), symbols_.id(overridden), method->getLocation(), ReferenceKind::override_);
  }
  return true;
}

bool ReferenceRecorder::VisitCXXConstructorDecl(clang::CXXConstructorDecl* constructor) {
  for (const clang::CXXCtorInitializer* init : constructor->inits()) {
    if (!init->isWritten()) {
      note_silent_construction(init->getInit(), constructor->getLocation());
      continue;
    }
    if (init->getAnyMember() == nullptr) continue;
    add(symbols_.id(constructor), symbols_.id(init->getAnyMember()), init->getMemberLocation(), ReferenceKind::write);
  }
  return true;
}

// A base or member that a constructor does not mention is made all the same.
void ReferenceRecorder::note_silent_construction(const clang::Expr* init, clang::SourceLocation where) {
  if (init == nullptr) return;
  const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(init->IgnoreImplicit());
  if (construction == nullptr) return;
  add_use(construction->getConstructor()->getParent(), where, ReferenceKind::construct, kImplicitReference);
}

bool ReferenceRecorder::VisitUsingDecl(clang::UsingDecl* decl) {
  for (const clang::UsingShadowDecl* shadow : decl->shadows()) {
    if (llvm::isa<clang::ConstructorUsingShadowDecl>(shadow)) continue;  // the class is named before the ::
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

// Declarations and scopes of the walk that records references. Types and expressions follow in their own files.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/reference_recorder.h"

#include <clang/Basic/CharInfo.h>
#include <clang/Lex/Lexer.h>
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

// Whether `decl` is called by its name at `spelling`, in a file.
bool spells(const clang::SourceManager& sources, clang::SourceLocation spelling, const clang::NamedDecl& decl) {
  const clang::IdentifierInfo* name = decl.getIdentifier();
  bool is_invalid = false;
  const auto [file, offset] = sources.getDecomposedLoc(spelling);
  const llvm::StringRef text = sources.getBufferData(file, &is_invalid);
  if (name == nullptr || is_invalid || !text.substr(offset).starts_with(name->getName())) return false;
  const std::size_t end = offset + name->getLength();
  return end == text.size() || !clang::isAsciiIdentifierContinue(text[end]);
}

// Of a file and what is used in it.
std::uint64_t use_key(clang::FileID file, SymbolId used) {
  return (used + (std::uint64_t{file.getHashValue()} + 1) * 0x9e3779b97f4a7c15u) >> 1;
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

// `namespace net { class Peer; }` for the sake of `friend class net::Peer;` is a part of the friend declaration.
void ReferenceRecorder::add_forwards() {
  for (const Forward& forward : std::exchange(forwards_, {})) {
    const std::uint64_t key = use_key(writer_.file_id(forward.where), forward.to);
    const bool is_friend = befriended_.contains(key) && !used_.contains(key);
    add(forward.from, forward.to, forward.where, is_friend ? ReferenceKind::friend_ : ReferenceKind::forward_declare);
  }
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

// Said twice on one line, the plainer one is kept: written over implicit, in the template over in an instantiation.
void ReferenceRecorder::add(SymbolId from, SymbolId to, clang::SourceLocation where, ReferenceKind kind,
                            std::uint8_t flags) {
  constexpr std::uint8_t kReservations = kImplicitReference | kFromInstantiation;
  // What the includer's macro says in a function of the included file, the function does not say.
  if (where.isMacroID() && from == from_ && writer_.is_of_includer(where) && writer_.file_id(where) != from_file_)
    from = 0;
  const FilePlace place = writer_.place(where);
  if (!place.known() || to == 0 || from == to) return;
  flags |= more_flags_;
  const std::uint64_t parts[] = {from, to, (std::uint64_t{place.file} << 32) | place.line,
                                 (static_cast<std::uint64_t>(kind) << 8) | (flags & ~kReservations)};
  std::vector<ReferenceFact>& references = writer_.facts.references;
  const std::uint64_t key = digest({reinterpret_cast<const char*>(parts), sizeof(parts)}) >> 1;
  const auto [seen, is_new] = seen_.try_emplace(key, silent_ ? kNone : static_cast<std::uint32_t>(references.size()));
  if (is_new && !silent_) {
    references.push_back({from, to, place.file, place.line, kind, flags});
  } else if (seen->second != kNone && !silent_) {
    references[seen->second].flags = std::min(references[seen->second].flags, flags);
  }
}

void ReferenceRecorder::add_use(const clang::NamedDecl* to, clang::SourceLocation where, ReferenceKind kind,
                                std::uint8_t flags) {
  const SymbolId target = symbols_.id(to);
  if (target == 0) return;
  const clang::SourceLocation home = writer_.includer_text().home_of(where);
  const clang::FileID file = writer_.sources().getFileID(home);
  if (!silent_) (kind == ReferenceKind::friend_ ? befriended_ : used_).insert(use_key(file, target));
  const clang::SourceLocation giver = writer_.is_project(writer_.file_id(to->getLocation()))
                                          ? writer_.includer_text().giver_of(home, *to)
                                          : clang::SourceLocation();
  if (giver.isValid()) {
    // A function of the text says nothing of what its includer has.
    add(from_file_ == file ? 0 : from_, target, giver, kind, flags);
  } else {
    add(from_, target, where, kind, flags);
  }
  if (where.isMacroID()) add_macro_use(*to, target, where, kind, flags);
  if (instantiator_.where.isValid() && !silent_) add_instantiator_use(*to, target, where, kind, flags);
}

// What a macro's body says belongs to whoever expands it. What it names in so many words, the macro depends on as well.
void ReferenceRecorder::add_macro_use(const clang::NamedDecl& to, SymbolId target, clang::SourceLocation where,
                                      ReferenceKind kind, std::uint8_t flags) {
  clang::SourceManager& sources = writer_.sources();
  if (!sources.isMacroBodyExpansion(where)) return;
  const clang::SourceLocation spelling = sources.getSpellingLoc(where);
  if (!writer_.is_project(sources.getFileID(spelling)) || !spells(sources, spelling, to)) return;
  if (is_given_where_expanded(to, spelling)) return;
  const llvm::StringRef macro = clang::Lexer::getImmediateMacroName(where, sources, to.getASTContext().getLangOpts());
  add(symbols_.macro_id(macro, spelling), target, spelling, kind, flags);
}

// `#define FIELD(name) int offset_of_##name() { return sizeof(Self); }`: the Self of the class that the macro is expanded in,
// or what each user of the macro has in a header of its own, and the file of the macro has never seen.
bool ReferenceRecorder::is_given_where_expanded(const clang::NamedDecl& to, clang::SourceLocation spelling) {
  const clang::SourceManager& sources = writer_.sources();
  const clang::FileEntry* const definition = sources.getFileEntryForID(sources.getFileID(spelling));
  return llvm::none_of(to.redecls(), [&](const clang::Decl* declared) {
    const clang::FileID file = writer_.file_id(declared->getLocation());
    return writer_.includes().reaches(definition, sources.getFileEntryForID(file));
  });
}

// A template whose file does not include what it uses in an instantiation gets it from the code that instantiates it.
void ReferenceRecorder::add_instantiator_use(const clang::NamedDecl& to, SymbolId target, clang::SourceLocation where,
                                             ReferenceKind kind, std::uint8_t flags) {
  const clang::FileID target_file = writer_.file_id(to.getLocation());
  if (!writer_.is_project(target_file) || target_file == writer_.file_id(instantiator_.where)) return;
  const clang::SourceManager& sources = writer_.sources();
  const clang::FileEntry* const user = sources.getFileEntryForID(writer_.file_id(where));
  if (writer_.includes().reaches(user, sources.getFileEntryForID(target_file))) return;
  add(instantiator_.from, target, instantiator_.where, kind, flags | kImplicitReference);
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

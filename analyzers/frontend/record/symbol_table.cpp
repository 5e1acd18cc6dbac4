// Clang declarations → symbols.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/symbol_table.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/Attr.h>
#include <clang/Index/USRGeneration.h>

#include <tuple>

#include "analyzers/frontend/files/digest.h"
#include "analyzers/frontend/record/symbol_properties.h"

namespace loadline::frontend {
namespace {

constexpr std::size_t kMaxSignature = 400;  // bytes; expression templates print types of many kilobytes

std::string own_name(const clang::NamedDecl& decl) {
  if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(&decl)) {
    if (space->isAnonymousNamespace()) return "(anonymous namespace)";
  }
  if (llvm::isa<clang::CXXConstructorDecl, clang::CXXDestructorDecl>(decl)) {
    const auto* record = llvm::cast<clang::CXXRecordDecl>(decl.getDeclContext());
    return (llvm::isa<clang::CXXDestructorDecl>(decl) ? "~" : "") + record->getNameAsString();
  }
  std::string name = decl.getNameAsString();
  if (!name.empty()) return name;
  if (const auto* tag = llvm::dyn_cast<clang::TagDecl>(&decl)) {
    if (const auto* alias = tag->getTypedefNameForAnonDecl()) return alias->getNameAsString();
    return "(unnamed " + tag->getKindName().str() + ")";
  }
  return "(unnamed)";
}

bool is_lambda(const clang::DeclContext& context) {
  const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(&context);
  return record != nullptr && record->isLambda();
}

// What has no name of its own among the holders of a declaration. A lambda's code belongs to the function around it.
bool is_transparent(const clang::DeclContext& context) {
  if (is_lambda(context) || (context.isFunctionOrMethod() && is_lambda(*context.getParent()))) return true;
  const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(&context);
  if (space != nullptr) return space->isInline() && !space->isAnonymousNamespace();
  if (const auto* enumeration = llvm::dyn_cast<clang::EnumDecl>(&context)) return !enumeration->isScoped();
  return !llvm::isa<clang::NamedDecl>(context);  // linkage specifications, export blocks
}

std::string cut(std::string text) {
  if (text.size() > kMaxSignature) text.replace(kMaxSignature, std::string::npos, "…");
  return text;
}

bool is_symbol(const clang::NamedDecl& decl) {
  const auto* context = llvm::dyn_cast<clang::DeclContext>(&decl);
  if ((context != nullptr && is_lambda(*context)) || is_lambda(*decl.getDeclContext())) return false;
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&decl)) {
    return !llvm::isa<clang::ParmVarDecl>(variable) && variable->hasGlobalStorage();
  }
  return llvm::isa<clang::TagDecl, clang::FunctionDecl, clang::FieldDecl, clang::EnumConstantDecl,
                   clang::TypedefNameDecl, clang::ConceptDecl, clang::NamespaceDecl>(decl);
}

bool is_file_scope_typedef(const clang::NamedDecl& decl) {
  return llvm::isa<clang::TypedefNameDecl>(decl) && decl.getDeclContext()->getRedeclContext()->isFileContext();
}

// size_t, pid_t: several system headers hold the words, and whichever is read first says them. They are in no file.
bool is_global_typedef(const clang::NamedDecl& decl) {
  return is_file_scope_typedef(decl) && decl.getDeclContext()->getRedeclContext()->isTranslationUnit();
}

// Clang declares a built-in function where it is first called. That is no place of its own.
bool is_builtin(const clang::Decl& decl) {
  const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&decl);
  return function != nullptr && function->isImplicit() && function->getBuiltinID() != 0;
}

// `static int load(int) __attribute__((weakref("store_load")));` is the other's function, or none.
const clang::WeakRefAttr* weak_reference(const clang::NamedDecl& decl) {
  return llvm::isa<clang::FunctionDecl, clang::VarDecl>(decl) ? decl.getAttr<clang::WeakRefAttr>() : nullptr;
}

// `int load(int) __asm__("store_load");` is another name for what the linker knows by the label, in C.
llvm::StringRef linker_name(const clang::NamedDecl& decl) {
  if (!llvm::isa<clang::FunctionDecl, clang::VarDecl>(decl)) return {};
  if (const auto* label = decl.getAttr<clang::AsmLabelAttr>()) return label->getLabel();
  const clang::WeakRefAttr* const reference = weak_reference(decl);
  if (reference == nullptr) return {};
  if (!reference->getAliasee().empty()) return reference->getAliasee();
  const auto* alias = decl.getAttr<clang::AliasAttr>();
  return alias == nullptr ? llvm::StringRef() : alias->getAliasee();
}

bool defines(const clang::Decl& decl) {
  if (decl.hasAttr<clang::WeakRefAttr>()) return false;  // although it has an alias
  if (const auto* tag = llvm::dyn_cast<clang::TagDecl>(&decl)) return tag->isThisDeclarationADefinition();
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&decl)) {
    return function->isThisDeclarationADefinition();
  }
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&decl)) {
    return variable->isThisDeclarationADefinition() != clang::VarDecl::DeclarationOnly;
  }
  return true;
}

clang::QualType type_of(const clang::NamedDecl& decl) {
  if (const auto* alias = llvm::dyn_cast<clang::TypedefNameDecl>(&decl)) return alias->getUnderlyingType();
  if (llvm::isa<clang::FieldDecl, clang::VarDecl>(decl)) return llvm::cast<clang::ValueDecl>(decl).getType();
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&decl)) return function->getReturnType();
  return {};
}

}  // namespace

std::string qualified_name(const clang::NamedDecl& decl) {
  std::string name = own_name(decl);
  for (const clang::DeclContext* context = decl.getDeclContext(); context != nullptr; context = context->getParent()) {
    if (context->isTranslationUnit()) break;
    if (is_transparent(*context)) continue;
    name = own_name(*llvm::cast<clang::NamedDecl>(context)) + "::" + name;
  }
  return name;
}

SymbolTable::SymbolTable(FactWriter& writer, clang::ASTContext& context) : writer_(writer), context_(context) {}

// Two programs of one repository may each have a `main`, or a class `Options` in their own source file. The linker never
// sees them together, so what only one source file can name gets that file into its id.
bool SymbolTable::is_private_to_source(const clang::NamedDecl& decl) {
  if (weak_reference(decl) != nullptr) return false;
  if (is_file_scope_typedef(decl) ? decl.isInAnonymousNamespace() : !decl.isExternallyVisible()) return true;
  const clang::NamedDecl* holder = &decl;
  while (const auto* outer = llvm::dyn_cast<clang::CXXRecordDecl>(holder->getDeclContext())) holder = outer;
  const auto* function = llvm::dyn_cast<clang::FunctionDecl>(holder);
  if (function != nullptr && !function->isMain() && !function->isInlined() && !function->isTemplated()) return false;
  if (llvm::isa<clang::VarDecl, clang::NamespaceDecl>(holder)) return false;
  const clang::FileID main_file = writer_.sources().getMainFileID();
  for (const clang::Decl* redecl : holder->redecls()) {
    if (writer_.file_id(redecl->getLocation()) != main_file) return false;
  }
  return true;
}

// Clang's USR, but for what hangs on the order in which headers are read: that of a typedef holds the file of its first
// declaration, and that of a function template spells types in the way in which they were first met.
std::string SymbolTable::identity_of(const clang::NamedDecl& decl) {
  if (is_file_scope_typedef(decl)) return "typedef " + qualified_name(decl);
  const bool is_project = writer_.is_project(writer_.file_id(decl.getLocation()));
  const llvm::StringRef label = is_project ? linker_name(decl) : llvm::StringRef();
  if (!label.empty()) return (llvm::isa<clang::FunctionDecl>(decl) ? "c:@F@" + label : "c:@" + label).str();
  if (!is_project && llvm::isa<clang::FunctionDecl>(decl) && decl.isTemplated()) {
    const FilePlace place = writer_.place(shown_declaration(decl).getLocation());
    return "template " + qualified_name(decl) + " " + std::to_string(place.line);
  }
  llvm::SmallString<256> usr;
  return clang::index::generateUSRForDecl(&decl, usr) ? qualified_name(decl) : usr.str().str();
}

SymbolId SymbolTable::make_id(const clang::NamedDecl& decl) {
  std::uint64_t seed = 0;
  if (is_private_to_source(decl)) {
    const FileIndex file = writer_.file(writer_.file_id(decl.getLocation()));
    if (file != kNone) seed = digest(writer_.facts.path(file));
  }
  const SymbolId id = digest(identity_of(decl), seed);
  return id == 0 ? 1 : id;
}

SymbolId SymbolTable::id(const clang::NamedDecl* decl) {
  if (decl == nullptr) return 0;
  const auto found = ids_.find(decl);
  if (found != ids_.end()) return found->second;
  const clang::NamedDecl* written = written_declaration(decl);
  SymbolId id = 0;
  if (written != nullptr && is_symbol(*written)) {
    const auto known = ids_.find(written);
    id = known != ids_.end() ? known->second : make_id(*written);
  }
  ids_[decl] = id;
  if (id == 0) return 0;
  ids_[written] = id;
  if (recorded_.insert(id).second) add_symbol(*written, id);
  return id;
}

SymbolId SymbolTable::parent_id(const clang::NamedDecl& decl) {
  const clang::DeclContext* context = decl.getDeclContext();
  while (context != nullptr && !context->isTranslationUnit() && is_transparent(*context)) {
    if (llvm::isa<clang::EnumDecl>(context)) break;
    context = context->getParent();
  }
  if (context == nullptr || context->isTranslationUnit()) return 0;
  return id(llvm::cast<clang::NamedDecl>(context));
}

// Of several declarations, the one whose words the symbol's facts repeat. Not the first, because headers may be read in
// another order elsewhere: the definition of a type, and for everything else what is in a header, first by name.
const clang::NamedDecl& SymbolTable::shown_declaration(const clang::NamedDecl& decl) {
  if (llvm::isa<clang::NamespaceDecl>(decl) || decl.getMostRecentDecl() == decl.getCanonicalDecl()) return decl;
  if (const auto* tag = llvm::dyn_cast<clang::TagDecl>(&decl)) {
    if (const clang::TagDecl* definition = tag->getDefinition()) return *definition;
  }
  const clang::NamedDecl* best = nullptr;
  std::tuple<bool, std::string, std::uint32_t> best_place;
  for (const clang::Decl* redecl : decl.redecls()) {
    const FilePlace place = writer_.place(redecl->getLocation());
    if (!place.known()) continue;
    std::tuple candidate{place.file == 0, std::string(writer_.facts.path(place.file)), place.line};
    if (best != nullptr && best_place <= candidate) continue;
    best = llvm::cast<clang::NamedDecl>(redecl);
    best_place = std::move(candidate);
  }
  return best == nullptr ? decl : *best;
}

void SymbolTable::add_symbol(const clang::NamedDecl& canonical, SymbolId id) {
  const clang::NamedDecl& decl = shown_declaration(canonical);
  SymbolFact fact;
  fact.id = id;
  fact.kind = kind_of(decl);
  fact.name = writer_.text(qualified_name(decl));
  fact.parent = parent_id(decl);
  fact.access = access_of(decl);
  fact.linkage = linkage_of(decl);
  fact.flags = flags_of(decl);
  const bool is_project = writer_.is_project(writer_.file_id(decl.getLocation()));
  // A library's own visibility is none of the program's, and may hang on who includes its headers first.
  if (!is_project) fact.flags &= ~std::uint32_t{kExported | kHidden};
  if (fact.kind == SymbolKind::namespace_) fact.flags &= ~std::uint32_t{kImplicit};  // std, before anyone has opened it
  if (is_project) {
    fact.signature = writer_.text(cut(signature_of(decl)));
    if (const auto* tag = tag_led_to(type_of(decl))) fact.type = this->id(tag);
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(&decl);
    const clang::Expr* init = variable == nullptr ? nullptr : variable->getAnyInitializer();
    if (init != nullptr && (fact.flags & (kConst | kConstexpr)) != 0 && !init->isValueDependent()) {
      if (const auto constant = constant_of(*init, context_)) fact.value = writer_.text(constant->text);
    }
  }
  writer_.facts.symbols.push_back(fact);
  add_declarations(decl, id);
}

void SymbolTable::add_declarations(const clang::NamedDecl& decl, SymbolId id) {
  if (llvm::isa<clang::NamespaceDecl>(decl)) return;  // opened in many files: it belongs to none
  if (is_builtin(decl)) return;
  if (!writer_.is_project(writer_.file_id(decl.getLocation()))) {
    // One is enough to say where it comes from.
    if (!is_global_typedef(decl)) add_declaration(decl, id, defines(decl));
    return;
  }
  for (const clang::Decl* redecl : decl.redecls()) {
    if (redecl->getFriendObjectKind() != clang::Decl::FOK_None && !defines(*redecl)) continue;
    add_declaration(*redecl, id, defines(*redecl));
  }
}

void SymbolTable::add_declaration(const clang::Decl& decl, SymbolId id, bool is_definition) {
  const FilePlace place = writer_.place(decl.getLocation());
  if (!place.known()) return;
  const FilePlace end = writer_.place(decl.getEndLoc());
  const std::uint32_t end_line = end.file == place.file && end.line > place.line ? end.line : place.line;
  writer_.facts.declarations.push_back({id, place.file, place.line, end_line, is_definition});
}

SymbolId SymbolTable::lambda_id(SymbolId enclosing, std::uint32_t ordinal, const clang::LambdaExpr& lambda) {
  const SymbolId id = digest("lambda " + std::to_string(ordinal), enclosing);
  if (!recorded_.insert(id).second) return id;
  std::string holder;
  for (auto it = writer_.facts.symbols.rbegin(); it != writer_.facts.symbols.rend() && holder.empty(); ++it) {
    if (it->id == enclosing) holder = writer_.facts.texts[it->name];
  }
  SymbolFact fact;
  fact.id = id;
  fact.parent = enclosing;
  fact.kind = SymbolKind::lambda;
  fact.linkage = Linkage::none;
  fact.flags = kHasBody;
  fact.name = writer_.text(holder + "::(lambda#" + std::to_string(ordinal) + ")");
  fact.signature = writer_.text(cut(signature_of(*lambda.getCallOperator())));
  writer_.facts.symbols.push_back(fact);
  const FilePlace begin = writer_.place(lambda.getBeginLoc());
  if (begin.known()) {
    const FilePlace end = writer_.place(lambda.getEndLoc());
    writer_.facts.declarations.push_back({id, begin.file, begin.line, std::max(begin.line, end.line), 1});
  }
  return id;
}

SymbolId SymbolTable::macro_id(llvm::StringRef name, clang::SourceLocation definition) {
  const FilePlace place = writer_.place(definition);
  if (!place.known()) return 0;
  const SymbolId id = digest("macro " + name.str(), digest(writer_.facts.path(place.file)));
  if (!recorded_.insert(id).second) return id;
  SymbolFact fact;
  fact.id = id;
  fact.kind = SymbolKind::macro;
  fact.name = writer_.text(name);
  writer_.facts.symbols.push_back(fact);
  writer_.facts.declarations.push_back({id, place.file, place.line, place.line, 1});
  return id;
}

}  // namespace loadline::frontend

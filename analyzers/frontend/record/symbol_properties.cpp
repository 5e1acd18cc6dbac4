// Kind, access, linkage and flags of a declaration.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/symbol_properties.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/Attr.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/PrettyPrinter.h>
#include <clang/AST/StmtCXX.h>

#include <algorithm>

namespace loadline::frontend {
namespace {

SymbolKind kind_of_tag(const clang::TagDecl& tag) {
  if (tag.isUnion()) return SymbolKind::union_;
  if (tag.isEnum()) return SymbolKind::enum_;
  return tag.isClass() ? SymbolKind::class_ : SymbolKind::struct_;
}

SymbolKind kind_of_function(const clang::FunctionDecl& function) {
  if (llvm::isa<clang::CXXConstructorDecl>(function)) return SymbolKind::constructor;
  if (llvm::isa<clang::CXXDestructorDecl>(function)) return SymbolKind::destructor;
  if (llvm::isa<clang::CXXConversionDecl>(function)) return SymbolKind::conversion;
  return llvm::isa<clang::CXXMethodDecl>(function) ? SymbolKind::method : SymbolKind::function;
}

// std::atomic<…>, or a class derived from it.
bool is_atomic(const clang::CXXRecordDecl& record) {
  const clang::IdentifierInfo* name = record.getIdentifier();
  if (name != nullptr && record.isInStdNamespace() && name->getName().starts_with("atomic")) return true;
  if (!record.hasDefinition()) return false;
  return std::any_of(record.bases_begin(), record.bases_end(), [](const clang::CXXBaseSpecifier& base) {
    const clang::CXXRecordDecl* parent = base.getType()->getAsCXXRecordDecl();
    return parent != nullptr && is_atomic(*parent);
  });
}

std::uint32_t flags_of_type(clang::QualType type) {
  std::uint32_t flags = 0;
  if (type.isNull()) return flags;
  if (type->isReferenceType()) flags |= kReferenceType;
  if (type->isPointerType()) flags |= kPointerType;
  if (type.getNonReferenceType().isConstQualified()) flags |= kConst;
  if (type->isAtomicType()) flags |= kAtomic;
  if (const auto* record = type->getAsCXXRecordDecl()) {
    if (is_atomic(*record)) flags |= kAtomic;
  }
  if (is_lockable(type)) flags |= kMutexType;
  return flags;
}

std::uint32_t flags_of_function(const clang::FunctionDecl& function) {
  std::uint32_t flags = 0;
  if (function.isConstexpr()) flags |= kConstexpr;
  if (function.doesThisDeclarationHaveABody() || function.getDefinition() != nullptr) flags |= kHasBody;
  if (const auto* prototype = function.getType()->getAs<clang::FunctionProtoType>()) {
    if (prototype->getExceptionSpecType() == clang::EST_BasicNoexcept) flags |= kNoexcept;
  }
  if (function.isTemplated()) flags |= kTemplate;
  if (llvm::isa_and_nonnull<clang::CoroutineBodyStmt>(function.getBody())) flags |= kCoroutine;
  if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&function)) {
    if (method->isVirtual()) flags |= kVirtual;
    if (method->isPureVirtual()) flags |= kPure;
    if (method->hasAttr<clang::FinalAttr>()) flags |= kFinal;
    if (method->isConst()) flags |= kConst;
    if (method->isStatic()) flags |= kStaticMember;
  }
  return flags;
}

std::uint32_t flags_of_variable(const clang::VarDecl& variable) {
  std::uint32_t flags = flags_of_type(variable.getType());
  if (variable.hasGlobalStorage()) flags |= kStaticStorage;
  if (variable.getTLSKind() != clang::VarDecl::TLS_None) flags |= kThreadLocal;
  if (variable.isConstexpr()) flags |= kConstexpr | kConst;
  if (variable.isStaticDataMember()) flags |= kStaticMember;
  if (variable.isStaticLocal()) flags |= kFunctionLocal;
  if (variable.isTemplated()) flags |= kTemplate;
  return flags;
}

std::uint32_t flags_of_record(const clang::CXXRecordDecl& record) {
  std::uint32_t flags = record.isTemplated() ? kTemplate : 0u;
  const clang::CXXRecordDecl* definition = record.getDefinition();
  if (definition == nullptr) return flags;
  if (definition->isAbstract()) flags |= kAbstract;
  if (definition->isPolymorphic()) flags |= kPolymorphic;
  if (definition->hasAttr<clang::FinalAttr>()) flags |= kFinal;
  return flags;
}

bool is_in_inline_namespace(const clang::NamedDecl& decl) {
  for (const clang::DeclContext* context = decl.getDeclContext(); context != nullptr; context = context->getParent()) {
    const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(context);
    if (space != nullptr && space->isInline() && !space->isAnonymousNamespace()) return true;
  }
  return false;
}

std::uint32_t flags_of_attributes(const clang::NamedDecl& decl) {
  std::uint32_t flags = 0;
  if (decl.hasAttr<clang::DeprecatedAttr>()) flags |= kDeprecated;
  if (decl.hasAttr<clang::DLLExportAttr>()) flags |= kExported;
  if (const auto* visibility = decl.getAttr<clang::VisibilityAttr>()) {
    flags |= visibility->getVisibility() == clang::VisibilityAttr::Default ? kExported : kHidden;
  }
  return flags;
}

}  // namespace

SymbolKind kind_of(const clang::NamedDecl& decl) {
  using clang::Decl;
  if (const auto* tag = llvm::dyn_cast<clang::TagDecl>(&decl)) return kind_of_tag(*tag);
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&decl)) return kind_of_function(*function);
  if (llvm::isa<clang::FieldDecl, clang::IndirectFieldDecl>(decl)) return SymbolKind::field;
  if (llvm::isa<clang::ParmVarDecl>(decl)) return SymbolKind::parameter;
  if (llvm::isa<clang::VarDecl>(decl)) return SymbolKind::variable;
  if (llvm::isa<clang::EnumConstantDecl>(decl)) return SymbolKind::enumerator;
  if (llvm::isa<clang::TypedefNameDecl>(decl)) return SymbolKind::alias;
  if (llvm::isa<clang::ConceptDecl>(decl)) return SymbolKind::concept_;
  if (llvm::isa<clang::NamespaceAliasDecl>(decl)) return SymbolKind::namespace_alias;
  return llvm::isa<clang::NamespaceDecl>(decl) ? SymbolKind::namespace_ : SymbolKind::unknown;
}

Access access_of(const clang::NamedDecl& decl) {
  switch (decl.getAccess()) {
    case clang::AS_public: return Access::public_;
    case clang::AS_protected: return Access::protected_;
    case clang::AS_private: return Access::private_;
    case clang::AS_none: break;
  }
  return Access::none;
}

Linkage linkage_of(const clang::NamedDecl& decl) {
  switch (decl.getFormalLinkage()) {
    case clang::Linkage::External:
    case clang::Linkage::Module: return Linkage::external;
    case clang::Linkage::Internal:
    case clang::Linkage::UniqueExternal: return Linkage::internal;
    default: return Linkage::none;
  }
}

std::uint32_t flags_of(const clang::NamedDecl& decl) {
  std::uint32_t flags = flags_of_attributes(decl);
  if (decl.isImplicit()) flags |= kImplicit;
  if (is_in_inline_namespace(decl)) flags |= kInInlineNamespace;
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&decl)) {
    flags |= flags_of_function(*function);
    if (function->isExternC()) flags |= kExternC;
  } else if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&decl)) {
    flags |= flags_of_variable(*variable);
    if (variable->isExternC()) flags |= kExternC;
  } else if (const auto* field = llvm::dyn_cast<clang::FieldDecl>(&decl)) {
    flags |= flags_of_type(field->getType());
    if (field->isMutable()) flags |= kMutable;
  } else if (const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(&decl)) {
    flags |= flags_of_record(*record);
  } else if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(&decl)) {
    if (space->isInline()) flags |= kInlineNamespace;
  }
  return flags;
}

bool is_lockable(clang::QualType type) {
  if (type.isNull()) return false;
  const clang::CXXRecordDecl* record = type.getNonReferenceType()->getAsCXXRecordDecl();
  if (record == nullptr || (record = record->getDefinition()) == nullptr) return false;
  bool locks = false, unlocks = false;
  for (const clang::CXXMethodDecl* method : record->methods()) {
    const clang::IdentifierInfo* name = method->getIdentifier();
    if (name == nullptr || method->getNumParams() != 0) continue;
    const llvm::StringRef text = name->getName();
    locks |= text == "lock" || text == "Lock";
    unlocks |= text == "unlock" || text == "Unlock";
  }
  if (locks && unlocks) return true;
  for (const clang::CXXBaseSpecifier& base : record->bases()) {
    if (is_lockable(base.getType())) return true;
  }
  return false;
}

std::string signature_of(const clang::NamedDecl& decl) {
  clang::PrintingPolicy policy = decl.getASTContext().getPrintingPolicy();
  policy.SuppressInlineNamespace = true;
  policy.SuppressTagKeyword = true;
  policy.Bool = true;
  policy.AnonymousTagLocations = false;
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&decl)) {
    std::string text = "(";
    for (const clang::ParmVarDecl* parameter : function->parameters()) {
      if (text.size() > 1) text += ", ";
      text += parameter->getType().getAsString(policy);
    }
    if (function->isVariadic()) text += text.size() > 1 ? ", ..." : "...";
    return text + ")";
  }
  if (const auto* value = llvm::dyn_cast<clang::ValueDecl>(&decl)) {
    return llvm::isa<clang::EnumConstantDecl>(value) ? std::string() : value->getType().getAsString(policy);
  }
  if (const auto* alias = llvm::dyn_cast<clang::TypedefNameDecl>(&decl)) {
    return alias->getUnderlyingType().getAsString(policy);
  }
  return {};
}

}  // namespace loadline::frontend

// Finds the declaration a reader of the source would name: patterns of templates, targets of using-declarations.
// SPDX-License-Identifier: Apache-2.0
#include <clang/AST/DeclTemplate.h>
#include <llvm/ADT/STLExtras.h>

#include <array>

#include "analyzers/frontend/record/symbol_table.h"

namespace loadline::frontend {
namespace {

const clang::CXXRecordDecl* pattern_of(const clang::CXXRecordDecl* record) {
  if (const auto* pattern = record->getTemplateInstantiationPattern()) return pattern;
  if (const auto* specialization = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record)) {
    // Not instantiated (named only): the primary template stands for it. Explicit specializations are written code.
    if (!specialization->isExplicitSpecialization())
      return specialization->getSpecializedTemplate()->getTemplatedDecl();
  }
  return record;
}

// Members of an instantiated class are found again in the pattern by kind and name.
const clang::NamedDecl* member_in_pattern(const clang::NamedDecl* member) {
  const auto* holder = llvm::dyn_cast<clang::CXXRecordDecl>(member->getDeclContext());
  if (holder == nullptr || !member->getDeclName()) return member;
  const clang::CXXRecordDecl* pattern = pattern_of(holder);
  if (pattern == holder) return member;
  for (const clang::NamedDecl* candidate : pattern->lookup(member->getDeclName())) {
    if (candidate->getKind() == member->getKind()) return candidate;
  }
  return member;
}

const clang::NamedDecl* pattern_of_function(const clang::FunctionDecl* function) {
  // Explicit specializations are written code of their own.
  if (function->getTemplateSpecializationKind() == clang::TSK_ExplicitSpecialization) return function;
  if (const auto* pattern = function->getTemplateInstantiationPattern(/*ForDefinition=*/false)) return pattern;
  if (const auto* primary = function->getPrimaryTemplate()) return primary->getTemplatedDecl();
  if (function->isImplicit()) return member_in_pattern(function);
  return function;
}

// `typedef struct { … } Point;` and `typedef struct Point { … } Point;` say two things of one type with one name.
const clang::NamedDecl* type_of_same_name(const clang::TypedefNameDecl* alias) {
  if (const clang::TagDecl* unnamed = alias->getAnonDeclWithTypedefName()) return unnamed;
  const clang::TagDecl* tag = alias->getUnderlyingType()->getAsTagDecl();
  const bool same = tag != nullptr && tag->getDeclName() == alias->getDeclName() &&
                    tag->getDeclContext()->getRedeclContext()->Equals(alias->getDeclContext()->getRedeclContext());
  return same ? static_cast<const clang::NamedDecl*>(tag) : alias;
}

const clang::NamedDecl* templated(const clang::NamedDecl* decl) {
  if (const auto* concept_decl = llvm::dyn_cast<clang::ConceptDecl>(decl)) return concept_decl;
  if (const auto* template_decl = llvm::dyn_cast<clang::TemplateDecl>(decl)) {
    if (const clang::NamedDecl* inner = template_decl->getTemplatedDecl()) return inner;
  }
  return decl;
}

// Names stay here, and not among the libraries' models, because facts must not depend on models: a project may add to
// those, and the facts in its cache would be wrong. That a class has operator-> does not tell: std::optional has it, too.
constexpr std::array<llvm::StringLiteral, 9> kSmartPointers = {
    "std::shared_ptr",   "std::unique_ptr",   "std::weak_ptr",        "std::reference_wrapper",
    "boost::shared_ptr", "boost::scoped_ptr", "boost::intrusive_ptr", "std::experimental::observer_ptr",
    "gsl::not_null"};

// The class that a smart pointer points to; nullptr for other classes, and for what a template leaves open.
const clang::TagDecl* pointee_of(const clang::TagDecl* tag) {
  const auto* pointer = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(tag);
  if (pointer == nullptr || pointer->getTemplateArgs().size() == 0) return nullptr;
  if (!llvm::is_contained(kSmartPointers, qualified_name(*pointer))) return nullptr;
  const clang::TemplateArgument& pointee = pointer->getTemplateArgs()[0];
  return pointee.getKind() == clang::TemplateArgument::Type ? tag_behind(pointee.getAsType()) : nullptr;
}

}  // namespace

const clang::NamedDecl* written_declaration(const clang::NamedDecl* decl) {
  if (decl == nullptr) return nullptr;
  decl = templated(decl->getUnderlyingDecl());
  if (const auto* alias = llvm::dyn_cast<clang::TypedefNameDecl>(decl)) decl = type_of_same_name(alias);
  if (const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(decl)) {
    decl = pattern_of(record);
  } else if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(decl)) {
    decl = pattern_of_function(function);
  } else if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(decl)) {
    if (const auto* pattern = variable->getTemplateInstantiationPattern()) decl = pattern;
  } else if (const auto* enumeration = llvm::dyn_cast<clang::EnumDecl>(decl)) {
    if (const auto* pattern = enumeration->getTemplateInstantiationPattern()) decl = pattern;
  } else if (llvm::isa<clang::FieldDecl, clang::TypedefNameDecl>(decl)) {
    decl = member_in_pattern(decl);
  }
  return llvm::cast<clang::NamedDecl>(templated(decl)->getCanonicalDecl());
}

const clang::TagDecl* tag_behind(clang::QualType type) {
  while (!type.isNull()) {
    type = type.getCanonicalType();
    if (type->isReferenceType() || type->isPointerType() || type->isMemberPointerType()) {
      type = type->getPointeeType();
    } else if (const auto* array = type->getAsArrayTypeUnsafe()) {
      type = array->getElementType();
    } else {
      break;
    }
  }
  if (type.isNull()) return nullptr;
  if (const auto* tag = type->getAsTagDecl()) return tag;
  if (const auto* specialization = type->getAs<clang::TemplateSpecializationType>()) {
    if (auto* templ = specialization->getTemplateName().getAsTemplateDecl()) {
      return llvm::dyn_cast_or_null<clang::TagDecl>(templ->getTemplatedDecl());
    }
  }
  return nullptr;
}

const clang::TagDecl* tag_led_to(clang::QualType type) {
  const clang::TagDecl* tag = tag_behind(type);
  for (const clang::TagDecl* next = pointee_of(tag); next != nullptr; next = pointee_of(tag)) tag = next;
  return tag;
}

const clang::CXXRecordDecl* record_behind(clang::QualType type) {
  return llvm::dyn_cast_or_null<clang::CXXRecordDecl>(tag_behind(type));
}

}  // namespace loadline::frontend

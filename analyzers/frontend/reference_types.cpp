// References by naming a type: fields, parameters, bases, template arguments, catch clauses, auto.
// SPDX-License-Identifier: Apache-2.0
#include <llvm/Support/SaveAndRestore.h>

#include "analyzers/frontend/reference_recorder.h"

namespace loadline::frontend {

bool ReferenceRecorder::TraverseCXXBaseSpecifier(const clang::CXXBaseSpecifier& base) {
  llvm::SaveAndRestore kind(type_kind_, ReferenceKind::inherit);
  return TraverseTypeLoc(base.getTypeSourceInfo()->getTypeLoc());
}

bool ReferenceRecorder::TraverseTemplateArgumentLoc(const clang::TemplateArgumentLoc& argument) {
  llvm::SaveAndRestore kind(type_kind_, ReferenceKind::template_argument);
  if (argument.getArgument().getKind() == clang::TemplateArgument::Template) {
    add_use(argument.getArgument().getAsTemplate().getAsTemplateDecl(), argument.getLocation(),
            ReferenceKind::template_argument);
  }
  return Base::TraverseTemplateArgumentLoc(argument);
}

bool ReferenceRecorder::TraverseCXXCatchStmt(clang::CXXCatchStmt* statement) {
  if (const clang::VarDecl* exception = statement->getExceptionDecl()) {
    llvm::SaveAndRestore kind(type_kind_, ReferenceKind::catch_);
    if (const auto* info = exception->getTypeSourceInfo()) TraverseTypeLoc(info->getTypeLoc());
  }
  return TraverseStmt(statement->getHandlerBlock());
}

bool ReferenceRecorder::TraverseConceptReference(clang::ConceptReference* reference) {
  add_use(reference->getNamedConcept(), reference->getConceptNameLoc(), type_kind_);
  return Base::TraverseConceptReference(reference);
}

void ReferenceRecorder::add_type_use(clang::QualType type, clang::SourceLocation where, ReferenceKind kind,
                                     std::uint8_t flags) {
  const clang::TagDecl* tag = tag_behind(type);
  if (tag == nullptr) return;
  add_use(tag, where, kind, flags);
}

bool ReferenceRecorder::VisitTagTypeLoc(clang::TagTypeLoc loc) {
  const clang::TagDecl* tag = loc.getDecl();
  // `struct X { … } x;` names what it defines; inside its own body a class does not depend on itself.
  if (!loc.isDefinition()) add_use(tag, loc.getNameLoc(), type_kind_);
  return true;
}

// An alias is a name for something: the user depends on both, and a forbidden class cannot hide behind a typedef.
bool ReferenceRecorder::VisitTypedefTypeLoc(clang::TypedefTypeLoc loc) {
  add_use(loc.getTypedefNameDecl(), loc.getNameLoc(), type_kind_);
  add_type_use(loc.getType(), loc.getNameLoc(), type_kind_, kImplicitReference);
  return true;
}

bool ReferenceRecorder::VisitUsingTypeLoc(clang::UsingTypeLoc loc) {
  add_use(loc.getUnderlyingType()->getAsTagDecl(), loc.getNameLoc(), type_kind_);
  return true;
}

bool ReferenceRecorder::VisitTemplateSpecializationTypeLoc(clang::TemplateSpecializationTypeLoc loc) {
  const clang::TemplateDecl* named = loc.getTypePtr()->getTemplateName().getAsTemplateDecl();
  add_use(named, loc.getTemplateNameLoc(), type_kind_);
  if (llvm::isa_and_nonnull<clang::TypeAliasTemplateDecl>(named)) {
    add_type_use(loc.getType(), loc.getTemplateNameLoc(), type_kind_, kImplicitReference);
  }
  return true;
}

bool ReferenceRecorder::VisitDeducedTemplateSpecializationTypeLoc(clang::DeducedTemplateSpecializationTypeLoc loc) {
  add_use(loc.getTypePtr()->getTemplateName().getAsTemplateDecl(), loc.getNameLoc(), type_kind_);
  return true;
}

bool ReferenceRecorder::VisitAutoTypeLoc(clang::AutoTypeLoc loc) {
  const clang::QualType deduced = loc.getTypePtr()->getDeducedType();
  if (!deduced.isNull()) add_type_use(deduced, loc.getNameLoc(), type_kind_, kImplicitReference);
  return true;
}

}  // namespace loadline::frontend

// References by naming a type: fields, parameters, bases, template arguments, catch clauses, auto.
// SPDX-License-Identifier: Apache-2.0
#include <llvm/Support/SaveAndRestore.h>

#include "analyzers/frontend/record/reference_recorder.h"

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

// `~Node` names the class it belongs to and nothing else; `operator Node` does name a type.
bool ReferenceRecorder::TraverseDeclarationNameInfo(clang::DeclarationNameInfo name) {
  const auto kind = name.getName().getNameKind();
  const bool names_itself =
      kind == clang::DeclarationName::CXXConstructorName || kind == clang::DeclarationName::CXXDestructorName;
  return names_itself || Base::TraverseDeclarationNameInfo(name);
}

void ReferenceRecorder::add_type_use(clang::QualType type, clang::SourceLocation where, ReferenceKind kind,
                                     std::uint8_t flags) {
  const clang::TagDecl* tag = tag_behind(type);
  if (tag == nullptr) return;
  add_use(tag, where, kind, flags);
}

// What a type consists of where it is not written out: behind an alias, or deduced by `auto`. In
// `using Events = std::vector<Event>` a user of Events depends on Event, too.
void ReferenceRecorder::add_unwritten_type(clang::QualType type, clang::SourceLocation where, ReferenceKind kind,
                                           int depth) {
  constexpr int kMaxDepth = 6;
  if (type.isNull() || depth > kMaxDepth) return;
  type = type.getCanonicalType();
  if (type->isReferenceType() || type->isAnyPointerType() || type->isMemberPointerType()) {
    return add_unwritten_type(type->getPointeeType(), where, kind, depth + 1);
  }
  if (const auto* array = type->getAsArrayTypeUnsafe()) {
    return add_unwritten_type(array->getElementType(), where, kind, depth + 1);
  }
  if (const auto* function = type->getAs<clang::FunctionProtoType>()) {
    add_unwritten_type(function->getReturnType(), where, kind, depth + 1);
    for (const clang::QualType parameter : function->param_types()) {
      add_unwritten_type(parameter, where, kind, depth + 1);
    }
    return;
  }
  const clang::TagDecl* tag = tag_behind(type);
  if (tag == nullptr) return;
  if (writer_.is_project(writer_.file_id(tag->getLocation()))) add_use(tag, where, kind, kImplicitReference);
  const auto* specialization = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(tag);
  if (specialization == nullptr) return;
  for (const clang::TemplateArgument& argument : specialization->getTemplateArgs().asArray()) {
    if (argument.getKind() == clang::TemplateArgument::Type) {
      add_unwritten_type(argument.getAsType(), where, ReferenceKind::template_argument, depth + 1);
    }
  }
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
  add_unwritten_type(loc.getType(), loc.getNameLoc(), type_kind_);
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
    add_unwritten_type(loc.getType(), loc.getTemplateNameLoc(), type_kind_);
  } else {
    note_default_arguments(loc);
  }
  return true;
}

// std::unordered_set<Key> takes std::hash<Key> without a word: a specialization that the project wrote is used all the same.
void ReferenceRecorder::note_default_arguments(clang::TemplateSpecializationTypeLoc loc) {
  const auto* specialization =
      llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(loc.getType()->getAsCXXRecordDecl());
  if (specialization == nullptr) return;
  const llvm::ArrayRef<clang::TemplateArgument> arguments = specialization->getTemplateArgs().asArray();
  for (std::size_t i = loc.getNumArgs(); i < arguments.size(); ++i) {
    if (arguments[i].getKind() != clang::TemplateArgument::Type) continue;
    const auto* chosen =
        llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(tag_behind(arguments[i].getAsType()));
    if (chosen == nullptr || !chosen->isExplicitSpecialization()) continue;
    if (!writer_.is_project(writer_.file_id(chosen->getLocation()))) continue;
    add_use(chosen, loc.getTemplateNameLoc(), type_kind_, kImplicitReference);
  }
}

bool ReferenceRecorder::VisitDeducedTemplateSpecializationTypeLoc(clang::DeducedTemplateSpecializationTypeLoc loc) {
  add_use(loc.getTypePtr()->getTemplateName().getAsTemplateDecl(), loc.getNameLoc(), type_kind_);
  return true;
}

bool ReferenceRecorder::VisitDecltypeTypeLoc(clang::DecltypeTypeLoc loc) {
  add_unwritten_type(loc.getTypePtr()->getUnderlyingType(), loc.getDecltypeLoc(), type_kind_);
  return true;
}

}  // namespace loadline::frontend

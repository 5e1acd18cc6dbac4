// Looks at the template arguments of makers and containers.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/made_objects.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclTemplate.h>
#include <llvm/ADT/StringSwitch.h>

namespace loadline::frontend {
namespace {

enum class Maker { none, object, element, mapped, mapped_behind_key };

Maker maker_of(const clang::FunctionDecl& callee) {
  const clang::IdentifierInfo* name = callee.getIdentifier();
  if (name == nullptr) return Maker::none;
  const bool is_member = llvm::isa<clang::CXXMethodDecl>(callee);
  if (!is_member) {
    return llvm::StringSwitch<Maker>(name->getName())
        .Cases("make_shared", "make_unique", "allocate_shared", "make_optional", "make_any", "construct_at",
               Maker::object)
        .Default(Maker::none);
  }
  return llvm::StringSwitch<Maker>(name->getName())
      .Cases("emplace_back", "emplace_front", Maker::element)
      .Case("emplace", Maker::mapped)
      .Case("try_emplace", Maker::mapped_behind_key)
      .Default(Maker::none);
}

const clang::CXXRecordDecl* record_in(const clang::TemplateArgument& argument) {
  if (argument.getKind() != clang::TemplateArgument::Type) return nullptr;
  const clang::CXXRecordDecl* record = argument.getAsType()->getAsCXXRecordDecl();
  return record == nullptr ? nullptr : record->getDefinition();
}

// std::map<Key, Mapped>: what else than a map has two classes of its own choice?
bool is_map(const clang::CXXRecordDecl& container) {
  const clang::IdentifierInfo* name = container.getIdentifier();
  return name != nullptr && name->getName().contains("map");
}

bool is_of_library(const clang::FunctionDecl& callee) {
  if (callee.isInStdNamespace()) return true;
  const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(callee.getDeclContext()->getEnclosingNamespaceContext());
  while (space != nullptr && llvm::isa<clang::NamespaceDecl>(space->getParent())) {
    space = llvm::cast<clang::NamespaceDecl>(space->getParent());
  }
  return space != nullptr && (space->getName() == "std" || space->getName() == "boost" || space->getName() == "absl");
}

// How well an argument fits a parameter: 2 the same type, 1 possibly converted, 0 not at all.
int fit(const clang::Expr& argument, const clang::ParmVarDecl& parameter, const clang::ASTContext& ast) {
  const clang::QualType wanted = ast.getCanonicalType(parameter.getType().getNonReferenceType()).getUnqualifiedType();
  const clang::QualType given =
      ast.getCanonicalType(argument.IgnoreParenImpCasts()->getType().getNonReferenceType()).getUnqualifiedType();
  if (wanted == given || wanted->isDependentType() || given->isDependentType()) return 2;
  const auto is_number = [](clang::QualType type) { return type->isArithmeticType() || type->isEnumeralType(); };
  if (is_number(wanted) != is_number(given)) return wanted->getAsCXXRecordDecl() != nullptr ? 1 : 0;
  if (is_number(wanted)) return 1;
  const clang::CXXRecordDecl* base = wanted->getAsCXXRecordDecl();
  const clang::CXXRecordDecl* derived = given->getAsCXXRecordDecl();
  if (base != nullptr && derived != nullptr && parameter.getType()->isLValueReferenceType()) {
    return derived->isDerivedFrom(base) ? 1 : base->isInStdNamespace() ? 1 : 0;
  }
  return 1;
}

const clang::CXXConstructorDecl* constructor_for(const clang::CXXRecordDecl& record,
                                                 llvm::ArrayRef<const clang::Expr*> arguments) {
  const clang::CXXConstructorDecl* best = nullptr;
  int best_score = -1;
  bool is_unclear = false;
  for (const clang::CXXConstructorDecl* constructor : record.ctors()) {
    const bool fits_in_number =
        arguments.size() >= constructor->getMinRequiredArguments() && arguments.size() <= constructor->getNumParams();
    if (!fits_in_number || constructor->isDeleted() || constructor->isImplicit()) continue;
    if (constructor->isCopyOrMoveConstructor()) continue;
    int score = 0;
    bool fits = true;
    for (unsigned i = 0; i < arguments.size(); ++i) {
      const int one = fit(*arguments[i], *constructor->getParamDecl(i), record.getASTContext());
      fits &= one > 0;
      score += one;
    }
    if (!fits || score < best_score) continue;
    is_unclear = score == best_score;
    best_score = score;
    best = constructor;
  }
  return is_unclear ? nullptr : best;
}

}  // namespace

MadeObject made_object(const clang::CallExpr& call, const clang::FunctionDecl& callee) {
  const Maker maker = maker_of(callee);
  if (maker == Maker::none || call.isTypeDependent() || !is_of_library(callee)) return {};
  const clang::CXXRecordDecl* record = nullptr;
  unsigned first = 0;
  if (maker == Maker::object) {
    const clang::TemplateArgumentList* arguments = callee.getTemplateSpecializationArgs();
    if (arguments == nullptr || arguments->size() == 0) return {};
    record = record_in(arguments->get(0));
    first = callee.getName() == "allocate_shared" || callee.getName() == "construct_at" ? 1 : 0;
  } else {
    const auto* container =
        llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(llvm::cast<clang::CXXMethodDecl>(callee).getParent());
    if (container == nullptr || container->getTemplateArgs().size() == 0) return {};
    const bool maps = maker != Maker::element && is_map(*container);
    if (maps && container->getTemplateArgs().size() < 2) return {};
    record = record_in(container->getTemplateArgs()[maps ? 1 : 0]);
    first = maps ? 1 : 0;
  }
  if (record == nullptr || call.getNumArgs() < first) return {};
  const llvm::ArrayRef<const clang::Expr*> arguments(call.getArgs() + first, call.getNumArgs() - first);
  return {constructor_for(*record, arguments), first};
}

}  // namespace loadline::frontend

// Folds expressions to string and integer literals without running any code of the program.
// SPDX-License-Identifier: Apache-2.0
#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>

#include <cmath>

#include "analyzers/frontend/record/symbol_properties.h"

namespace loadline::frontend {
namespace {

constexpr int kDeepestConstant = 64;  // of nested constants: `const a = b + c; const b = …`

std::optional<std::string> string_of(const clang::Expr* expression, int depth);

std::optional<std::string> string_of_call(const clang::CXXOperatorCallExpr& call, int depth) {
  if (call.getOperator() != clang::OO_Plus || call.getNumArgs() != 2) return std::nullopt;
  auto left = string_of(call.getArg(0), depth + 1);
  const auto right = left ? string_of(call.getArg(1), depth + 1) : std::nullopt;
  if (!right) return std::nullopt;
  return *left + *right;
}

std::optional<std::string> string_of_variable(const clang::DeclRefExpr& reference, int depth) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference.getDecl());
  if (variable == nullptr) return std::nullopt;
  clang::QualType type = variable->getType().getNonReferenceType();
  const bool is_constant = variable->isConstexpr() || type.isConstQualified() ||
                           (type->isArrayType() && type->getAsArrayTypeUnsafe()->getElementType().isConstQualified());
  const clang::Expr* init = is_constant ? variable->getAnyInitializer() : nullptr;
  return init == nullptr ? std::nullopt : string_of(init, depth + 1);
}

// Constructors and conversions that keep the text: std::string("x"), std::string_view{"x"}, implicit copies.
const clang::Expr* text_argument(const clang::CXXConstructExpr& construction) {
  if (construction.getNumArgs() == 0) return nullptr;
  for (unsigned i = 1; i < construction.getNumArgs(); ++i) {
    if (!llvm::isa<clang::CXXDefaultArgExpr>(construction.getArg(i))) return nullptr;
  }
  return construction.getArg(0);
}

std::optional<std::string> string_of(const clang::Expr* expression, int depth) {
  if (expression == nullptr || depth > kDeepestConstant) return std::nullopt;
  expression = expression->IgnoreUnlessSpelledInSource();
  if (const auto* literal = llvm::dyn_cast<clang::StringLiteral>(expression)) {
    if (literal->getCharByteWidth() == 1) return literal->getString().str();
    return std::nullopt;
  }
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(expression)) {
    return string_of_variable(*reference, depth);
  }
  if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(expression)) return string_of_call(*call, depth);
  if (const auto* user = llvm::dyn_cast<clang::UserDefinedLiteral>(expression)) {
    return user->getNumArgs() > 0 ? string_of(user->getArg(0), depth + 1) : std::nullopt;
  }
  if (const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(expression)) {
    return string_of(text_argument(*construction), depth + 1);
  }
  if (const auto* cast = llvm::dyn_cast<clang::CastExpr>(expression)) return string_of(cast->getSubExpr(), depth + 1);
  if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(expression)) {
    return list->getNumInits() == 1 ? string_of(list->getInit(0), depth + 1) : std::nullopt;
  }
  return std::nullopt;
}

// ---- Durations ----

bool is_in_chrono(const clang::Decl& decl) {
  const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(decl.getDeclContext()->getEnclosingNamespaceContext());
  while (space != nullptr && space->isInline()) space = llvm::dyn_cast<clang::NamespaceDecl>(space->getParent());
  return space != nullptr && space->getName() == "chrono" && space->isInStdNamespace();
}

// std::chrono::duration<rep, std::ratio<num, den>>: num / den seconds.
std::optional<double> seconds_per_tick(clang::QualType type) {
  const auto* duration = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
  const clang::IdentifierInfo* name = duration == nullptr ? nullptr : duration->getIdentifier();
  if (name == nullptr || !name->isStr("duration") || !is_in_chrono(*duration)) return std::nullopt;
  const clang::TemplateArgumentList& arguments = duration->getTemplateArgs();
  if (arguments.size() != 2 || arguments[1].getKind() != clang::TemplateArgument::Type) return std::nullopt;
  const auto* ratio =
      llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(arguments[1].getAsType()->getAsCXXRecordDecl());
  if (ratio == nullptr || ratio->getTemplateArgs().size() != 2) return std::nullopt;
  const clang::TemplateArgument& number = ratio->getTemplateArgs()[0];
  const clang::TemplateArgument& denominator = ratio->getTemplateArgs()[1];
  if (number.getKind() != clang::TemplateArgument::Integral || denominator.getKind() != number.getKind()) {
    return std::nullopt;
  }
  const double divisor = static_cast<double>(denominator.getAsIntegral().getExtValue());
  return divisor == 0 ? std::nullopt
                      : std::optional(static_cast<double>(number.getAsIntegral().getExtValue()) / divisor);
}

// The 30 of `30s`, whose digits are template arguments.
std::optional<double> ticks_of(const clang::UserDefinedLiteral& literal) {
  const clang::FunctionDecl* callee = literal.getDirectCallee();
  const clang::TemplateArgumentList* arguments = callee == nullptr ? nullptr : callee->getTemplateSpecializationArgs();
  if (arguments == nullptr || arguments->size() != 1 || arguments->get(0).getKind() != clang::TemplateArgument::Pack) {
    return std::nullopt;
  }
  double ticks = 0;
  for (const clang::TemplateArgument& digit : arguments->get(0).getPackAsArray()) {
    if (digit.getKind() != clang::TemplateArgument::Integral) return std::nullopt;
    const std::int64_t letter = digit.getAsIntegral().getExtValue();
    if (letter == '\'') continue;
    if (letter < '0' || letter > '9') return std::nullopt;
    ticks = ticks * 10 + static_cast<double>(letter - '0');
  }
  return ticks;
}

std::optional<double> milliseconds_of(const clang::Expr* expression, const clang::ASTContext& context, int depth) {
  if (expression == nullptr || depth > kDeepestConstant || expression->isValueDependent()) return std::nullopt;
  expression = expression->IgnoreUnlessSpelledInSource();
  if (expression->getType().isNull()) return std::nullopt;
  const auto tick = seconds_per_tick(expression->getType().getNonReferenceType());
  if (!tick) return std::nullopt;
  constexpr double kMillisecondsPerSecond = 1000;
  if (const auto* literal = llvm::dyn_cast<clang::UserDefinedLiteral>(expression)) {
    const auto ticks = ticks_of(*literal);
    return ticks ? std::optional(*ticks * *tick * kMillisecondsPerSecond) : std::nullopt;
  }
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(expression)) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
    const bool is_constant = variable != nullptr && variable->getType().isConstQualified();
    return is_constant ? milliseconds_of(variable->getAnyInitializer(), context, depth + 1) : std::nullopt;
  }
  if (const auto* cast = llvm::dyn_cast<clang::CastExpr>(expression)) {
    return milliseconds_of(cast->getSubExpr(), context, depth + 1);
  }
  const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(expression);
  if (construction == nullptr || construction->getNumArgs() == 0) return std::nullopt;
  if (const auto inner = milliseconds_of(construction->getArg(0), context, depth + 1)) return inner;
  clang::Expr::EvalResult count;
  const clang::Expr* ticks = construction->getArg(0)->IgnoreUnlessSpelledInSource();
  if (!ticks->getType()->isIntegralOrEnumerationType()) return std::nullopt;
  if (!ticks->EvaluateAsInt(count, context, clang::Expr::SE_NoSideEffects)) return std::nullopt;
  return static_cast<double>(count.Val.getInt().getExtValue()) * *tick * kMillisecondsPerSecond;
}

}  // namespace

std::optional<Constant> constant_of(const clang::Expr& expression, const clang::ASTContext& context) {
  if (auto text = string_of(&expression, 0)) return Constant{LiteralKind::string, std::move(*text)};
  if (expression.isValueDependent() || expression.isTypeDependent()) return std::nullopt;
  const clang::Expr* written = expression.IgnoreParenImpCasts();
  if (llvm::isa<clang::CXXNullPtrLiteralExpr, clang::GNUNullExpr>(written)) return Constant{LiteralKind::null, ""};
  if (const auto* boolean = llvm::dyn_cast<clang::CXXBoolLiteralExpr>(written)) {
    return Constant{LiteralKind::boolean, boolean->getValue() ? "true" : "false"};
  }
  if (!written->getType()->isIntegralOrEnumerationType()) {
    const auto duration = milliseconds_of(written, context, 0);
    if (!duration || std::abs(*duration) > 1e15) return std::nullopt;
    return Constant{LiteralKind::duration, std::to_string(static_cast<std::int64_t>(*duration))};
  }
  clang::Expr::EvalResult result;
  if (!written->EvaluateAsInt(result, context, clang::Expr::SE_NoSideEffects)) return std::nullopt;
  llvm::SmallString<32> digits;
  result.Val.getInt().toString(digits, 10);
  return Constant{LiteralKind::integer, std::string(digits)};
}

}  // namespace loadline::frontend

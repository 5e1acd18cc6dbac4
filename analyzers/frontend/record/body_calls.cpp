// Calls of a function body: callee, object, and what is known of each argument.
// SPDX-License-Identifier: Apache-2.0
#include <clang/AST/ASTContext.h>

#include "analyzers/frontend/record/body.h"
#include "analyzers/frontend/record/made_objects.h"
#include "analyzers/frontend/record/symbol_properties.h"

namespace loadline::frontend {
namespace {

Passing passing_of(clang::QualType parameter) {
  if (parameter->isRValueReferenceType()) return Passing::move;
  if (parameter->isLValueReferenceType()) {
    return parameter->getPointeeType().isConstQualified() ? Passing::const_reference : Passing::reference;
  }
  if (parameter->isPointerType()) {
    return parameter->getPointeeType().isConstQualified() ? Passing::const_pointer : Passing::pointer;
  }
  return Passing::value;
}

// Arguments that say nothing about state, handlers or constants are left out; positions tell the rest apart.
bool is_telling(const ArgumentFact& argument) {
  if (argument.literal_kind != LiteralKind::none || argument.callable != 0 || argument.value != kNone) return true;
  switch (argument.place.root) {
    case Root::unknown:
    case Root::literal: return false;
    case Root::local:
    case Root::new_object: return argument.passing != Passing::value && argument.type != 0;
    default: return true;
  }
}

// `Array& as_array()` beside `const Array& as_array() const`: an accessor, which changes nothing itself.
bool is_accessor(const clang::CXXMethodDecl& method) {
  const clang::QualType result = method.getReturnType();
  if (method.isStatic() || !(result->isReferenceType() || result->isPointerType())) return false;
  for (const clang::NamedDecl* other : method.getParent()->lookup(method.getDeclName())) {
    const auto* twin = llvm::dyn_cast<clang::CXXMethodDecl>(other);
    if (twin == nullptr || !twin->isConst() || twin->getNumParams() != method.getNumParams()) continue;
    bool is_same = true;
    for (unsigned i = 0; i < method.getNumParams(); ++i) {
      is_same &=
          method.getASTContext().hasSameType(twin->getParamDecl(i)->getType(), method.getParamDecl(i)->getType());
    }
    if (is_same) return true;
  }
  return false;
}

std::uint16_t flags_of_method(const clang::CXXMethodDecl& method, const clang::Expr* callee) {
  std::uint16_t flags = 0;
  if (method.isConst() || is_accessor(method)) flags |= kCallConstMethod;
  if (method.isStatic()) flags |= kCallStaticOrFree;
  const auto* member = llvm::dyn_cast<clang::MemberExpr>(callee->IgnoreParens());
  if (method.isVirtual() && (member == nullptr || !member->hasQualifier())) flags |= kCallVirtual;
  return flags;
}

// Where a declaration stands, as something to order by that does not depend on what was read first: file, offset.
std::pair<llvm::StringRef, unsigned> standing_of(const clang::NamedDecl& declaration) {
  const clang::SourceManager& sources = declaration.getASTContext().getSourceManager();
  const auto [file, offset] = sources.getDecomposedLoc(sources.getExpansionLoc(declaration.getLocation()));
  const clang::OptionalFileEntryRef entry = sources.getFileEntryRefForID(file);
  return {entry ? entry->getName() : llvm::StringRef(), offset};
}

// The function that a call names where Clang has chosen none. In a template, `list.push_back(dependent)` may yet be any
// overload; all of them do the same to the list. The one that stands first by name of file is taken: the order of look-up is
// another one with a precompiled header.
const clang::FunctionDecl* likely_callee(const clang::Expr& callee) {
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&callee)) return member->getMemberDecl()->getAsFunction();
  if (const auto* named = llvm::dyn_cast<clang::DeclRefExpr>(&callee)) return named->getDecl()->getAsFunction();
  const auto* overloads = llvm::dyn_cast<clang::OverloadExpr>(&callee);
  if (overloads == nullptr) return nullptr;
  const clang::NamedDecl* first = nullptr;
  for (const clang::NamedDecl* candidate : overloads->decls()) {
    candidate = candidate->getUnderlyingDecl();
    if (first == nullptr || standing_of(*candidate) < standing_of(*first)) first = candidate;
  }
  return first == nullptr ? nullptr : first->getAsFunction();
}

// What a member function is called on, by the expression that names it; nullptr: *this, or nothing. With dependent arguments,
// as in a generic lambda, the call of a member is a plain call.
const clang::Expr* object_before(const clang::Expr& callee) {
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&callee)) return member->getBase();
  const auto* overloads = llvm::dyn_cast<clang::UnresolvedMemberExpr>(&callee);
  return overloads == nullptr || overloads->isImplicitAccess() ? nullptr : overloads->getBase();
}

const clang::Expr* object_of(const clang::CallExpr& call) {
  if (const auto* member_call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call)) {
    if (const clang::Expr* object = member_call->getImplicitObjectArgument()) return object;
  }
  return object_before(*call.getCallee()->IgnoreParens());
}

const clang::Expr* without_wrappers(const clang::Expr* expression) {
  expression = expression->IgnoreUnlessSpelledInSource();
  // std::function<…>(lambda), std::move(lambda): one argument that is the callable itself.
  while (const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(expression)) {
    if (construction->getNumArgs() != 1) break;
    expression = construction->getArg(0)->IgnoreUnlessSpelledInSource();
  }
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(expression)) {
    const clang::FunctionDecl* callee = call->getDirectCallee();
    const clang::IdentifierInfo* name = callee == nullptr ? nullptr : callee->getIdentifier();
    if (name != nullptr && callee->isInStdNamespace() && call->getNumArgs() == 1 &&
        (name->isStr("move") || name->isStr("forward") || name->isStr("ref"))) {
      return without_wrappers(call->getArg(0));
    }
  }
  return expression;
}

}  // namespace

SymbolId BodyRecorder::callable_of(const clang::Expr* expression, Body& body) {
  expression = without_wrappers(expression);
  if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(expression)) {
    const auto found = body.lambdas.find(lambda);
    return found == body.lambdas.end() ? 0 : found->second;
  }
  if (const auto* address = llvm::dyn_cast<clang::UnaryOperator>(expression)) {
    if (address->getOpcode() != clang::UO_AddrOf) return 0;
    expression = address->getSubExpr()->IgnoreParenImpCasts();
  }
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(expression);
  if (reference == nullptr) return 0;
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(reference->getDecl())) return symbols_.id(function);
  const auto found = body.callables.find(llvm::dyn_cast<clang::VarDecl>(reference->getDecl()));
  return found == body.callables.end() ? 0 : found->second;
}

// Only a value that says more than the other fields do.
void BodyRecorder::add_value_of(const clang::Expr* argument, ArgumentFact& fact, Body& body) {
  if (fact.literal_kind != LiteralKind::none && fact.literal_kind != LiteralKind::integer) return;
  const std::uint32_t number = add_value(argument, body);
  if (number == kNone) return;
  const ValueFact& value = body.values[number];
  const bool is_plain = value.kind == ValueKind::place && value.place.root == fact.place.root &&
                        value.place.index == fact.place.index && value.place.symbol == fact.place.symbol &&
                        value.place.last_field == fact.place.last_field && value.element == kWhole &&
                        value.symbol == fact.type;
  if (is_plain) {
    body.values.pop_back();
  } else {
    fact.value = number;
  }
}

void BodyRecorder::add_arguments(llvm::ArrayRef<const clang::Expr*> arguments, const clang::FunctionDecl* callee,
                                 CallFact& call, Body& body) {
  call.first_argument = static_cast<std::uint32_t>(body.arguments.size());
  for (unsigned i = 0; i < arguments.size(); ++i) {
    const clang::Expr* argument = arguments[i];
    if (argument->isTypeDependent()) continue;
    if (const auto* by_default = llvm::dyn_cast<clang::CXXDefaultArgExpr>(argument)) {
      // Only a text: `void add(Handler, std::string method = "GET")`.
      const auto constant = constant_of(*by_default->getExpr(), symbols_.ast());
      if (!constant || constant->kind != LiteralKind::string || constant->text.empty()) continue;
      argument = by_default->getExpr();
    }
    const bool declared = callee != nullptr && i < callee->getNumParams();
    const clang::QualType type = declared ? callee->getParamDecl(i)->getType() : argument->getType();
    ArgumentFact fact;
    fact.position = static_cast<std::uint16_t>(std::min(i, 0xffffu));
    fact.passing = passing_of(type);
    // What comes after the declared parameters is printed or formatted, if it is not scanned.
    if (!declared && fact.passing == Passing::pointer && callee != nullptr &&
        !llvm::StringRef(callee->getNameAsString()).contains("scanf")) {
      fact.passing = Passing::const_pointer;
    }
    fact.place =
        leads_elsewhere(argument->getType()) ? body.places.of_pointee(argument) : body.places.of_object(argument);
    fact.callable = callable_of(argument, body);
    fact.type = symbols_.id(tag_behind(argument->getType()));
    if (const auto constant = constant_of(*argument, symbols_.ast())) {
      fact.literal_kind = constant->kind;
      fact.literal = writer_.text(constant->text);
    }
    if (fact.callable == 0) add_value_of(argument, fact, body);
    if (is_telling(fact)) body.arguments.push_back(fact);
  }
  call.argument_count = static_cast<std::uint32_t>(body.arguments.size()) - call.first_argument;
}

// What a local holds that a member function is called on: `path.starts_with("/v1/")`.
std::uint32_t BodyRecorder::object_value(const clang::Expr& object, Body& body) {
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(object.IgnoreParenImpCasts());
  const auto* variable = reference == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
  const auto held = variable == nullptr ? body.held.end() : body.held.find(variable->getCanonicalDecl());
  return held == body.held.end() ? kNone : body.add_value(held->second);
}

std::uint32_t BodyRecorder::number_of(const clang::Expr& expression, const Body& body) {
  const auto number = body.numbers.find(expression.IgnoreUnlessSpelledInSource());
  return number == body.numbers.end() ? kNone : number->second;
}

void BodyRecorder::set_object(const clang::Expr& object, CallFact& fact, Body& body) {
  fact.chain = number_of(object, body);
  fact.object_value = object_value(object, body);
  fact.object = object.getType()->isPointerType() ? body.places.of_pointee(&object) : body.places.of_object(&object);
}

// `server.Get("/x", handler)` where the handler's types are unknown: Clang chooses no function, but keeps the parts.
void BodyRecorder::add_failed_call(const clang::RecoveryExpr& expression, Body& body) {
  const llvm::ArrayRef<const clang::Expr*> parts = expression.subExpressions();
  const FilePlace place = writer_.place(expression.getExprLoc());
  if (parts.empty() || !place.known()) return;
  const clang::Expr& named = *parts.front()->IgnoreParens();
  const clang::FunctionDecl* callee = likely_callee(named);
  if (callee == nullptr) return;
  CallFact fact;
  fact.file = place.file;
  fact.line = place.line;
  fact.callee = symbols_.id(callee);
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
  fact.flags |= method == nullptr ? std::uint16_t{kCallStaticOrFree} : flags_of_method(*method, &named);
  if (const clang::Expr* object = object_before(named); object != nullptr && method != nullptr) {
    set_object(*object, fact, body);
  }
  add_arguments(parts.drop_front(), callee, fact, body);
  body.numbers[&expression] = static_cast<std::uint32_t>(body.calls.size());
  body.calls.push_back(fact);
  body.call_origins.push_back(&expression);
}

void BodyRecorder::add_call(const clang::CallExpr& call, Body& body) {
  const FilePlace place = writer_.place(call.getExprLoc());
  if (!place.known()) return;
  CallFact fact;
  fact.file = place.file;
  fact.line = place.line;
  const clang::FunctionDecl* callee = call.getDirectCallee();
  if (callee == nullptr) callee = likely_callee(*call.getCallee()->IgnoreParens());
  fact.callee = symbols_.id(callee);
  const auto* method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(callee);
  // A lambda that becomes a function pointer stays what it is.
  if (llvm::isa_and_nonnull<clang::CXXConversionDecl>(method) && method->getParent()->isLambda()) return;
  llvm::ArrayRef<const clang::Expr*> arguments(call.getArgs(), call.getNumArgs());
  if (method != nullptr) fact.flags |= flags_of_method(*method, call.getCallee());
  if (method != nullptr && !llvm::isa<clang::CXXOperatorCallExpr>(call)) {
    if (const clang::Expr* object = object_of(call)) set_object(*object, fact, body);
  } else if (llvm::isa<clang::CXXOperatorCallExpr>(call)) {
    fact.flags |= kCallOperator;
    if (method != nullptr && !arguments.empty()) {
      fact.chain = number_of(*arguments[0], body);
      fact.object_value = object_value(*arguments[0], body);
      fact.object = body.places.of_object(arguments[0]);
      if (fact.callee == 0 || method->getParent()->isLambda()) {
        fact.callee = callable_of(arguments[0], body);  // a local lambda is called by name
      }
      arguments = arguments.drop_front();
    }
  } else if (callee == nullptr) {
    fact.flags |= kCallIndirect;
    fact.object = body.places.of_pointee(call.getCallee());
  }
  if (method == nullptr && callee != nullptr) fact.flags |= kCallStaticOrFree;
  add_arguments(arguments, callee, fact, body);
  const clang::IdentifierInfo* name = callee == nullptr ? nullptr : callee->getIdentifier();
  if (name != nullptr && name->getName().contains_insensitive("unlock")) body.unlocks_by_hand = true;
  const auto number = static_cast<std::uint32_t>(body.calls.size());
  body.places.number_call(&call, number);
  body.numbers[&call] = number;
  body.calls.push_back(fact);
  body.call_origins.push_back(&call);
  if (callee != nullptr) add_made_object(call, *callee, body);
}

// What a library constructs for its caller is constructed by the caller.
void BodyRecorder::add_made_object(const clang::CallExpr& call, const clang::FunctionDecl& callee, Body& body) {
  const MadeObject made = made_object(call, callee);
  if (made.constructor == nullptr) return;
  const FilePlace place = writer_.place(call.getExprLoc());
  CallFact fact;
  fact.file = place.file;
  fact.line = place.line;
  fact.callee = symbols_.id(made.constructor);
  fact.flags = kCallConstructs | kCallImplicit;
  fact.object.root = Root::local;
  const llvm::ArrayRef<const clang::Expr*> all(call.getArgs(), call.getNumArgs());
  add_arguments(all.drop_front(made.first_argument), made.constructor, fact, body);
  if (fact.callee == 0) return;
  body.calls.push_back(fact);
  body.call_origins.push_back(&call);
}

void BodyRecorder::add_construction(const clang::CXXConstructExpr& construction, bool by_new, Body& body) {
  const FilePlace place = writer_.place(construction.getLocation());
  const clang::CXXConstructorDecl* constructor = construction.getConstructor();
  const bool is_silent = construction.isElidable() || (constructor->isImplicit() && construction.getNumArgs() == 0);
  if ((is_silent && !by_new) || !place.known()) return;
  CallFact fact;
  fact.file = place.file;
  fact.line = place.line;
  fact.callee = symbols_.id(constructor);
  fact.flags = kCallConstructs;
  if (constructor->isImplicit()) fact.flags |= kCallImplicit;
  fact.object.root = Root::local;
  add_arguments({construction.getArgs(), construction.getNumArgs()}, constructor, fact, body);
  body.numbers[&construction] = static_cast<std::uint32_t>(body.calls.size());
  body.calls.push_back(fact);
  body.call_origins.push_back(&construction);
}

}  // namespace loadline::frontend

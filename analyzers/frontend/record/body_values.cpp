// What expressions are made of: the values that carry paths, names and callables through a body.
// SPDX-License-Identifier: Apache-2.0
//
//   std::string path = base + "/users";     path holds  join(place base, literal "/users")
//   server.Get(path, wrap(&list));          arguments   join(…), result of the call of wrap
//
// Locals stand for what they hold at that point of the text: the walk goes top down, so that a later assignment does not
// count for an earlier use. What is known of neither side of a branch is not recorded.
#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>

#include "analyzers/frontend/record/body.h"
#include "analyzers/frontend/record/symbol_properties.h"

namespace loadline::frontend {
namespace {

constexpr int kMaxDepth = 40;             // of nested expressions; deeper ones are generated code
constexpr std::size_t kMostParts = 2000;  // of a table

// std::move(x) and its like: x itself.
const clang::Expr* passed_on(const clang::CallExpr& call) {
  const clang::FunctionDecl* callee = call.getDirectCallee();
  const clang::IdentifierInfo* name = callee == nullptr ? nullptr : callee->getIdentifier();
  if (name == nullptr || call.getNumArgs() != 1 || !callee->isInStdNamespace()) return nullptr;
  const bool passes = name->isStr("move") || name->isStr("forward") || name->isStr("ref") || name->isStr("cref") ||
                      name->isStr("as_const");
  return passes ? call.getArg(0) : nullptr;
}

// The class of a value, through pointers and smart pointers.
const clang::TagDecl* class_of(clang::QualType type) {
  const clang::CXXRecordDecl* record = record_behind(type);
  if (record == nullptr) return nullptr;
  const auto* special = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record);
  const clang::IdentifierInfo* name = record->getIdentifier();
  if (special == nullptr || name == nullptr || special->getTemplateArgs().size() == 0) return record;
  const bool is_pointer = name->isStr("shared_ptr") || name->isStr("unique_ptr") || name->isStr("intrusive_ptr") ||
                          name->isStr("weak_ptr") || name->isStr("reference_wrapper");
  const clang::TemplateArgument& first = special->getTemplateArgs()[0];
  if (!is_pointer || first.getKind() != clang::TemplateArgument::Type) return record;
  return record_behind(first.getAsType());
}

bool is_number(clang::QualType type) { return type->isArithmeticType() || type->isEnumeralType(); }

const clang::EnumConstantDecl* enumerator_of(const clang::Expr& expression) {
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(expression.IgnoreParenImpCasts());
  return reference == nullptr ? nullptr : llvm::dyn_cast<clang::EnumConstantDecl>(reference->getDecl());
}

bool is_kept(const ValueFact& value) {
  switch (value.place.root) {
    case Root::unknown:
    case Root::literal:
    case Root::new_object: return false;
    case Root::local: return value.place.symbol != 0 && (value.element != kWhole || value.place.field != 0);
    default: return true;
  }
}

const clang::VarDecl* local_of(const clang::Expr& expression) {
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(expression.IgnoreParenImpCasts());
  const auto* variable = reference == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
  return variable == nullptr || variable->hasGlobalStorage() ? nullptr : variable->getCanonicalDecl();
}

}  // namespace

std::optional<ValueFact> BodyRecorder::value_of(const clang::Expr* expression, Body& body, int depth) {
  if (expression == nullptr || depth > kMaxDepth || expression->getType().isNull()) return std::nullopt;
  if (expression->isTypeDependent()) return std::nullopt;
  if (llvm::isa<clang::CXXDefaultArgExpr>(expression)) return std::nullopt;
  const clang::Expr* written = expression->IgnoreUnlessSpelledInSource();
  if (const auto constant = value_of_constant(*written)) return constant;
  if (const SymbolId callable = callable_of(written, body)) {
    return ValueFact{.place = {}, .symbol = callable, .kind = ValueKind::callable};
  }
  if (const auto* e = llvm::dyn_cast<clang::CXXFunctionalCastExpr>(written))
    return value_of(e->getSubExpr(), body, depth + 1);
  if (const auto* e = llvm::dyn_cast<clang::CXXStdInitializerListExpr>(written)) {
    return value_of(e->getSubExpr(), body, depth + 1);
  }
  if (const auto* e = llvm::dyn_cast<clang::InitListExpr>(written)) return value_of_list(*e, body, depth);
  if (const auto* e = llvm::dyn_cast<clang::CXXNewExpr>(written)) return value_of_new(*e, body, depth);
  if (const auto* e = llvm::dyn_cast<clang::CXXConstructExpr>(written)) return value_of_construction(*e, body, depth);
  if (const auto* e = llvm::dyn_cast<clang::CallExpr>(written)) return value_of_call(*e, body, depth);
  if (const auto* e = llvm::dyn_cast<clang::DeclRefExpr>(written)) return value_of_reference(*e, body, depth);
  if (const auto* e = llvm::dyn_cast<clang::CoawaitExpr>(written)) return value_of(e->getOperand(), body, depth + 1);
  if (const auto* e = llvm::dyn_cast<clang::UnaryOperator>(written)) {
    const bool leads = e->getOpcode() == clang::UO_Deref || e->getOpcode() == clang::UO_AddrOf;
    return leads ? value_of(e->getSubExpr(), body, depth + 1) : std::nullopt;
  }
  if (const auto* e = llvm::dyn_cast<clang::AbstractConditionalOperator>(written)) {
    return value_of_choice(*e, body, depth);
  }
  return value_of_place(*written, body);
}

std::optional<ValueFact> BodyRecorder::value_of_constant(const clang::Expr& expression) {
  const auto constant = constant_of(expression, symbols_.ast());
  if (!constant) return std::nullopt;
  ValueFact value;
  value.kind = ValueKind::literal;
  value.literal_kind = constant->kind;
  value.text = writer_.text(constant->text);
  value.symbol = symbols_.id(enumerator_of(expression));
  return value;
}

std::optional<ValueFact> BodyRecorder::value_of_new(const clang::CXXNewExpr& creation, Body& body, int depth) {
  auto made = value_of(creation.getConstructExpr(), body, depth + 1);
  if (made && made->kind != ValueKind::place) return made;  // of a callable or a text: that is what it is
  if (!made) made = ValueFact{};
  made->kind = ValueKind::place;
  if (made->place.root == Root::unknown) made->place.root = Root::new_object;
  made->symbol = symbols_.id(class_of(creation.getAllocatedType()));
  return made;
}

std::optional<ValueFact> BodyRecorder::value_of_construction(const clang::CXXConstructExpr& construction, Body& body,
                                                             int depth) {
  if (construction.getNumArgs() == 0) return numbered_call(construction, body);
  const clang::Expr* first = construction.getArg(0);
  const bool hands_on = construction.getConstructor()->isCopyOrMoveConstructor() ||
                        llvm::isa<clang::CXXStdInitializerListExpr>(first->IgnoreImplicitAsWritten());
  return hands_on ? value_of(first, body, depth + 1) : numbered_call(construction, body);
}

std::optional<ValueFact> BodyRecorder::value_of_choice(const clang::AbstractConditionalOperator& choice, Body& body,
                                                       int depth) {
  const auto yes = value_of(choice.getTrueExpr(), body, depth + 1);
  const auto no = value_of(choice.getFalseExpr(), body, depth + 1);
  if (!yes || !no) return yes ? yes : no;
  return body.composed(ValueKind::choice, {*yes, *no});
}

std::optional<ValueFact> BodyRecorder::numbered_call(const clang::Expr& call, Body& body) {
  const auto number = body.numbers.find(&call);
  if (number == body.numbers.end()) return std::nullopt;
  ValueFact value;
  value.kind = ValueKind::place;
  value.place.root = Root::call_result;
  value.place.index = number->second;
  value.symbol = symbols_.id(class_of(call.getType()));
  return value;
}

std::optional<ValueFact> BodyRecorder::value_of_call(const clang::CallExpr& call, Body& body, int depth) {
  if (const clang::Expr* same = passed_on(call)) return value_of(same, body, depth + 1);
  const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  if (operation != nullptr && operation->getOperator() == clang::OO_Plus && call.getNumArgs() == 2) {
    const auto left = value_of(call.getArg(0), body, depth + 1);
    const auto right = value_of(call.getArg(1), body, depth + 1);
    if (!left && !right) return std::nullopt;
    return body.composed(ValueKind::join, {left.value_or(ValueFact{}), right.value_or(ValueFact{})});
  }
  const bool dereferences = operation != nullptr && call.getNumArgs() == 1 &&
                            (operation->getOperator() == clang::OO_Star || operation->getOperator() == clang::OO_Arrow);
  if (dereferences) {
    if (auto value = value_of(call.getArg(0), body, depth + 1)) return value;
  }
  return numbered_call(call, body);
}

std::optional<ValueFact> BodyRecorder::value_of_reference(const clang::DeclRefExpr& reference, Body& body, int) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference.getDecl());
  if (variable != nullptr && !reference.refersToEnclosingVariableOrCapture()) {
    const auto held = body.held.find(variable->getCanonicalDecl());
    if (held != body.held.end()) return held->second;
  }
  return value_of_place(reference, body);
}

// A parameter, variable or field, or a part of one.
std::optional<ValueFact> BodyRecorder::value_of_place(const clang::Expr& expression, Body& body) {
  ValueFact value;
  value.kind = ValueKind::place;
  value.place =
      leads_elsewhere(expression.getType()) ? body.places.of_pointee(&expression) : body.places.of_object(&expression);
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&expression)) {
    const auto* field = llvm::dyn_cast<clang::FieldDecl>(member->getMemberDecl());
    const bool is_own = llvm::isa<clang::CXXThisExpr>(member->getBase()->IgnoreParenImpCasts());
    if (field != nullptr && !is_own) value.element = static_cast<std::uint16_t>(field->getFieldIndex());
  } else if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&expression)) {
    if (const auto* binding = llvm::dyn_cast<clang::BindingDecl>(reference->getDecl())) {
      const auto* whole = llvm::dyn_cast<clang::DecompositionDecl>(binding->getDecomposedDecl());
      for (std::uint16_t i = 0; whole != nullptr && i < whole->bindings().size(); ++i) {
        if (whole->bindings()[i] == binding) value.element = i;
      }
    }
  }
  const clang::TagDecl* type = class_of(expression.getType());
  const auto* record = llvm::dyn_cast_or_null<clang::CXXRecordDecl>(type);
  // A local object that is handed on by its base class says which class it is.
  const bool is_object =
      value.place.root == Root::local && record != nullptr && record->hasDefinition() && record->isPolymorphic();
  if (!is_kept(value) && !is_object) return std::nullopt;
  value.symbol = symbols_.id(type);
  return value;
}

// Braces around one value are that value; around several they make an object or a table.
std::optional<ValueFact> BodyRecorder::value_of_list(const clang::InitListExpr& list, Body& body, int depth) {
  const clang::InitListExpr* meant =
      list.isSemanticForm() || list.getSemanticForm() == nullptr ? &list : list.getSemanticForm();
  if (meant->getNumInits() > kMostParts) return std::nullopt;
  const clang::CXXRecordDecl* record = meant->getType()->getAsCXXRecordDecl();
  const bool is_table = meant->getType()->isArrayType();
  if (meant->getNumInits() == 1 && !is_table && record == nullptr) return value_of(meant->getInit(0), body, depth + 1);
  std::vector<ValueFact> parts;
  bool tells = false;
  for (const clang::Expr* init : meant->inits()) {
    const auto part = value_of(init, body, depth + 1);
    tells = tells || part.has_value();
    parts.push_back(part.value_or(ValueFact{}));
  }
  if (!tells) return std::nullopt;
  // std::array and the like: an array inside of a class.
  if (parts.size() == 1 && parts[0].kind == ValueKind::group && meant->getInit(0)->getType()->isArrayType()) {
    return parts[0];
  }
  ValueFact whole = body.composed(ValueKind::group, parts);
  whole.symbol = symbols_.id(record);
  whole.line = writer_.place(list.getBeginLoc()).line;
  return whole;
}

std::uint32_t BodyRecorder::add_value(const clang::Expr* expression, Body& body) {
  if (expression == nullptr || expression->getType().isNull() || expression->isTypeDependent()) return kNone;
  if (is_number(expression->getType()) && enumerator_of(*expression) == nullptr) return kNone;
  const auto value = value_of(expression, body);
  return value ? body.add_value(*value) : kNone;
}

void BodyRecorder::hold(const clang::VarDecl& variable, const clang::Expr* value, Body& body) {
  if (value == nullptr || value->getType().isNull() || value->isTypeDependent()) return;
  if (variable.getType()->isArithmeticType()) return;
  const auto held = value_of(value, body);
  if (!held) return;
  body.held[variable.getCanonicalDecl()] = *held;
  const bool is_table = held->kind == ValueKind::group;
  const bool is_made = held->kind == ValueKind::place && held->place.root == Root::call_result &&
                       (body.calls[held->place.index].flags & kCallConstructs) != 0 &&
                       body.calls[held->place.index].argument_count > 0;
  // An object of a class that is made from a text: crow::Blueprint("v1").
  const clang::CXXRecordDecl* record = variable.getType()->getAsCXXRecordDecl();
  const bool is_named = held->kind == ValueKind::literal && record != nullptr && !record->isInStdNamespace();
  if (!is_table && !is_made && !is_named) return;
  PlaceFact place;
  place.root = Root::local;
  place.symbol = capture_id(variable, body.outermost);
  add_initial_value(place, value, variable.getLocation(), body);
}

// `path = value` and `path += value` of a local.
void BodyRecorder::hold_assigned(const clang::Expr& target, const clang::Expr& value, bool appends, Body& body) {
  const clang::VarDecl* variable = local_of(target);
  if (variable == nullptr || variable->getType()->isArithmeticType()) return;
  if (value.getType().isNull() || value.isTypeDependent()) return;
  const auto held = body.held.find(variable);
  const auto more = value_of(&value, body);
  if (!appends) {
    if (more) {
      body.held[variable] = *more;
    } else if (held != body.held.end()) {
      body.held.erase(held);
    }
  } else if (held != body.held.end()) {
    held->second = body.composed(ValueKind::join, {held->second, more.value_or(ValueFact{})});
  }
}

void BodyRecorder::add_initial_value(const PlaceFact& target, const clang::Expr* value, clang::SourceLocation where,
                                     Body& body, bool also_number) {
  const FilePlace place = writer_.place(where);
  if (!place.known() || target.root == Root::unknown) return;
  WriteFact fact;
  fact.value = add_value(value, body);
  if (fact.value == kNone && also_number) {
    if (const auto number = value_of(value, body)) fact.value = body.add_value(*number);
  }
  if (fact.value == kNone) return;
  fact.place = target;
  fact.file = place.file;
  fact.line = place.line;
  fact.how = WriteHow::initialize;
  body.writes.push_back(fact);
  body.write_origins.push_back(value);
}

}  // namespace loadline::frontend

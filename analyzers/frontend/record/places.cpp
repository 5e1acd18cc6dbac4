// Points-to roots of expressions.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/places.h"

#include <clang/AST/ASTContext.h>
#include <llvm/ADT/StringSwitch.h>
#include <llvm/Support/SaveAndRestore.h>

#include "analyzers/frontend/files/digest.h"

namespace loadline::frontend {
namespace {

constexpr int kMaxDepth = 200;  // of nested expressions; deeper ones are generated code

// How long the objects behind a root live, for choosing among several.
int lifetime(Root root) {
  switch (root) {
    case Root::static_: return 9;
    case Root::this_: return 8;
    case Root::capture: return 7;
    case Root::parameter: return 6;
    case Root::call_result: return 5;
    case Root::unknown: return 4;
    case Root::new_object: return 3;
    case Root::value_parameter: return 2;
    case Root::local: return 1;
    case Root::literal: return 0;
  }
  return 0;
}

PlaceFact rooted(Root root, SymbolId symbol = 0, std::uint32_t index = kNone) {
  PlaceFact place;
  place.root = root;
  place.symbol = symbol;
  place.index = index;
  return place;
}

const PlaceFact& longer_lived(const PlaceFact& a, const PlaceFact& b) {
  return lifetime(b.root) > lifetime(a.root) ? b : a;
}

bool is_system(const clang::Decl& decl) {
  const clang::SourceManager& sources = decl.getASTContext().getSourceManager();
  return decl.isInStdNamespace() || sources.isInSystemHeader(decl.getLocation());
}

// Library functions whose result is, or leads to, their first argument.
bool returns_first_argument(const clang::FunctionDecl& function) {
  const clang::IdentifierInfo* name = function.getIdentifier();
  if (name == nullptr) return false;
  return llvm::StringSwitch<bool>(name->getName())
      .Cases("move", "forward", "ref", "cref", "as_const", "addressof", true)
      .Cases("get", "get_if", "any_cast", "begin", "end", "cbegin", "cend", true)
      .Cases("find", "find_if", "lower_bound", "upper_bound", "next", "prev", "max_element", "min_element", true)
      .Cases("static_pointer_cast", "dynamic_pointer_cast", "const_pointer_cast", "launder", true)
      .Default(false);
}

bool makes_object(const clang::FunctionDecl& function) {
  const clang::IdentifierInfo* name = function.getIdentifier();
  return name != nullptr && llvm::StringSwitch<bool>(name->getName())
                                .Cases("make_unique", "make_shared", "allocate_shared", true)
                                .Default(false);
}

// The expression that another one only wraps; nullptr when it does more.
const clang::Expr* wrapped_in(const clang::Expr& expression) {
  if (const auto* e = llvm::dyn_cast<clang::MaterializeTemporaryExpr>(&expression)) return e->getSubExpr();
  if (const auto* e = llvm::dyn_cast<clang::ExprWithCleanups>(&expression)) return e->getSubExpr();
  if (const auto* e = llvm::dyn_cast<clang::CXXBindTemporaryExpr>(&expression)) return e->getSubExpr();
  if (const auto* e = llvm::dyn_cast<clang::CXXDefaultArgExpr>(&expression)) return e->getExpr();
  if (const auto* e = llvm::dyn_cast<clang::CoawaitExpr>(&expression)) return e->getOperand();
  return nullptr;
}

// The local variable that the field is in: `event` of event.data.ptr. Null when a pointer leads there.
const clang::VarDecl* structure_of(const clang::MemberExpr& field) {
  const clang::Expr* base = field.getBase()->IgnoreParenImpCasts();
  if (field.isArrow()) return nullptr;
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(base)) return structure_of(*member);
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(base);
  const auto* variable = reference == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
  return variable == nullptr || !variable->hasLocalStorage() ? nullptr : variable->getCanonicalDecl();
}

// `Reader* Builder::new_reader() const`: what leads out of a const object without being const is no part of it. The standard
// library's smart pointers, spans and iterators are const and lead to what is not.
bool is_factory(const clang::FunctionDecl& function) {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&function);
  if (method == nullptr || !method->isConst() || method->getParent()->isInStdNamespace()) return false;
  const clang::ASTContext& ast = function.getASTContext();
  // boost::shared_ptr::get, QPointer::data: what leads somewhere by `->` leads there by these, too.
  if (!method->getParent()->lookup(ast.DeclarationNames.getCXXOperatorName(clang::OO_Arrow)).empty()) return false;
  const clang::QualType result = function.getReturnType();
  if (result->isReferenceType()) return false;
  if (result->isPointerType()) return !result->getPointeeType().isConstQualified();
  const clang::CXXRecordDecl* record = result->getAsCXXRecordDecl();
  const clang::IdentifierInfo* name = record == nullptr ? nullptr : record->getIdentifier();
  return name != nullptr && (name->isStr("unique_ptr") || name->isStr("shared_ptr"));
}

}  // namespace

bool leads_elsewhere(clang::QualType type) {
  if (type.isNull()) return false;
  if (type->isPointerType() || type->isReferenceType()) return true;
  const clang::CXXRecordDecl* record = type->getAsCXXRecordDecl();
  if (record == nullptr || !record->hasDefinition()) return false;
  const clang::DeclarationName arrow = record->getASTContext().DeclarationNames.getCXXOperatorName(clang::OO_Arrow);
  if (!record->lookup(arrow).empty()) return true;
  for (const clang::CXXBaseSpecifier& base : record->bases()) {
    if (leads_elsewhere(base.getType())) return true;
  }
  const clang::IdentifierInfo* name = record->getIdentifier();
  return name != nullptr && record->isInStdNamespace() &&
         llvm::StringSwitch<bool>(name->getName())
             .Cases("reference_wrapper", "span", "_Bit_iterator", "pair",
                    true)  // pair: map.insert gives {iterator, bool}
             .Default(false);
}

bool places_itself(const clang::CXXNewExpr& expression) {
  const clang::FunctionDecl* allocator = expression.getOperatorNew();
  return expression.getNumPlacementArgs() == 1 && allocator != nullptr &&
         allocator->isReservedGlobalPlacementOperator();
}

bool is_opaque(const clang::FieldDecl& field) { return field.getType()->isVoidPointerType() && is_system(field); }

SymbolId capture_id(const clang::ValueDecl& variable, SymbolId outermost) {
  return digest("local " + variable.getNameAsString(), outermost);
}

Places::Places(FactWriter& writer, SymbolTable& symbols, SymbolId enclosing)
    : writer_(writer), symbols_(symbols), enclosing_(enclosing) {}

PlaceFact Places::of_object(const clang::Expr* expression) { return dispatch(expression, false); }

PlaceFact Places::of_pointee(const clang::Expr* expression) { return dispatch(expression, true); }

void Places::bind(const clang::VarDecl& variable, const clang::Expr& value) {
  const clang::QualType type = variable.getType();
  if (!leads_elsewhere(type)) return;
  const PlaceFact place = type->isReferenceType() ? of_object(&value) : of_pointee(&value);
  const auto [known, is_new] = bound_.try_emplace(variable.getCanonicalDecl(), place);
  if (!is_new) known->second = longer_lived(known->second, place);
}

void Places::bind_opaque(const clang::MemberExpr& field, const clang::Expr& value) {
  const clang::VarDecl* variable = structure_of(field);
  if (variable == nullptr) return;
  const PlaceFact place = of_pointee(&value);
  const auto [known, is_new] = bound_opaque_.try_emplace(variable, place);
  if (!is_new) known->second = longer_lived(known->second, place);
}

PlaceFact Places::with_field(PlaceFact place, const clang::FieldDecl& field) {
  const SymbolId id = symbols_.id(&field);
  const bool keeps_fields = place.root == Root::this_ || place.root == Root::parameter || place.root == Root::static_ ||
                            place.root == Root::capture || place.root == Root::call_result ||
                            place.root == Root::value_parameter || place.root == Root::local;
  if (id == 0 || !keeps_fields) return place;
  if (place.field == 0) place.field = id;
  place.last_field = id;
  const std::string path = writer_.facts.texts[place.path];
  if (path.size() < 200)
    place.path = writer_.text(path.empty() ? field.getName().str() : path + "." + field.getName().str());
  return place;
}

PlaceFact Places::of_variable(const clang::DeclRefExpr& reference, bool pointee) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference.getDecl());
  if (variable == nullptr) {
    const auto* binding = llvm::dyn_cast<clang::BindingDecl>(reference.getDecl());
    if (binding == nullptr) return PlaceFact();
    const bool is_captured = reference.refersToEnclosingVariableOrCapture();
    return is_captured ? rooted(Root::capture, capture_id(*binding, enclosing_)) : of_binding(*binding, pointee);
  }
  variable = variable->getCanonicalDecl();
  if (variable->hasGlobalStorage()) return rooted(Root::static_, symbols_.id(variable));
  if (reference.refersToEnclosingVariableOrCapture()) return rooted(Root::capture, capture_id(*variable, enclosing_));
  return of_local(*variable, pointee);
}

// `auto& [key, session] : sessions_`: a part of a pair or tuple lives where the whole does.
PlaceFact Places::of_binding(const clang::BindingDecl& binding, bool pointee) {
  const auto* whole = llvm::dyn_cast_or_null<clang::VarDecl>(binding.getDecomposedDecl());
  if (binding.getHoldingVar() != nullptr && whole != nullptr) return of_local(*whole, pointee);
  return binding.getBinding() == nullptr ? PlaceFact() : dispatch(binding.getBinding(), pointee);
}

PlaceFact Places::of_local(const clang::VarDecl& local, bool pointee) {
  const clang::VarDecl* variable = local.getCanonicalDecl();
  const clang::QualType type = variable->getType();
  if (const auto* parameter = llvm::dyn_cast<clang::ParmVarDecl>(variable)) {
    const bool elsewhere = type->isReferenceType() || (pointee && leads_elsewhere(type));
    return rooted(elsewhere ? Root::parameter : Root::value_parameter, 0, parameter->getFunctionScopeIndex());
  }
  if (pointee || type->isReferenceType()) {
    const auto bound = bound_.find(variable);
    if (bound != bound_.end()) return bound->second;
  }
  return rooted(Root::local, capture_id(*variable, enclosing_));
}

PlaceFact Places::of_own_field(const clang::FieldDecl& field) { return with_field(rooted(Root::this_), field); }

namespace {

// `range.first` of equal_range, `result.first` of insert: an iterator leads where the pair does.
bool is_iterator_in_pair(const clang::MemberExpr& member) {
  const clang::CXXRecordDecl* record = member.getBase()->getType()->getAsCXXRecordDecl();
  const clang::IdentifierInfo* name = record == nullptr ? nullptr : record->getIdentifier();
  return name != nullptr && record->isInStdNamespace() && name->isStr("pair") && leads_elsewhere(member.getType());
}

}  // namespace

PlaceFact Places::of_member(const clang::MemberExpr& member, bool pointee) {
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(member.getMemberDecl())) {
    return rooted(Root::static_, symbols_.id(variable));
  }
  if (pointee && !member.isArrow() && is_iterator_in_pair(member)) return of_pointee(member.getBase());
  const PlaceFact base = member.isArrow() ? of_pointee(member.getBase()) : of_object(member.getBase());
  const auto* field = llvm::dyn_cast<clang::FieldDecl>(member.getMemberDecl());
  if (field == nullptr) return base;
  if (!pointee || base.root != Root::local || !is_opaque(*field)) return with_field(base, *field);
  const auto bound = bound_opaque_.find(structure_of(member));
  return bound == bound_opaque_.end() ? of_opaque(*field) : bound->second;
}

PlaceFact Places::of_opaque(const clang::FieldDecl& field) { return rooted(Root::static_, symbols_.id(&field)); }

// A library's member function hands out parts of its object (elements, iterators, the managed object); what a function
// of the program returns is left to the analysis of that function.
PlaceFact Places::of_call(const clang::CallExpr& call) {
  const clang::FunctionDecl* callee = call.getDirectCallee();
  if (callee != nullptr && is_system(*callee)) {
    if (const auto* member_call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call)) {
      const clang::Expr* object = member_call->getImplicitObjectArgument();
      if (object != nullptr && leads_elsewhere(callee->getReturnType()) && !is_factory(*callee)) {
        return leads_elsewhere(object->getType()) ? of_pointee(object) : of_object(object);
      }
      if (!is_factory(*callee)) return rooted(Root::local);
    }
    const auto* operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
    const bool runs_callable = operation != nullptr && operation->getOperator() == clang::OO_Call;
    if (operation != nullptr && !runs_callable && call.getNumArgs() > 0) {
      const clang::Expr* object = call.getArg(0);
      return leads_elsewhere(object->getType()) ? of_pointee(object) : of_object(object);
    }
    if (makes_object(*callee)) return rooted(Root::new_object);
    if (returns_first_argument(*callee) && call.getNumArgs() > 0) {
      const clang::Expr* first = call.getArg(0);
      return leads_elsewhere(first->getType()) ? of_pointee(first) : of_object(first);
    }
  }
  const auto number = call_numbers_.find(&call);
  return number == call_numbers_.end() ? PlaceFact() : rooted(Root::call_result, 0, number->second);
}

PlaceFact Places::of_construction(const clang::CXXConstructExpr& construction) {
  if (construction.getNumArgs() == 0 || !leads_elsewhere(construction.getType())) return rooted(Root::local);
  const clang::Expr* first = construction.getArg(0);
  if (leads_elsewhere(first->getType())) return of_pointee(first);
  return first->isGLValue() ? of_object(first) : rooted(Root::local);
}

PlaceFact Places::of_operator(const clang::UnaryOperator& operation, bool pointee) {
  if (operation.getOpcode() == clang::UO_Deref) return of_pointee(operation.getSubExpr());
  if (operation.getOpcode() == clang::UO_AddrOf) return of_object(operation.getSubExpr());
  return dispatch(operation.getSubExpr(), pointee);
}

PlaceFact Places::of_operator(const clang::BinaryOperator& operation, bool pointee) {
  const bool is_left = operation.isAssignmentOp() || operation.isAdditiveOp() || operation.isPtrMemOp();
  if (is_left) return dispatch(operation.getLHS(), pointee);  // sums are pointer arithmetic
  return operation.isCommaOp() ? dispatch(operation.getRHS(), pointee) : rooted(Root::local);
}

PlaceFact Places::of_subscript(const clang::ArraySubscriptExpr& subscript) {
  const clang::Expr* base = subscript.getBase()->IgnoreParenImpCasts();
  return base->getType()->isArrayType() ? of_object(base) : of_pointee(base);
}

PlaceFact Places::of_dependent_member(const clang::CXXDependentScopeMemberExpr& member) {
  if (member.isImplicitAccess()) return rooted(Root::this_);
  return member.isArrow() ? of_pointee(member.getBase()) : of_object(member.getBase());
}

PlaceFact Places::dispatch(const clang::Expr* expression, bool pointee) {
  llvm::SaveAndRestore deeper(depth_, depth_ + 1);
  if (expression == nullptr || depth_ > kMaxDepth) return {};
  expression = expression->IgnoreParenCasts();
  if (const clang::Expr* inner = wrapped_in(*expression)) return dispatch(inner, pointee);
  if (const auto* e = llvm::dyn_cast<clang::DeclRefExpr>(expression)) return of_variable(*e, pointee);
  if (const auto* e = llvm::dyn_cast<clang::MemberExpr>(expression)) return of_member(*e, pointee);
  if (llvm::isa<clang::CXXThisExpr>(expression)) return rooted(Root::this_);
  if (const auto* e = llvm::dyn_cast<clang::CXXNewExpr>(expression)) {
    return places_itself(*e) ? of_pointee(e->getPlacementArg(0)) : rooted(Root::new_object);
  }
  if (const auto* e = llvm::dyn_cast<clang::CXXDependentScopeMemberExpr>(expression)) return of_dependent_member(*e);
  if (const auto* e = llvm::dyn_cast<clang::UnaryOperator>(expression)) return of_operator(*e, pointee);
  if (const auto* e = llvm::dyn_cast<clang::ArraySubscriptExpr>(expression)) return of_subscript(*e);
  if (const auto* e = llvm::dyn_cast<clang::BinaryOperator>(expression)) return of_operator(*e, pointee);
  if (const auto* e = llvm::dyn_cast<clang::AbstractConditionalOperator>(expression)) {
    return longer_lived(dispatch(e->getTrueExpr(), pointee), dispatch(e->getFalseExpr(), pointee));
  }
  if (const auto* e = llvm::dyn_cast<clang::CallExpr>(expression)) return of_call(*e);
  if (const auto* e = llvm::dyn_cast<clang::CXXConstructExpr>(expression)) return of_construction(*e);
  if (llvm::isa<clang::StringLiteral, clang::IntegerLiteral, clang::CXXBoolLiteralExpr, clang::FloatingLiteral,
                clang::CharacterLiteral, clang::CXXNullPtrLiteralExpr>(expression)) {
    return rooted(Root::literal);
  }
  if (llvm::isa<clang::InitListExpr, clang::LambdaExpr, clang::CXXTemporaryObjectExpr>(expression)) {
    return rooted(Root::local);
  }
  return {};
}

}  // namespace loadline::frontend

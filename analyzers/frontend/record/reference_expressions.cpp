// References by using a value: calls, constructions, reads, writes, addresses, throws.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/reference_recorder.h"

#include <llvm/ADT/StringSwitch.h>

namespace loadline::frontend {
namespace {

// A forwarding reference (T&&, collapsed) passes on and is not told to change what it is given.
bool is_modifiable_reference(clang::QualType type) {
  const auto* reference = type->getAs<clang::LValueReferenceType>();
  return reference != nullptr && reference->isSpelledAsLValue() && !reference->getPointeeType().isConstQualified();
}

// An array handed to a `T*` parameter gives its address away.
bool decays_to_modifiable_pointer(clang::QualType parameter, const clang::Expr& argument) {
  return parameter->isPointerType() && !parameter->getPointeeType().isConstQualified() &&
         argument.IgnoreParenImpCasts()->getType()->isArrayType();
}

// Members of the standard containers and pointers that change nothing themselves: `v.front()`, `v[0]`, `p->`.
bool only_gives_access(const clang::CXXMethodDecl& method) {
  if (!method.getParent()->isInStdNamespace()) return false;
  switch (method.getOverloadedOperator()) {
    case clang::OO_Subscript:
    case clang::OO_Star:
    case clang::OO_Arrow: return true;
    default: break;
  }
  const clang::IdentifierInfo* name = method.getIdentifier();
  return name != nullptr && llvm::StringSwitch<bool>(name->getName())
                                .Cases("at", "front", "back", "top", "data", "get", "value", true)
                                .Cases("begin", "end", "rbegin", "rend", true)
                                .Cases("find", "lower_bound", "upper_bound", "equal_range", true)
                                .Default(false);
}

// std::make_unique<T>, std::make_shared<T>: what they make, they make for the caller.
const clang::CXXRecordDecl* made_class(const clang::FunctionDecl& callee) {
  const clang::IdentifierInfo* name = callee.getIdentifier();
  if (name == nullptr || !callee.isInStdNamespace() || callee.getTemplateSpecializationArgs() == nullptr)
    return nullptr;
  if (!name->isStr("make_unique") && !name->isStr("make_shared")) return nullptr;
  const clang::TemplateArgument& first = callee.getTemplateSpecializationArgs()->get(0);
  return first.getKind() == clang::TemplateArgument::Type ? record_behind(first.getAsType()) : nullptr;
}

bool modifies_its_object(const clang::CXXMethodDecl& method) {
  return !method.isConst() && !method.isStatic() && !llvm::isa<clang::CXXConstructorDecl>(method);
}

std::uint8_t dispatch_flag(const clang::CallExpr& call, const clang::FunctionDecl& callee) {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&callee);
  if (method == nullptr || !method->isVirtual()) return 0;
  const auto* member = llvm::dyn_cast<clang::MemberExpr>(call.getCallee()->IgnoreParens());
  if (member == nullptr) return kVirtualDispatch;
  if (member->hasQualifier()) return 0;  // Base::f() is not dispatched
  // Nor is a call of a final function, or on an object whose class is known.
  return method->getDevirtualizedMethod(member->getBase(), /*IsAppleKext=*/false) != nullptr ? 0 : kVirtualDispatch;
}

// The container in `container.front()` and `container[i]`; nullptr for other calls, and for what a pointer leads to.
const clang::Expr* accessed_object(const clang::CallExpr& call) {
  const auto* method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(call.getDirectCallee());
  if (method == nullptr || method->isConst() || !only_gives_access(*method)) return nullptr;
  const auto* member_call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  const clang::Expr* object = member_call == nullptr ? call.getArg(0) : member_call->getImplicitObjectArgument();
  return object == nullptr || object->getType()->isPointerType() ? nullptr : object;
}

}  // namespace

// Tells the variables and fields that `expression` leads to what is done to them: in `a.b[i] = 1` both a and b are
// written; behind a pointer only the last field is.
void ReferenceRecorder::mark(const clang::Expr* expression, ReferenceKind kind) {
  while (expression != nullptr) {
    expression = expression->IgnoreParenCasts();
    if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(expression)) {
      usages_[member] = kind;
      expression = member->isArrow() ? nullptr : member->getBase();
    } else if (const auto* subscript = llvm::dyn_cast<clang::ArraySubscriptExpr>(expression)) {
      const clang::Expr* base = subscript->getBase()->IgnoreParenImpCasts();
      expression = base->getType()->isArrayType() ? base : nullptr;
    } else if (const auto* conditional = llvm::dyn_cast<clang::ConditionalOperator>(expression)) {
      mark(conditional->getTrueExpr(), kind);
      expression = conditional->getFalseExpr();
    } else if (const auto* call = llvm::dyn_cast<clang::CallExpr>(expression)) {
      expression = accessed_object(*call);
    } else if (const auto* temporary = llvm::dyn_cast<clang::MaterializeTemporaryExpr>(expression)) {
      expression = temporary->getSubExpr();
    } else {
      if (llvm::isa<clang::DeclRefExpr>(expression)) usages_[expression] = kind;
      expression = nullptr;
    }
  }
}

ReferenceKind ReferenceRecorder::usage_of(const clang::Expr* expression) const {
  if (type_kind_ == ReferenceKind::template_argument) return type_kind_;
  const auto found = usages_.find(expression);
  return found == usages_.end() ? ReferenceKind::read : found->second;
}

void ReferenceRecorder::mark_arguments(const clang::FunctionDecl& callee,
                                       llvm::ArrayRef<const clang::Expr*> arguments) {
  const unsigned count = std::min<unsigned>(callee.getNumParams(), static_cast<unsigned>(arguments.size()));
  for (unsigned i = 0; i < count; ++i) {
    const clang::QualType type = callee.getParamDecl(i)->getType();
    if (is_modifiable_reference(type) || decays_to_modifiable_pointer(type, *arguments[i])) {
      mark(arguments[i], ReferenceKind::take_address);
    }
  }
}

bool ReferenceRecorder::VisitBinaryOperator(clang::BinaryOperator* operation) {
  if (operation->isAssignmentOp()) mark(operation->getLHS(), ReferenceKind::write);
  return true;
}

bool ReferenceRecorder::VisitUnaryOperator(clang::UnaryOperator* operation) {
  if (operation->isIncrementDecrementOp()) mark(operation->getSubExpr(), ReferenceKind::write);
  if (operation->getOpcode() == clang::UO_AddrOf) mark(operation->getSubExpr(), ReferenceKind::take_address);
  return true;
}

bool ReferenceRecorder::VisitDeclRefExpr(clang::DeclRefExpr* expression) {
  if (callees_.contains(expression)) return true;
  const clang::ValueDecl* decl = expression->getDecl();
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(decl)) {
    note_specialization(*function, expression->getLocation());
    const bool in_template = type_kind_ == ReferenceKind::template_argument;
    add_use(function, expression->getLocation(), in_template ? type_kind_ : ReferenceKind::take_address);
  } else if (llvm::isa<clang::VarDecl, clang::EnumConstantDecl, clang::FieldDecl>(decl)) {
    add_use(decl, expression->getLocation(), usage_of(expression));
  } else if (const auto* binding = llvm::dyn_cast<clang::BindingDecl>(decl)) {
    // A structured binding is another name for a field.
    const auto* member = llvm::dyn_cast_or_null<clang::MemberExpr>(binding->getBinding());
    if (member != nullptr) add_use(member->getMemberDecl(), expression->getLocation(), usage_of(expression));
  }
  return true;
}

bool ReferenceRecorder::VisitMemberExpr(clang::MemberExpr* expression) {
  if (callees_.contains(expression)) return true;
  const clang::ValueDecl* member = expression->getMemberDecl();
  if (llvm::isa<clang::FunctionDecl>(member)) {
    add_use(member, expression->getMemberLoc(), ReferenceKind::take_address);
  } else {
    add_use(member, expression->getMemberLoc(), usage_of(expression));
  }
  return true;
}

void ReferenceRecorder::add_call(const clang::FunctionDecl& callee, clang::SourceLocation where, std::uint8_t flags) {
  note_specialization(callee, where);
  add_use(&callee, where, ReferenceKind::call, flags);
}

bool ReferenceRecorder::VisitCallExpr(clang::CallExpr* call) {
  const clang::Expr* named = call->getCallee()->IgnoreParenImpCasts();
  callees_.insert(named);
  const clang::FunctionDecl* callee = call->getDirectCallee();
  if (callee == nullptr) return true;
  clang::SourceLocation where = call->getExprLoc();
  std::uint8_t flags = dispatch_flag(*call, *callee);
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(named)) {
    if (member->getMemberLoc().isValid())
      where = member->getMemberLoc();
    else
      flags |= kImplicitReference;  // a conversion
  } else if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(named)) {
    where = reference->getLocation();
  }
  add_call(*callee, where, flags);
  if (const clang::CXXRecordDecl* made = made_class(*callee)) {
    add_use(made, where, ReferenceKind::construct, kImplicitReference);
  }
  mark_operands(*call, *callee);
  return true;
}

void ReferenceRecorder::mark_operands(const clang::CallExpr& call, const clang::FunctionDecl& callee) {
  llvm::ArrayRef<const clang::Expr*> arguments(call.getArgs(), call.getNumArgs());
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&callee);
  const bool modifies = method != nullptr && modifies_its_object(*method) && !only_gives_access(*method);
  if (const auto* member_call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call)) {
    const clang::Expr* object = member_call->getImplicitObjectArgument();
    const bool behind_pointer = object == nullptr || object->getType()->isPointerType();
    if (modifies && !behind_pointer) mark(object, ReferenceKind::write);
  } else if (llvm::isa<clang::CXXOperatorCallExpr>(call) && method != nullptr && !arguments.empty()) {
    if (modifies) mark(arguments[0], ReferenceKind::write);
    arguments = arguments.drop_front();
  }
  mark_arguments(callee, arguments);
}

bool ReferenceRecorder::VisitImplicitCastExpr(clang::ImplicitCastExpr* cast) {
  if (cast->getCastKind() != clang::CK_ConstructorConversion) return true;
  unwritten_.insert(cast->getSubExpr()->IgnoreImplicit());
  return true;
}

// `look("x")` with a `const Text&` parameter: a Text is made, bound to the reference, and nowhere written.
bool ReferenceRecorder::VisitMaterializeTemporaryExpr(clang::MaterializeTemporaryExpr* temporary) {
  const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(temporary->getSubExpr()->IgnoreImplicit());
  const bool is_written = construction == nullptr || llvm::isa<clang::CXXTemporaryObjectExpr>(construction) ||
                          construction->getParenOrBraceRange().isValid();
  if (!is_written) unwritten_.insert(construction);
  return true;
}

// `a < b` that means `(a <=> b) < 0`: the operator that is called is the one behind it.
bool ReferenceRecorder::VisitCXXRewrittenBinaryOperator(clang::CXXRewrittenBinaryOperator* operation) {
  const auto* inner = llvm::dyn_cast<clang::CallExpr>(operation->getDecomposedForm().InnerBinOp);
  const clang::FunctionDecl* callee = inner == nullptr ? nullptr : inner->getDirectCallee();
  if (callee != nullptr) add_call(*callee, operation->getOperatorLoc(), 0);
  return true;
}

void ReferenceRecorder::add_silent_call(const clang::Expr* expression, clang::SourceLocation where) {
  const auto* call = expression == nullptr ? nullptr : llvm::dyn_cast<clang::CallExpr>(expression->IgnoreImplicit());
  const clang::FunctionDecl* callee = call == nullptr ? nullptr : call->getDirectCallee();
  if (callee != nullptr) add_call(*callee, where, kImplicitReference);
}

// co_await calls three functions of what it waits for, after its operator co_await.
bool ReferenceRecorder::VisitCoroutineSuspendExpr(clang::CoroutineSuspendExpr* expression) {
  for (const clang::Expr* part : {expression->getCommonExpr(), expression->getReadyExpr(), expression->getSuspendExpr(),
                                  expression->getResumeExpr()}) {
    add_silent_call(part, expression->getKeywordLoc());
  }
  return true;
}

bool ReferenceRecorder::VisitCoreturnStmt(clang::CoreturnStmt* statement) {
  add_silent_call(statement->getPromiseCall(), statement->getKeywordLoc());
  return true;
}

bool ReferenceRecorder::VisitCleanupAttr(clang::CleanupAttr* attribute) {
  add_use(attribute->getFunctionDecl(), attribute->getLocation(), ReferenceKind::call);
  return true;
}

bool ReferenceRecorder::VisitCXXConstructExpr(clang::CXXConstructExpr* construction) {
  const clang::CXXConstructorDecl* constructor = construction->getConstructor();
  const bool copies = constructor->isCopyOrMoveConstructor() && construction->getParenOrBraceRange().isInvalid();
  const bool is_implicit = copies || construction->isElidable() || unwritten_.contains(construction);
  const std::uint8_t flags = is_implicit ? kImplicitReference : 0;
  add_use(constructor->getParent(), construction->getLocation(), ReferenceKind::construct, flags);
  note_specialization(*constructor, construction->getLocation());
  note_virtual_members(*constructor->getParent(), construction->getLocation());
  mark_arguments(*constructor, {construction->getArgs(), construction->getNumArgs()});
  return true;
}

bool ReferenceRecorder::VisitInitListExpr(clang::InitListExpr* list) {
  const clang::InitListExpr* semantic = list->isSemanticForm() ? list : list->getSemanticForm();
  const auto* record = semantic == nullptr ? nullptr : semantic->getType()->getAsRecordDecl();
  if (record != nullptr) add_use(record, list->getBeginLoc(), ReferenceKind::construct);
  return true;
}

bool ReferenceRecorder::VisitDesignatedInitExpr(clang::DesignatedInitExpr* init) {
  for (const clang::DesignatedInitExpr::Designator& designator : init->designators()) {
    if (!designator.isFieldDesignator() || designator.getFieldDecl() == nullptr) continue;
    add_use(designator.getFieldDecl(), designator.getFieldLoc(), ReferenceKind::write);
  }
  return true;
}

// A class's own operator new or delete.
void ReferenceRecorder::add_allocation(const clang::FunctionDecl* function, clang::SourceLocation where) {
  if (function == nullptr || !writer_.is_project(writer_.file_id(function->getLocation()))) return;
  add_call(*function, where, kImplicitReference);
}

bool ReferenceRecorder::VisitCXXNewExpr(clang::CXXNewExpr* expression) {
  add_allocation(expression->getOperatorNew(), expression->getBeginLoc());
  // `new T` of a class without a constructor call has no CXXConstructExpr of its own.
  if (expression->getConstructExpr() == nullptr) {
    add_type_use(expression->getAllocatedType(), expression->getBeginLoc(), ReferenceKind::construct, 0);
  }
  return true;
}

bool ReferenceRecorder::VisitCXXDeleteExpr(clang::CXXDeleteExpr* expression) {
  add_allocation(expression->getOperatorDelete(), expression->getBeginLoc());
  const clang::QualType type = expression->getDestroyedType();
  const auto* record = type.isNull() ? nullptr : type->getAsCXXRecordDecl();
  if (record == nullptr || !record->hasDefinition()) return true;
  if (const auto* destructor = record->getDestructor()) {
    add_call(*destructor, expression->getBeginLoc(), destructor->isVirtual() ? kVirtualDispatch : 0);
  }
  return true;
}

bool ReferenceRecorder::VisitCXXThrowExpr(clang::CXXThrowExpr* expression) {
  if (const clang::Expr* thrown = expression->getSubExpr()) {
    add_type_use(thrown->getType(), expression->getThrowLoc(), ReferenceKind::throw_, 0);
  }
  return true;
}

bool ReferenceRecorder::VisitCXXForRangeStmt(clang::CXXForRangeStmt* loop) {
  for (const clang::DeclStmt* part : {loop->getBeginStmt(), loop->getEndStmt()}) {
    if (part == nullptr || !part->isSingleDecl()) continue;
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(part->getSingleDecl());
    if (variable != nullptr) add_silent_call(variable->getInit(), loop->getColonLoc());
  }
  return true;
}

// In a template the callee may depend on the arguments. One candidate is as good as resolved, and a qualified name says
// where to look. Several unqualified ones wait for an instantiation to tell, and so do operators: that some operator* can
// be seen from `*iterator` says nothing of whether it is meant.
bool ReferenceRecorder::VisitOverloadExpr(clang::OverloadExpr* expression) {
  const bool is_operator = expression->getName().getNameKind() == clang::DeclarationName::CXXOperatorName;
  if (expression->getQualifier() == nullptr && (is_operator || expression->getNumDecls() != 1)) return true;
  const ReferenceKind kind = callees_.contains(expression) ? ReferenceKind::call : ReferenceKind::take_address;
  for (const clang::NamedDecl* candidate : expression->decls()) {
    const clang::NamedDecl* named = candidate->getUnderlyingDecl();
    if (named->getAsFunction() != nullptr) add_use(named, expression->getNameLoc(), kind);
    if (llvm::isa<clang::VarTemplateDecl>(named)) add_use(named, expression->getNameLoc(), usage_of(expression));
  }
  return true;
}

bool ReferenceRecorder::VisitOffsetOfExpr(clang::OffsetOfExpr* expression) {
  for (unsigned i = 0; i < expression->getNumComponents(); ++i) {
    const clang::OffsetOfNode& node = expression->getComponent(i);
    if (node.getKind() == clang::OffsetOfNode::Field) {
      add_use(node.getField(), node.getBeginLoc(), ReferenceKind::read);
    }
  }
  return true;
}

void ReferenceRecorder::note_specialization(const clang::FunctionDecl& function, clang::SourceLocation where) {
  if (!function.isTemplateInstantiation()) return;
  const clang::FunctionDecl* pattern = function.getTemplateInstantiationPattern();
  if (pattern == nullptr || !writer_.is_project(writer_.file_id(pattern->getLocation()))) return;
  const bool is_first = instantiator_.where.isInvalid();
  instantiators_.try_emplace(&function, is_first ? Instantiator{from_, where} : instantiator_);
  on_specialization_(function);
}

// Whoever constructs an object may later be called back through its virtual functions.
void ReferenceRecorder::note_virtual_members(const clang::CXXRecordDecl& record, clang::SourceLocation where) {
  if (record.getTemplateInstantiationPattern() == nullptr || !record.isPolymorphic()) return;
  if (!noted_classes_.insert(&record).second) return;
  for (const clang::CXXMethodDecl* method : record.methods()) {
    if (method->isVirtual()) note_specialization(*method, where);
  }
}

}  // namespace loadline::frontend

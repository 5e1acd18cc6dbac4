// References by using a value: calls, constructions, reads, writes, addresses, throws.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/reference_recorder.h"

namespace loadline::frontend {
namespace {

bool is_modifiable_reference(clang::QualType type) {
  return type->isLValueReferenceType() && !type->getPointeeType().isConstQualified();
}

bool modifies_its_object(const clang::CXXMethodDecl& method) {
  return !method.isConst() && !method.isStatic() && !llvm::isa<clang::CXXConstructorDecl>(method);
}

std::uint8_t dispatch_flag(const clang::CallExpr& call, const clang::FunctionDecl& callee) {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&callee);
  if (method == nullptr || !method->isVirtual()) return 0;
  const auto* member = llvm::dyn_cast<clang::MemberExpr>(call.getCallee()->IgnoreParens());
  return member != nullptr && member->hasQualifier() ? 0 : kVirtualDispatch;  // Base::f() is not dispatched
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
    if (is_modifiable_reference(callee.getParamDecl(i)->getType())) mark(arguments[i], ReferenceKind::take_address);
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
    note_specialization(*function);
    const bool in_template = type_kind_ == ReferenceKind::template_argument;
    add_use(function, expression->getLocation(), in_template ? type_kind_ : ReferenceKind::take_address);
  } else if (llvm::isa<clang::VarDecl, clang::EnumConstantDecl, clang::FieldDecl>(decl)) {
    add_use(decl, expression->getLocation(), usage_of(expression));
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
  note_specialization(callee);
  add_use(&callee, where, ReferenceKind::call, flags);
}

bool ReferenceRecorder::VisitCallExpr(clang::CallExpr* call) {
  const clang::FunctionDecl* callee = call->getDirectCallee();
  if (callee == nullptr) return true;
  const clang::Expr* named = call->getCallee()->IgnoreParenImpCasts();
  callees_.insert(named);
  clang::SourceLocation where = call->getExprLoc();
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(named)) where = member->getMemberLoc();
  else if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(named)) where = reference->getLocation();
  add_call(*callee, where, dispatch_flag(*call, *callee));

  llvm::ArrayRef<const clang::Expr*> arguments(call->getArgs(), call->getNumArgs());
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
  if (const auto* member_call = llvm::dyn_cast<clang::CXXMemberCallExpr>(call)) {
    if (method != nullptr && modifies_its_object(*method)) {
      mark(member_call->getImplicitObjectArgument(), ReferenceKind::write);
    }
  } else if (llvm::isa<clang::CXXOperatorCallExpr>(call) && method != nullptr && !arguments.empty()) {
    if (modifies_its_object(*method)) mark(arguments[0], ReferenceKind::write);
    arguments = arguments.drop_front();
  }
  mark_arguments(*callee, arguments);
  return true;
}

bool ReferenceRecorder::VisitCXXConstructExpr(clang::CXXConstructExpr* construction) {
  const clang::CXXConstructorDecl* constructor = construction->getConstructor();
  const bool copies = constructor->isCopyOrMoveConstructor() && construction->getParenOrBraceRange().isInvalid();
  const std::uint8_t flags = copies || construction->isElidable() ? kImplicitReference : 0;
  add_use(constructor->getParent(), construction->getLocation(), ReferenceKind::construct, flags);
  note_specialization(*constructor);
  note_virtual_members(*constructor->getParent());
  mark_arguments(*constructor, {construction->getArgs(), construction->getNumArgs()});
  return true;
}

bool ReferenceRecorder::VisitInitListExpr(clang::InitListExpr* list) {
  const clang::InitListExpr* semantic = list->isSemanticForm() ? list : list->getSemanticForm();
  const auto* record = semantic == nullptr ? nullptr : semantic->getType()->getAsCXXRecordDecl();
  if (record != nullptr) add_use(record, list->getBeginLoc(), ReferenceKind::construct);
  return true;
}

bool ReferenceRecorder::VisitCXXNewExpr(clang::CXXNewExpr* expression) {
  // `new T` of a class without a constructor call has no CXXConstructExpr of its own.
  if (expression->getConstructExpr() == nullptr) {
    add_type_use(expression->getAllocatedType(), expression->getBeginLoc(), ReferenceKind::construct, 0);
  }
  return true;
}

bool ReferenceRecorder::VisitCXXDeleteExpr(clang::CXXDeleteExpr* expression) {
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
    const clang::Expr* init = variable == nullptr ? nullptr : variable->getInit();
    if (init == nullptr) continue;
    if (const auto* call = llvm::dyn_cast<clang::CallExpr>(init->IgnoreUnlessSpelledInSource())) {
      if (const auto* callee = call->getDirectCallee()) add_call(*callee, loop->getColonLoc(), kImplicitReference);
    }
  }
  return true;
}

// In a template the callee may depend on the arguments. One candidate is as good as resolved; several wait for an
// instantiation to tell.
bool ReferenceRecorder::VisitOverloadExpr(clang::OverloadExpr* expression) {
  if (expression->getNumDecls() != 1) return true;
  const clang::NamedDecl* only = (*expression->decls_begin())->getUnderlyingDecl();
  if (only->getAsFunction() != nullptr) add_use(only, expression->getNameLoc(), ReferenceKind::call);
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

void ReferenceRecorder::note_specialization(const clang::FunctionDecl& function) {
  if (!function.isTemplateInstantiation()) return;
  const clang::FunctionDecl* pattern = function.getTemplateInstantiationPattern();
  if (pattern != nullptr && writer_.is_project(writer_.file_id(pattern->getLocation()))) on_specialization_(function);
}

// Whoever constructs an object may later be called back through its virtual functions.
void ReferenceRecorder::note_virtual_members(const clang::CXXRecordDecl& record) {
  if (record.getTemplateInstantiationPattern() == nullptr || !record.isPolymorphic()) return;
  if (!noted_classes_.insert(&record).second) return;
  for (const clang::CXXMethodDecl* method : record.methods()) {
    if (method->isVirtual()) note_specialization(*method);
  }
}

}  // namespace loadline::frontend

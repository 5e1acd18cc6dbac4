// Locks that a body holds: by local objects, by what functions return, and by temporary objects.
// SPDX-License-Identifier: Apache-2.0
//
//   std::lock_guard lock(mutex_);           until the end of the block
//   auto lock = stock.lock_for_change();    the same, if that is what the function returns
//   cache.write()->clear();                 for this expression: what write() returns holds a lock and leads to the cache
#include <clang/AST/ASTContext.h>

#include <algorithm>

#include "analyzers/frontend/record/body.h"
#include "analyzers/frontend/record/symbol_properties.h"

namespace loadline::frontend {
namespace {

// std::defer_lock: a lock object that holds nothing yet.
bool defers(const clang::Expr& argument) {
  const clang::CXXRecordDecl* record = argument.getType()->getAsCXXRecordDecl();
  const clang::IdentifierInfo* name = record == nullptr ? nullptr : record->getIdentifier();
  return name != nullptr && record->isInStdNamespace() && name->isStr("defer_lock_t");
}

bool unlocks_at_its_end(const clang::CXXRecordDecl& record) {
  const clang::CXXDestructorDecl* destructor = record.getDestructor();
  return destructor != nullptr && destructor->isUserProvided();
}

// std::unique_lock and what projects write in its place: made from a lockable, unlocked by its destructor.
bool is_lock(const clang::CXXRecordDecl& record) {
  if (!unlocks_at_its_end(record)) return false;
  return std::any_of(record.ctor_begin(), record.ctor_end(), [](const clang::CXXConstructorDecl* constructor) {
    if (constructor->getNumParams() == 0 || constructor->isCopyOrMoveConstructor()) return false;
    const clang::QualType type = constructor->getParamDecl(0)->getType().getNonReferenceType();
    return is_lockable(type->isPointerType() ? type->getPointeeType() : type);
  });
}

// A lock, or an object that keeps one in a member.
bool holds_lock(const clang::CXXRecordDecl& record) {
  if (is_lock(record)) return true;
  return std::any_of(record.field_begin(), record.field_end(), [](const clang::FieldDecl* field) {
    const clang::CXXRecordDecl* part = field->getType()->getAsCXXRecordDecl();
    return part != nullptr && part->hasDefinition() && is_lock(*part->getDefinition());
  });
}

const clang::CXXRecordDecl* returned_object(const clang::Expr& call) {
  if (call.isGLValue() || call.getType().isNull()) return nullptr;
  const clang::CXXRecordDecl* record = call.getType()->getAsCXXRecordDecl();
  return record == nullptr ? nullptr : record->getDefinition();
}

}  // namespace

// A local object made from a lockable holds it until its scope ends: std::lock_guard, a project's own MutexLock. An
// object that merely knows a mutex has no destructor of its own to unlock it in.
void BodyRecorder::add_guard(const clang::VarDecl& variable, Body& body) {
  const clang::CXXRecordDecl* record = variable.getType()->getAsCXXRecordDecl();
  if (record == nullptr || !record->hasDefinition()) return;
  if (!unlocks_at_its_end(*record)) return add_returned_guard(variable, body);
  const clang::Expr* init = variable.getInit()->IgnoreUnlessSpelledInSource();
  const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(variable.getInit()->IgnoreImplicit());
  if (construction == nullptr) construction = llvm::dyn_cast<clang::CXXConstructExpr>(init);
  if (construction == nullptr || construction->getConstructor()->isCopyOrMoveConstructor()) {
    return add_returned_guard(variable, body);
  }
  for (const clang::Expr* argument : construction->arguments()) {
    if (defers(*argument)) return;
  }
  for (const clang::Expr* argument : construction->arguments()) {
    const clang::QualType type = argument->IgnoreParenImpCasts()->getType();
    const bool by_pointer = type->isPointerType();
    if (!is_lockable(by_pointer ? type->getPointeeType() : type)) continue;
    const FilePlace begin = writer_.place(variable.getLocation());
    const FilePlace end = writer_.place(body.scope_end);
    if (!begin.known()) continue;
    GuardFact fact;
    fact.mutex = by_pointer ? body.places.of_pointee(argument) : body.places.of_object(argument);
    fact.file = begin.file;
    fact.line = begin.line;
    fact.end_line = std::max(begin.line, end.line);
    fact.variable = capture_id(variable, body.outermost);
    body.guards.push_back(fact);
    body.guard_origins.push_back(variable.getInit());
  }
}

// What a function returns that makes or keeps a lock; whether it holds one, the function says.
void BodyRecorder::add_returned_guard(const clang::VarDecl& variable, Body& body) {
  const clang::Expr* init = variable.getInit()->IgnoreUnlessSpelledInSource();
  const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(init);
  if (construction != nullptr && construction->getNumArgs() == 1) {
    init = construction->getArg(0)->IgnoreUnlessSpelledInSource();
  }
  const auto* call = llvm::dyn_cast<clang::CallExpr>(init);
  const clang::CXXRecordDecl* record = call == nullptr ? nullptr : returned_object(*call);
  const std::uint32_t number = call == nullptr ? kNone : number_of(*call, body);
  const FilePlace begin = writer_.place(variable.getLocation());
  if (record == nullptr || !holds_lock(*record) || number == kNone || !begin.known()) return;
  GuardFact fact;
  fact.mutex.root = Root::call_result;
  fact.mutex.index = number;
  fact.file = begin.file;
  fact.line = begin.line;
  fact.end_line = std::max(begin.line, writer_.place(body.scope_end).line);
  fact.variable = capture_id(variable, body.outermost);
  body.guards.push_back(fact);
  body.guard_origins.push_back(call);
}

// A temporary object that keeps a lock and leads to what it guards.
void BodyRecorder::add_momentary_guard(const clang::CallExpr& call, Body& body) {
  const clang::CXXRecordDecl* record = returned_object(call);
  if (record == nullptr || body.full_expression.isInvalid() || !leads_elsewhere(call.getType())) return;
  if (record->isInStdNamespace() || !holds_lock(*record)) return;
  const std::uint32_t number = number_of(call, body);
  const FilePlace begin = writer_.place(body.full_expression.getBegin());
  if (number == kNone || !begin.known()) return;
  GuardFact fact;
  fact.mutex.root = Root::call_result;
  fact.mutex.index = number;
  fact.file = begin.file;
  fact.line = begin.line;
  fact.end_line = std::max(begin.line, writer_.place(body.full_expression.getEnd()).line);
  body.guards.push_back(fact);
  body.guard_origins.push_back(&call);
}

}  // namespace loadline::frontend

// The walk over a function body that records its effects.
// SPDX-License-Identifier: Apache-2.0
//
// Operands come before the operation that uses them: in `a(b())` call #0 is b and call #1 is a, so that a place can
// name the call it results from. A lambda is a function of its own; what it captures is said in its creator's terms.
#include "analyzers/frontend/record/body_recorder.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/StmtVisitor.h>

#include <algorithm>

#include "analyzers/frontend/record/body.h"
#include "analyzers/frontend/record/symbol_properties.h"

namespace loadline::frontend {
namespace {

bool rethrows(const clang::Stmt* statement) {
  if (statement == nullptr || llvm::isa<clang::LambdaExpr>(statement)) return false;
  if (llvm::isa<clang::CXXThrowExpr>(statement)) return true;
  for (const clang::Stmt* child : statement->children()) {
    if (rethrows(child)) return true;
  }
  return false;
}

bool mentions(const clang::Stmt* statement, const clang::VarDecl* variable) {
  if (statement == nullptr || variable == nullptr) return false;
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(statement);
  if (reference != nullptr && reference->getDecl() == variable) return true;
  for (const clang::Stmt* child : statement->children()) {
    if (mentions(child, variable)) return true;
  }
  return false;
}

CatchBody kind_of_body(const clang::Stmt& block) {
  if (block.child_begin() == block.child_end()) return CatchBody::empty;
  const bool only_leaves = std::all_of(block.child_begin(), block.child_end(), [](const clang::Stmt* statement) {
    const auto* result = llvm::dyn_cast<clang::ReturnStmt>(statement);
    return llvm::isa<clang::NullStmt, clang::ContinueStmt, clang::BreakStmt>(statement) ||
           (result != nullptr && result->getRetValue() == nullptr);
  });
  return only_leaves ? CatchBody::leaves : CatchBody::handles;
}

// `for (int i = 0; i < 4; ++i)`: how often it runs is written into the code, and it is more than once.
bool is_counted(const clang::ForStmt& loop, const clang::ASTContext& ast) {
  const auto* condition = llvm::dyn_cast_or_null<clang::BinaryOperator>(loop.getCond());
  if (condition == nullptr || loop.getInc() == nullptr || condition->isValueDependent()) return false;
  const auto kind = condition->getOpcode();
  if (kind != clang::BO_LT && kind != clang::BO_LE && kind != clang::BO_NE) return false;
  clang::Expr::EvalResult last;
  return condition->getRHS()->EvaluateAsInt(last, ast) && last.Val.getInt() > (kind == clang::BO_LE ? 0 : 1);
}

// Of a coroutine: what stands in the source, without the calls that the compiler wraps around it.
const clang::Stmt* written_part(const clang::Stmt& statement) {
  if (const auto* coroutine = llvm::dyn_cast<clang::CoroutineBodyStmt>(&statement)) return coroutine->getBody();
  if (const auto* suspend = llvm::dyn_cast<clang::CoroutineSuspendExpr>(&statement)) return suspend->getOperand();
  const auto* result = llvm::dyn_cast<clang::CoreturnStmt>(&statement);
  return result == nullptr ? nullptr : result->getOperand();
}

// `hints.ai_flags = AI_NUMERICHOST`: a number in a structure of the system, which tells a function what to do.
bool is_option(const clang::BinaryOperator& assignment) {
  const auto* member = llvm::dyn_cast<clang::MemberExpr>(assignment.getLHS()->IgnoreParens());
  const clang::Decl* field = member == nullptr ? nullptr : member->getMemberDecl();
  return field != nullptr && field->getASTContext().getSourceManager().isInSystemHeader(field->getLocation());
}

// What `return books_.at(name)` of a function that returns an object copies; null when it copies nothing that lives on.
const clang::Expr* copied_by(const clang::Expr& result) {
  const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(result.IgnoreImplicit());
  const bool copies = construction != nullptr && construction->getNumArgs() > 0 &&
                      construction->getConstructor()->isCopyConstructor() && construction->getArg(0)->isGLValue();
  return copies ? construction->getArg(0) : nullptr;
}

bool is_kept(Root root) {
  return root != Root::local && root != Root::value_parameter && root != Root::new_object && root != Root::literal;
}

}  // namespace

BodyRecorder::BodyRecorder(FactWriter& writer, SymbolTable& symbols) : writer_(writer), symbols_(symbols) {}

void BodyRecorder::record(const clang::FunctionDecl& function) {
  const clang::Stmt* statements = function.getBody();
  if (statements == nullptr) return;
  SymbolId symbol = symbols_.id(&function);
  if (symbol == 0) {
    const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&function);
    symbol = method == nullptr ? 0 : lambda_symbols_.lookup(method->getParent());
    if (symbol == 0) return;
  }
  Body body(writer_, symbols_, &function, symbol);
  body.fact.from_instantiation = function.isTemplateInstantiation();
  body.set_range(writer_, function.getSourceRange());
  if (const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&function)) {
    for (const clang::CXXCtorInitializer* init : constructor->inits()) {
      // A default initialiser is recorded with its field.
      if (llvm::isa<clang::CXXDefaultInitExpr>(init->getInit())) continue;
      walk(init->getInit(), body);
      if (const clang::FieldDecl* field = init->getAnyMember()) {
        add_initial_value(body.places.of_own_field(*field), init->getInit(), init->getSourceLocation(), body);
      }
    }
  }
  body.statements = statements;
  walk(statements, body);
  finish(body);
}

void BodyRecorder::record_initializer(const clang::DeclaratorDecl& variable, const clang::Expr* init) {
  const SymbolId symbol = symbols_.id(&variable);
  if (symbol == 0 || init == nullptr) return;
  Body body(writer_, symbols_, nullptr, symbol);
  body.set_range(writer_, variable.getSourceRange());
  walk(init, body);
  const auto* field = llvm::dyn_cast<clang::FieldDecl>(&variable);
  PlaceFact place;
  if (field != nullptr) {
    place = body.places.of_own_field(*field);
  } else {
    place.root = Root::static_;
    place.symbol = symbol;
  }
  add_initial_value(place, init, variable.getLocation(), body);
  if (!body.calls.empty() || !body.writes.empty()) finish(body);
}

void BodyRecorder::record_lambda(const clang::LambdaExpr& lambda, Body& outer) {
  const clang::CXXMethodDecl* operator_ = lambda.getCallOperator();
  const std::uint32_t ordinal = ++*outer.lambda_count;
  Body body(writer_, symbols_, operator_, symbols_.lambda_id(outer.outermost, ordinal, lambda), &outer);
  body.fact.from_instantiation = outer.fact.from_instantiation;
  body.set_range(writer_, lambda.getSourceRange());
  outer.lambdas[&lambda] = body.fact.symbol;
  lambda_symbols_[lambda.getLambdaClass()] = body.fact.symbol;
  for (const clang::LambdaCapture& capture : lambda.captures()) {
    CaptureFact fact;
    fact.by_copy = capture.getCaptureKind() == clang::LCK_ByCopy || capture.getCaptureKind() == clang::LCK_StarThis;
    if (capture.capturesThis()) {
      fact.place.root = Root::this_;
    } else if (capture.capturesVariable()) {
      const clang::ValueDecl* captured = capture.getCapturedVar();
      fact.variable = capture_id(*captured, outer.outermost);
      fact.place = outer.place_of_capture(*captured, lambda.isInitCapture(&capture));
      // A copy of what the outer lambda captured is this one's own.
      const bool is_own = fact.by_copy && !leads_elsewhere(captured->getType().getNonReferenceType());
      if (is_own && fact.place.root == Root::capture) fact.place.root = Root::local;
      fact.name = writer_.text(captured->getName());
      fact.within = outer.fact.symbol;
      if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(captured)) {
        if (lambda.isInitCapture(&capture)) hold(*variable, variable->getInit(), outer);
        const auto held = outer.held.find(variable->getCanonicalDecl());
        if (held != outer.held.end()) fact.value = outer.add_value(held->second);
      }
    } else {
      continue;
    }
    body.captures.push_back(fact);
  }
  body.statements = lambda.getBody();
  walk(lambda.getBody(), body);
  finish(body);
}

void BodyRecorder::walk_children(const clang::Stmt* statement, Body& body) {
  for (const clang::Stmt* child : statement->children()) {
    walk(child, body);
    if (child != nullptr) add_conditions(*statement, *child, body);
  }
}

void BodyRecorder::walk(const clang::Stmt* statement, Body& body) {
  if (statement == nullptr) return;
  if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(statement)) {
    for (const clang::Expr* init : lambda->capture_inits()) walk(init, body);
    return record_lambda(*lambda, body);
  }
  if (const auto* compound = llvm::dyn_cast<clang::CompoundStmt>(statement)) return walk_compound(*compound, body);
  if (const auto* declarations = llvm::dyn_cast<clang::DeclStmt>(statement))
    return walk_declarations(*declarations, body);
  if (const auto* block = llvm::dyn_cast<clang::CXXTryStmt>(statement)) return walk_try(*block, body);
  if (const auto* loop = llvm::dyn_cast<clang::ForStmt>(statement)) return walk_for(*loop, body);
  if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(statement)) {
    if (list->isSyntacticForm() && list->getSemanticForm() != nullptr)
      return walk_children(list->getSemanticForm(), body);
  }
  const clang::SourceRange outer_expression = body.full_expression;
  if (llvm::isa<clang::ExprWithCleanups>(statement)) body.full_expression = statement->getSourceRange();
  if (const clang::Stmt* written = written_part(*statement)) {
    walk(written, body);
  } else {
    walk_children(statement, body);
  }
  after(*statement, body);
  body.full_expression = outer_expression;
}

void BodyRecorder::walk_compound(const clang::CompoundStmt& statement, Body& body) {
  const clang::SourceLocation outer_end = body.scope_end;
  body.scope_end = statement.getRBracLoc();
  walk_children(&statement, body);
  body.scope_end = outer_end;
}

void BodyRecorder::walk_for(const clang::ForStmt& loop, Body& body) {
  const std::size_t first = body.calls.size();
  walk_children(&loop, body);
  if (!is_counted(loop, symbols_.ast())) return;
  for (std::size_t at = first; at < body.calls.size(); ++at) body.calls[at].flags |= kCallCounted;
}

void BodyRecorder::walk_declarations(const clang::DeclStmt& statement, Body& body) {
  for (const clang::Decl* decl : statement.decls()) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(decl);
    if (variable == nullptr) continue;
    const clang::Expr* init = variable->getInit();
    walk(init, body);
    if (init == nullptr) continue;
    if (variable->hasGlobalStorage()) {
      PlaceFact place;
      place.root = Root::static_;
      place.symbol = symbols_.id(variable);
      add_initial_value(place, init, variable->getLocation(), body);
      continue;
    }
    hold(*variable, init, body);
    body.places.bind(*variable, *init);
    if (const SymbolId callable = callable_of(init, body)) body.callables[variable] = callable;
    add_guard(*variable, body);
  }
}

void BodyRecorder::walk_try(const clang::CXXTryStmt& statement, Body& body) {
  walk(statement.getTryBlock(), body);
  for (unsigned i = 0; i < statement.getNumHandlers(); ++i) {
    const clang::CXXCatchStmt* handler = statement.getHandler(i);
    CatchFact fact;
    const FilePlace begin = writer_.place(handler->getBeginLoc());
    fact.file = begin.file;
    fact.line = begin.line;
    fact.end_line = writer_.place(handler->getEndLoc()).line;
    if (handler->getExceptionDecl() != nullptr) fact.type = symbols_.id(tag_behind(handler->getCaughtType()));
    const clang::Stmt* block = handler->getHandlerBlock();
    fact.rethrows = rethrows(block);
    fact.body = kind_of_body(*block);
    fact.uses_exception = mentions(block, handler->getExceptionDecl());
    if (begin.known()) body.catches.push_back(fact);
    walk(block, body);
  }
}

void BodyRecorder::add_assignment(const clang::BinaryOperator& assignment, Body& body) {
  const WriteHow how = assignment.isCompoundAssignmentOp() ? WriteHow::compound : WriteHow::assign;
  const std::size_t before = body.writes.size();
  add_write(assignment.getLHS(), how, assignment.getOperatorLoc(), body);
  if (body.writes.size() != before) {
    body.writes.back().value = add_value(assignment.getRHS(), body);
  } else if (llvm::isa<clang::MemberExpr>(assignment.getLHS()->IgnoreParens())) {
    // The part of a local object: nothing outlives the call, but the object may be handed on.
    const PlaceFact target = body.places.of_object(assignment.getLHS());
    if (target.root == Root::local && target.field != 0) {
      add_initial_value(target, assignment.getRHS(), assignment.getOperatorLoc(), body, is_option(assignment));
      add_handed_over(assignment, body);
    }
  }
  body.rebind(assignment.getLHS(), assignment.getRHS());
  hold_assigned(*assignment.getLHS(), *assignment.getRHS(), false, body);
}

// `event.data.ptr = order`: whoever gets the pointer back from the library works on the order.
void BodyRecorder::add_handed_over(const clang::BinaryOperator& assignment, Body& body) {
  const auto* member = llvm::cast<clang::MemberExpr>(assignment.getLHS()->IgnoreParens());
  const auto* field = llvm::dyn_cast<clang::FieldDecl>(member->getMemberDecl());
  if (field == nullptr || !is_opaque(*field)) return;
  body.places.bind_opaque(*member, *assignment.getRHS());
  const Root root = body.places.of_pointee(assignment.getRHS()).root;
  if (root == Root::local || root == Root::value_parameter || root == Root::literal || root == Root::unknown) return;
  add_write_to(body.places.of_opaque(*field), WriteHow::assign, assignment.getOperatorLoc(), body);
}

// `text = value` and `text += value` of a class.
void BodyRecorder::hold_result(const clang::CXXOperatorCallExpr& operation, Body& body) {
  const auto kind = operation.getOperator();
  if (operation.getNumArgs() != 2 || (kind != clang::OO_Equal && kind != clang::OO_PlusEqual)) return;
  hold_assigned(*operation.getArg(0), *operation.getArg(1), kind == clang::OO_PlusEqual, body);
}

// What an operation does, once its operands are recorded.
void BodyRecorder::after(const clang::Stmt& statement, Body& body) {
  body.at = &statement;
  if (const auto* operation = llvm::dyn_cast<clang::BinaryOperator>(&statement)) {
    if (operation->isAssignmentOp()) add_assignment(*operation, body);
  } else if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(&statement)) {
    if (unary->isIncrementDecrementOp())
      add_write(unary->getSubExpr(), WriteHow::increment, unary->getOperatorLoc(), body);
  } else if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&statement)) {
    add_call(*call, body);
    add_momentary_guard(*call, body);
    if (const auto* operation_of_class = llvm::dyn_cast<clang::CXXOperatorCallExpr>(call)) {
      hold_result(*operation_of_class, body);
    }
  } else if (const auto* failed = llvm::dyn_cast<clang::RecoveryExpr>(&statement)) {
    add_failed_call(*failed, body);
  } else if (const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&statement)) {
    add_construction(*construction, false, body);
  } else if (const auto* creation = llvm::dyn_cast<clang::CXXNewExpr>(&statement)) {
    const clang::CXXConstructExpr* made = creation->getConstructExpr();
    if (made != nullptr && !body.numbers.contains(made)) add_construction(*made, true, body);
    if (places_itself(*creation))
      add_write_to(body.places.of_pointee(creation), WriteHow::assign, creation->getBeginLoc(), body);
  } else if (const auto* deletion = llvm::dyn_cast<clang::CXXDeleteExpr>(&statement)) {
    add_deletion(*deletion, body);
  } else if (const auto* result = llvm::dyn_cast<clang::ReturnStmt>(&statement)) {
    add_return(*result, body);
  } else if (const auto* await = llvm::dyn_cast<clang::CoawaitExpr>(&statement)) {
    body.mark_awaited(await->getOperand());
  }
}

void BodyRecorder::add_write(const clang::Expr* target, WriteHow how, clang::SourceLocation where, Body& body) {
  const std::size_t before = body.writes.size();
  add_write_to(body.places.of_object(target), how, where, body);
  if (body.writes.size() == before) return;
  const auto number = body.numbers.find(target->IgnoreUnlessSpelledInSource());
  if (number != body.numbers.end()) body.writes.back().target = number->second;
}

void BodyRecorder::add_deletion(const clang::CXXDeleteExpr& expression, Body& body) {
  add_write_to(body.places.of_pointee(expression.getArgument()), WriteHow::delete_, expression.getBeginLoc(), body);
}

void BodyRecorder::add_write_to(const PlaceFact& target, WriteHow how, clang::SourceLocation where, Body& body) {
  const FilePlace place = writer_.place(where);
  if (!is_kept(target.root) || !place.known()) return;
  WriteFact fact;
  fact.place = target;
  fact.file = place.file;
  fact.line = place.line;
  fact.how = how;
  body.writes.push_back(fact);
  body.write_origins.push_back(body.at);
}

void BodyRecorder::add_return(const clang::ReturnStmt& statement, Body& body) {
  const clang::Expr* value = statement.getRetValue();
  if (value == nullptr || body.function == nullptr) return;
  const clang::QualType type = body.function->getReturnType();
  ReturnFact fact;
  if (leads_elsewhere(type)) {
    fact.place = type->isReferenceType() ? body.places.of_object(value) : body.places.of_pointee(value);
  } else if (const clang::Expr* original = copied_by(*value)) {
    fact.place = body.places.of_object(original);
    fact.is_copy = 1;
  }
  if (!is_kept(fact.place.root) && fact.place.root != Root::new_object) {
    fact.place = {};
    fact.is_copy = 0;
  }
  fact.value = add_value(value, body);
  if (fact.place.root != Root::unknown || fact.value != kNone) body.returns.push_back(fact);
}

void BodyRecorder::finish(Body& body) {
  add_blocks(body);
  body.move_to(writer_.facts);
}

}  // namespace loadline::frontend

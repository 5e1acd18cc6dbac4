// One function body while it is being recorded.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/body.h"

#include "analyzers/facts/described_facts.h"

namespace loadline::frontend {
namespace {

template <typename T>
std::uint32_t append(std::vector<T>& all, const std::vector<T>& part) {
  const auto first = static_cast<std::uint32_t>(all.size());
  all.insert(all.end(), part.begin(), part.end());
  return first;
}

bool runs_lambda(const clang::FunctionDecl* function) {
  const auto* method = llvm::dyn_cast_or_null<clang::CXXMethodDecl>(function);
  return method != nullptr && method->getParent()->isLambda();
}

template <typename T>
std::uint32_t size_of(const std::vector<T>& part) {
  return static_cast<std::uint32_t>(part.size());
}

}  // namespace

BodyRecorder::Body::Body(FactWriter& writer, SymbolTable& symbols, const clang::FunctionDecl* body_of, SymbolId symbol,
                         const Body* outer)
    : function(body_of),
      places(writer, symbols, outer == nullptr ? symbol : outer->outermost),
      outermost(outer == nullptr ? symbol : outer->outermost),
      lambda_count(outer == nullptr ? std::make_shared<std::uint32_t>(0) : outer->lambda_count),
      is_lambda(runs_lambda(body_of)) {
  fact.symbol = symbol;
}

void BodyRecorder::Body::set_range(FactWriter& writer, clang::SourceRange range) {
  const FilePlace begin = writer.place(range.getBegin());
  fact.file = begin.known() ? begin.file : 0;
  fact.line = begin.line;
  fact.end_line = std::max(begin.line, writer.place(range.getEnd()).line);
}

void BodyRecorder::Body::rebind(const clang::Expr* target, const clang::Expr* value) {
  const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(target->IgnoreParenImpCasts());
  const auto* variable = reference == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
  const bool is_pointer = variable != nullptr && variable->isLocalVarDecl() && variable->getType()->isPointerType();
  if (is_pointer) places.bind(*variable, *value);
}

void BodyRecorder::Body::mark_awaited(const clang::Expr* operand) {
  const auto number = numbers.find(operand->IgnoreUnlessSpelledInSource());
  if (number != numbers.end()) calls[number->second].flags |= kCallAwaited;
}

PlaceFact BodyRecorder::Body::place_of_capture(const clang::ValueDecl& captured, bool is_own) {
  const bool pointee = leads_elsewhere(captured.getType());
  if (is_own) {
    const auto& variable = llvm::cast<clang::VarDecl>(captured);
    if (variable.getInit() != nullptr) places.bind(variable, *variable.getInit());
    return places.of_local(variable, pointee);
  }
  // What a lambda in a lambda captures may be captured by the outer one, too.
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&captured);
  const bool is_captured = (variable != nullptr && variable->isInitCapture()) || captured.getDeclContext() != function;
  if (is_lambda && is_captured) {
    PlaceFact place;
    place.root = Root::capture;
    place.symbol = capture_id(captured, outermost);
    return place;
  }
  if (const auto* binding = llvm::dyn_cast<clang::BindingDecl>(&captured)) return places.of_binding(*binding, pointee);
  return places.of_local(*variable, pointee);
}

std::uint32_t BodyRecorder::Body::add_value(const ValueFact& value) {
  values.push_back(value);
  return size_of(values) - 1;
}

ValueFact BodyRecorder::Body::composed(ValueKind kind, const std::vector<ValueFact>& parts) {
  ValueFact whole;
  whole.kind = kind;
  whole.first_child = size_of(values);
  whole.child_count = size_of(parts);
  values.insert(values.end(), parts.begin(), parts.end());
  return whole;
}

void BodyRecorder::Body::move_to(TuFacts& facts) {
  const std::uint32_t first_argument = append(facts.arguments, arguments);
  for (CallFact& call : calls) call.first_argument += first_argument;
  fields::for_each_block<FunctionFact>([&](const auto& block) {
    const auto& part = this->*block.list;
    fact.*block.first = append(facts.*block.list, part);
    fact.*block.count = size_of(part);
  });
  facts.functions.push_back(fact);
}

}  // namespace loadline::frontend

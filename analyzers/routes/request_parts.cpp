// Spreads parts of requests from function to function until nothing new is reached.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/request_parts.h"

#include <algorithm>

#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

constexpr int kMostSteps = 16;  // from a value back to the request
constexpr RequestPart kParts[] = {RequestPart::target, RequestPart::method};

// The namespace around everything that a symbol is in; kNone when that is a class.
SymbolIndex outermost_of(const Program& program, const Symbol& symbol) {
  SymbolIndex at = symbol.parent;
  while (at != kNone && program.symbols()[at].parent != kNone) at = program.symbols()[at].parent;
  return at != kNone && program.symbols()[at].kind == SymbolKind::namespace_ ? at : kNone;
}

}  // namespace

RequestParts::RequestParts(const ValueFlow& flow, const Libraries& libraries, const std::vector<Given>& given)
    : flow_(flow), libraries_(libraries) {
  const Bodies& bodies = flow.program().bodies();
  for (const FunctionFact& function : bodies.functions) {
    for (const CaptureFact& capture : bodies.captures_of(function)) {
      if (capture.within != 0) lambdas_[capture.within].push_back(function.symbol);
    }
  }
  for (const Given& one : given) {
    known_[static_cast<int>(one.source.part)].parameters.insert({one.function, one.parameter});
    reach(one.function, one.source.framework);
  }
  find_sources();
  while (!open_.empty()) {
    const SymbolId next = open_.back();
    open_.pop_back();
    spread(next);
  }
}

void RequestParts::find_sources() {
  const Program& program = flow_.program();
  for (const Symbol& symbol : program.symbols()) {
    const RequestSource* source = symbol.kind == SymbolKind::field ? libraries_.request_fields.find(symbol.name)
                                                                   : libraries_.request_calls.find(symbol.name);
    if (source == nullptr) continue;
    if (last_name(symbol.name).starts_with("relative")) relative_.insert(source->framework);
    const SymbolIndex outermost = outermost_of(program, symbol);
    if (outermost != kNone) spaces_.emplace(source->framework, program.symbols()[outermost].name);
    if (symbol.kind == SymbolKind::field) {
      known_[static_cast<int>(source->part)].fields.insert(symbol.id);
      for (const Reference& reference : program.references()) {
        const bool reads = reference.to != kNone && program.symbols()[reference.to].id == symbol.id;
        // A framework that is in the repository is not its own user.
        const bool is_own = reference.file == symbol.declared.file;
        if (reads && !is_own && reference.from != kNone) reach(program.symbols()[reference.from].id, source->framework);
      }
    }
    for (const CallSite& site : flow_.calls_of(symbol.id)) {
      const bool is_getter = flow_.call(site).argument_count == 0 || (flow_.call(site).flags & kCallStaticOrFree) != 0;
      if (is_getter && site.body->file != symbol.declared.file) reach(site.body->symbol, source->framework);
    }
  }
}

bool RequestParts::is_part_of(std::uint32_t framework, SymbolId function) const {
  const std::string_view name = flow_.name_of(function);
  const std::size_t colons = name.find("::");
  return colons != std::string_view::npos && spaces_.contains({framework, name.substr(0, colons)});
}

void RequestParts::reach(SymbolId function, std::uint32_t framework) {
  functions_.try_emplace(function, framework);
  open_.push_back(function);
}

void RequestParts::spread_to_callees(const FunctionFact& body, const CallFact& call, std::uint32_t framework) {
  std::vector<SymbolId> callees{call.callee};
  if ((call.flags & kCallVirtual) != 0) callees = flow_.call_graph().overrides_of(call.callee);
  callees.push_back(call.callee);
  for (const SymbolId callee : callees) {
    if (flow_.call_graph().find(callee) == kNone) continue;
    for (const ArgumentFact& argument : flow_.arguments_of(call)) {
      if (argument.literal_kind != LiteralKind::none || argument.callable != 0) continue;
      const Term term = flow_.term_of(body, argument);
      for (const RequestPart part : kParts) {
        if (!is_from(part, term)) continue;
        if (known_[static_cast<int>(part)].parameters.insert({callee, argument.position}).second) {
          reach(callee, framework);
        }
      }
    }
  }
}

void RequestParts::spread_to_readers(const FunctionFact& body, const WriteFact& write, std::uint32_t framework) {
  if (write.value == kNone || write.place.last_field == 0) return;
  const Program& program = flow_.program();
  for (const RequestPart part : kParts) {
    if (!is_from(part, flow_.term_at(body, write.value))) continue;
    if (!known_[static_cast<int>(part)].fields.insert(write.place.last_field).second) continue;
    const SymbolIndex field = program.find_symbol(write.place.last_field);
    for (const Reference& reference : program.references()) {
      if (reference.to == field && reference.from != kNone) reach(program.symbols()[reference.from].id, framework);
    }
  }
}

void RequestParts::spread_to_callers(const FunctionFact& body, const ReturnFact& result, std::uint32_t framework) {
  if (result.value == kNone) return;
  for (const RequestPart part : kParts) {
    if (!is_from(part, flow_.term_at(body, result.value))) continue;
    if (!known_[static_cast<int>(part)].results.insert(body.symbol).second) continue;
    for (const CallSite& site : flow_.callers_of(body.symbol)) reach(site.body->symbol, framework);
  }
}

void RequestParts::spread(SymbolId function) {
  const Node node = flow_.call_graph().find(function);
  if (node == kNone) return;
  const std::uint32_t framework = functions_.at(function);
  const Bodies& bodies = flow_.program().bodies();
  for (const FunctionFact& body : flow_.call_graph().bodies_of(node)) {
    for (const CallFact& call : bodies.calls_of(body)) spread_to_callees(body, call, framework);
    for (const WriteFact& write : bodies.writes_of(body)) spread_to_readers(body, write, framework);
    for (const ReturnFact& result : bodies.returns_of(body)) spread_to_callers(body, result, framework);
  }
  for (const SymbolId lambda : lambdas_[function]) {
    if (!functions_.contains(lambda)) reach(lambda, framework);
  }
}

bool RequestParts::is_from(RequestPart part, const Term& term, int depth) const {
  if (depth > kMostSteps) return false;
  for (const Term& piece : term.parts) {
    if (is_from(part, piece, depth + 1)) return true;
  }
  if (term.kind != ValueKind::place || term.body == nullptr) return false;
  if (term.place.last_field != 0 && known(part).fields.contains(term.place.last_field)) return true;
  switch (term.place.root) {
    case Root::parameter:
    case Root::value_parameter:
      return term.place.last_field == 0 && known(part).parameters.contains({term.body->symbol, term.place.index});
    case Root::call_result: {
      const CallSite site = flow_.site_of(term);
      return site.body != nullptr && is_result_from(part, site, depth + 1);
    }
    case Root::capture: {
      const Term outer = flow_.simplified(term);
      const bool is_new = outer.kind != ValueKind::place || outer.place.root != Root::capture;
      return is_new && is_from(part, outer, depth + 1);
    }
    default: return false;
  }
}

// The request's own function, a function of the program that returns the part, or a library's that makes something of it.
bool RequestParts::is_result_from(RequestPart part, const CallSite& site, int depth) const {
  const CallFact& call = flow_.call(site);
  const RequestSource* source = libraries_.request_calls.find(flow_.name_of(call.callee));
  if (source != nullptr) return source->part == part;
  if (known(part).results.contains(call.callee)) return true;
  if (flow_.call_graph().find(call.callee) != kNone) return false;
  for (const ArgumentFact& argument : flow_.arguments_of(call)) {
    if (argument.literal_kind == LiteralKind::none && argument.callable == 0 &&
        is_from(part, flow_.term_of(*site.body, argument), depth)) {
      return true;
    }
  }
  return is_from(part, flow_.object_term(site), depth);
}

}  // namespace loadline

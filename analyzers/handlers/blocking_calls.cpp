// Looks at callees, arguments and the structures they point to.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/handlers/blocking_calls.h"

#include <algorithm>
#include <charconv>

#include "analyzers/calls/call_arguments.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

bool has_bits(std::string_view text, std::int64_t bits) {
  const auto number = number_in(text);
  return number && (*number & bits) == bits;
}

}  // namespace

BlockingCalls::BlockingCalls(const Program& program, const CallGraph& calls, const RpcStubs& stubs,
                             const Libraries& libraries)
    : program_(program),
      calls_(calls),
      libraries_(libraries),
      stubs_(stubs),
      is_non_blocking_(makes_descriptors_non_blocking()) {}

// fcntl(fd, F_SETFL, O_NONBLOCK), socket(…, SOCK_STREAM | SOCK_NONBLOCK, …), or a function of a library that does it.
bool BlockingCalls::makes_descriptors_non_blocking() const {
  const Bodies& bodies = program_.bodies();
  return std::any_of(bodies.calls.begin(), bodies.calls.end(), [&](const CallFact& call) {
    const NonBlockingCall* model = libraries_.non_blocking.find(program_.name_of(call.callee));
    if (model == nullptr) return false;
    if (model->argument == kNoArgument) return true;
    const ArgumentFact* argument = argument_at(program_, call, model->argument);
    return argument != nullptr &&
           (argument->literal_kind == LiteralKind::integer ? has_bits(bodies.texts[argument->literal], model->bits)
                                                           : model->also_unknown);
  });
}

const BlockingCall* BlockingCalls::find(std::uint32_t call) const {
  const CallFact& fact = program_.bodies().calls[call];
  if (fact.callee == 0 || (fact.flags & kCallAwaited) != 0) return nullptr;
  const auto [known, is_new] = known_.try_emplace(fact.callee, nullptr);
  if (is_new) known->second = find_callee(fact.callee);
  return known->second != nullptr && waits(call, *known->second) ? known->second : nullptr;
}

const BlockingCall* BlockingCalls::find_callee(SymbolId callee) const {
  const Symbol* symbol = program_.symbol(callee);
  if (symbol == nullptr) return nullptr;
  const std::optional<RpcStub> stub = stubs_.find(*symbol);
  if (stub) return stub->waits ? libraries_.blocking.find("grpc::Stub") : nullptr;
  // A copied library has bodies, and does what it is known for; a function `connect` of the program is its own.
  const bool is_own = calls_.find(callee) != kNone && without_last(symbol->name).empty();
  const BlockingCall* model = is_own ? nullptr : libraries_.blocking.find(symbol->name);
  if (model == nullptr || model->category.empty()) return nullptr;
  return model->is_general && is_builder(*symbol) ? nullptr : model;
}

// Of a client of which all functions wait: those that only make, end or show an object do not.
bool BlockingCalls::is_builder(const Symbol& symbol) const {
  return symbol.kind == SymbolKind::constructor || symbol.kind == SymbolKind::destructor ||
         symbol.kind == SymbolKind::conversion || (symbol.kind == SymbolKind::method && symbol.has(kConst)) ||
         last_name(symbol.name) == "operator=";
}

bool BlockingCalls::waits(std::uint32_t call, const BlockingCall& model) const {
  if (model.is_on_descriptor && is_non_blocking_) return false;
  if (is_told_not_to(call, model)) return false;
  const WaitLimit limit = limit_of(call);
  return !limit.milliseconds || *limit.milliseconds != 0;
}

// `getnameinfo(…, NI_NUMERICHOST)`, `hints.ai_flags = AI_NUMERICHOST; getaddrinfo(…, &hints, …)`.
bool BlockingCalls::is_told_not_to(std::uint32_t call, const BlockingCall& model) const {
  if (model.unless_argument == kNoArgument) return false;
  const Bodies& bodies = program_.bodies();
  const ArgumentFact* argument = argument_at(program_, bodies.calls[call], model.unless_argument);
  if (argument == nullptr) return false;
  if (model.unless_field.empty()) {
    return argument->literal_kind == LiteralKind::integer &&
           has_bits(bodies.texts[argument->literal], model.unless_bits);
  }
  return sets_bits(body_of_call(bodies, call), argument->place, model);
}

bool BlockingCalls::sets_bits(const FunctionFact& body, const PlaceFact& structure, const BlockingCall& model) const {
  if (structure.root != Root::local) return false;
  const Bodies& bodies = program_.bodies();
  const auto writes = bodies.writes_of(body);
  return std::any_of(writes.begin(), writes.end(), [&](const WriteFact& write) {
    if (write.place.root != structure.root || write.place.symbol != structure.symbol || write.value == kNone)
      return false;
    const ValueFact* value = &bodies.values[body.first_value + write.value];
    // `addrinfo hints{AI_NUMERICHOST}`: the field comes first.
    const bool is_whole = write.place.last_field == 0 && value->kind == ValueKind::group && value->child_count > 0;
    if (is_whole) value = &bodies.values[body.first_value + value->first_child];
    const bool is_field = last_name(program_.name_of(write.place.last_field)) == model.unless_field;
    return (is_whole || is_field) && value->kind == ValueKind::literal &&
           has_bits(bodies.texts[value->text], model.unless_bits);
  });
}

WaitLimit BlockingCalls::limit_of(std::uint32_t call) const {
  const Bodies& bodies = program_.bodies();
  const CallFact& fact = bodies.calls[call];
  const auto known = known_.find(fact.callee);
  const BlockingCall* model = known == known_.end() ? find_callee(fact.callee) : known->second;
  if (model == nullptr) return {};
  WaitLimit limit{model->is_bounded, std::nullopt};
  if (model->limit_argument != kNoArgument) {
    const ArgumentFact* argument = argument_at(program_, fact, model->limit_argument);
    const bool is_none = argument != nullptr && argument->literal_kind == LiteralKind::null;
    if (is_none) return {};
    limit.is_limited = true;
    if (argument != nullptr && argument->literal_kind == LiteralKind::integer) {
      limit.milliseconds = number_in(bodies.texts[argument->literal]);
      if (limit.milliseconds && *limit.milliseconds < 0) return {};
    }
    return limit;
  }
  if (!limit.is_limited) return limit;
  for (const ArgumentFact& argument : bodies.arguments_of(fact)) {
    if (argument.literal_kind == LiteralKind::duration) limit.milliseconds = number_in(bodies.texts[argument.literal]);
  }
  return limit;
}

bool is_remote_service(const BlockingCall& call) {
  return call.category == "HTTP client" || call.category == "RPC client";
}

HandlerReach::CallPredicate BlockingCalls::ends() const {
  return [this](std::uint32_t call) { return find(call) != nullptr; };
}

}  // namespace loadline

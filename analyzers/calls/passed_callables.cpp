// Follows callables through parameters.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/passed_callables.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "analyzers/words/identifier_words.h"
#include "analyzers/words/qualified_name.h"

namespace loadline {
namespace {

template <std::size_t count>
bool is_one_of(std::string_view name, const std::array<std::string_view, count>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// By the conventions of libraries: async_read(…, handler), future.then(f), on_close(f), set_error_handler(f).
bool is_named_for_later(std::string_view callee) {
  const std::string_view last = last_name(callee);
  const std::vector<std::string> words = words_in(last);
  if (words.empty()) return false;
  constexpr std::array<std::string_view, 5> kFirst = {"async", "then", "on", "subscribe", "defer"};
  constexpr std::array<std::string_view, 5> kLast = {"async", "callback", "handler", "listener", "later"};
  return is_one_of(words.front(), kFirst) || is_one_of(words.back(), kLast);
}

}  // namespace

PassedCallables::PassedCallables(const Program& program, const Libraries& libraries, BodiesOf bodies_of)
    : program_(program), libraries_(libraries), bodies_of_(std::move(bodies_of)) {
  for (const FunctionFact& function : program.bodies().functions) {
    for (const CaptureFact& capture : program.bodies().captures_of(function)) {
      if (capture.within == 0) continue;
      std::vector<const FunctionFact*>& all = lambdas_[capture.within];
      if (all.empty() || all.back() != &function) all.push_back(&function);
    }
  }
}

std::uint32_t parameter_of(const PlaceFact& place) {
  const bool is_parameter = place.root == Root::parameter || place.root == Root::value_parameter;
  return is_parameter && place.field == 0 ? place.index : kNone;
}

bool runs_its_object(const Program& program, const CallFact& call) {
  if ((call.flags & kCallIndirect) != 0) return true;
  if (call.callee == 0) return (call.flags & kCallOperator) != 0;  // of a parameter that is a callable of any type
  return program.name_of(call.callee).ends_with("function::operator()");
}

bool keeps_arguments(std::string_view callee) {
  constexpr std::array<std::string_view, 14> kKeepers = {
      "operator=", "push_back",        "emplace_back", "push_front", "emplace_front", "push",  "insert",
      "emplace",   "insert_or_assign", "try_emplace",  "assign",     "emplace_hint",  "reset", "swap",
  };
  return is_one_of(last_name(callee), kKeepers);
}

CallableUse PassedCallables::use_of(const CallFact& call, std::uint32_t position) const {
  const std::string_view name = program_.name_of(call.callee);
  // A registration keeps its handler for later, and what runs once belongs to the start of the program.
  if (libraries_.registrations.find(name) != nullptr || libraries_.once.find(name) != nullptr) return CallableUse::none;
  if (libraries_.deferring.find(name) != nullptr) return CallableUse::later;
  if (libraries_.binding.find(name) != nullptr) return CallableUse::none;
  const std::vector<std::span<const FunctionFact>> bodies = bodies_of_(call);
  if (bodies.empty()) return use_in_library(call);
  CallableUse use = CallableUse::none;
  for (const std::span<const FunctionFact> one : bodies) {
    for (const FunctionFact& body : one) {
      use = std::max(use, use_in_body(body, position));
      if (use == CallableUse::runs) return use;
    }
  }
  // Nothing is seen of it in the bodies: whatever takes a callable does so for a reason.
  return use == CallableUse::none ? CallableUse::later : use;
}

// A wrapper such as std::function or std::packaged_task runs nothing yet.
CallableUse PassedCallables::use_in_library(const CallFact& call) const {
  if ((call.flags & kCallConstructs) != 0) return CallableUse::none;
  const std::string_view name = program_.name_of(call.callee);
  if (keeps_arguments(name) || is_named_for_later(name)) return CallableUse::later;
  return CallableUse::runs;
}

CallableUse PassedCallables::use_in_body(const FunctionFact& body, std::uint32_t parameter) const {
  const auto [known, is_new] = known_.try_emplace({&body, parameter}, CallableUse::none);
  if (!is_new) return known->second;  // none while it is being looked at: recursion adds nothing
  CallableUse use = use_in_lambdas(body, parameter);
  for (const CallFact& call : program_.bodies().calls_of(body)) {
    if (use == CallableUse::runs) break;
    use = std::max(use, use_in_call(body, call, parameter));
  }
  return known_[{&body, parameter}] = use;
}

CallableUse PassedCallables::use_in_call(const FunctionFact& body, const CallFact& call,
                                         std::uint32_t parameter) const {
  const Bodies& bodies = program_.bodies();
  if (runs_its_object(program_, call)) {
    if (parameter_of(call.object) == parameter) return CallableUse::runs;
    // A copy of it: `Handler mine = handler; mine();`
    const bool is_held = call.object_value != kNone;
    const ValueFact* held = is_held ? &bodies.values[body.first_value + call.object_value] : nullptr;
    if (is_held && held->kind == ValueKind::place && parameter_of(held->place) == parameter) return CallableUse::runs;
  }
  CallableUse use = CallableUse::none;
  for (const ArgumentFact& argument : bodies.arguments_of(call)) {
    if (argument.callable != 0 || parameter_of(argument.place) != parameter) continue;
    use = std::max(use, use_of(call, argument.position));
  }
  return use;
}

// `[&] { handler(); }` does with the handler what is done with the lambda.
CallableUse PassedCallables::use_in_lambdas(const FunctionFact& body, std::uint32_t parameter) const {
  const auto found = lambdas_.find(body.symbol);
  if (found == lambdas_.end()) return CallableUse::none;
  CallableUse use = CallableUse::none;
  for (const FunctionFact* lambda : found->second) {
    for (const CaptureFact& capture : program_.bodies().captures_of(*lambda)) {
      if (capture.within != body.symbol || parameter_of(capture.place) != parameter) continue;
      for (const CallFact& call : program_.bodies().calls_of(*lambda)) {
        const bool runs = call.object.root == Root::capture && call.object.symbol == capture.variable &&
                          call.object.field == 0 && runs_its_object(program_, call);
        if (runs) use = std::max(use, use_of_lambda(body, lambda->symbol));
      }
    }
  }
  return use;
}

CallableUse PassedCallables::use_of_lambda(const FunctionFact& body, SymbolId lambda) const {
  CallableUse use = CallableUse::later;
  for (const CallFact& call : program_.bodies().calls_of(body)) {
    if (call.callee == lambda) return CallableUse::runs;
    for (const ArgumentFact& argument : program_.bodies().arguments_of(call)) {
      if (argument.callable == lambda) use = std::max(use, use_of(call, argument.position));
    }
  }
  return use;
}

}  // namespace loadline

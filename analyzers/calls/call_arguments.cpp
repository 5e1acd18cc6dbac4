// Looks up arguments.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/call_arguments.h"

#include <algorithm>

#include "analyzers/libraries/libraries.h"

namespace loadline {

const ArgumentFact* argument_at(const Program& program, const CallFact& call, int position) {
  const auto arguments = program.bodies().arguments_of(call);
  if (position == kLastArgument) return arguments.empty() ? nullptr : &arguments.back();
  for (const ArgumentFact& argument : arguments) {
    if (argument.position == position) return &argument;
  }
  return nullptr;
}

const FunctionFact& body_of_call(const Bodies& bodies, std::uint32_t call) {
  const auto after = std::upper_bound(
      bodies.functions.begin(), bodies.functions.end(), call,
      [](std::uint32_t number, const FunctionFact& body) { return number < body.first_call + body.call_count; });
  return *after;
}

std::string_view text_of(const Program& program, const ArgumentFact& argument) {
  return argument.literal_kind == LiteralKind::string ? program.bodies().texts[argument.literal] : std::string_view();
}

}  // namespace loadline

// Looks up arguments.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/call_arguments.h"
#include "analyzers/libraries/apis.h"

namespace loadline {

const ArgumentFact* argument_at(const Program& program, const CallFact& call, int position) {
  const auto arguments = program.bodies().arguments_of(call);
  if (position == kLastArgument) return arguments.empty() ? nullptr : &arguments.back();
  for (const ArgumentFact& argument : arguments) {
    if (argument.position == position) return &argument;
  }
  return nullptr;
}

std::string_view text_of(const Program& program, const ArgumentFact& argument) {
  return argument.literal_kind == LiteralKind::string ? program.bodies().texts[argument.literal] : std::string_view();
}

}  // namespace loadline

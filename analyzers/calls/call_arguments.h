// What is passed to a call, by position, and the body that a call stands in.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "analyzers/model/program.h"

namespace loadline {

// The argument at `position` of a call; nullptr when nothing is known of it. kLastArgument: the last known one.
const ArgumentFact* argument_at(const Program& program, const CallFact& call, int position);

// The string constant an argument is; empty when it is none.
std::string_view text_of(const Program& program, const ArgumentFact& argument);

// The body that call number `call` (into Bodies::calls) stands in.
const FunctionFact& body_of_call(const Bodies& bodies, std::uint32_t call);

}  // namespace loadline

// Checks whether facts from outside can be followed without further checks.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzers/facts/facts.h"

namespace loadline {

// True when every index and enum value is in range, and no two bodies share a call, write, argument ….
// Two things are left to the caller: the call_result of a capture counts the calls of the enclosing
// function, which is not known here; and call results may lead round in a cycle (`p = next(p)` in a loop).
bool are_sound(const TuFacts& facts);

}  // namespace loadline

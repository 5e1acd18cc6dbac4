// What function bodies do, in the notation of the fixtures of tests/fixtures/effects.
// SPDX-License-Identifier: Apache-2.0
//
//   sessions_[id].hits += n;   // does: compound this.sessions_, call std::map::operator[](0: …) on this.sessions_
//
//   assign | compound | increment | delete | destroy  PLACE
//   call[^] NAME(ARGUMENTS) on PLACE   ^ may end in an override; "on" only for member calls and calls of objects
//   make NAME(ARGUMENTS)               a constructor; "silent make": one that nobody wrote
//   hold PLACE for N lines more        a scoped lock
//   catch TYPE [rethrows] [uses] [empty]
//   return PLACE, capture [copy] PLACE  on the first line of the function or lambda
//
// PLACE is a root (local, parameter#0, this, static app::x, capture, call-result#2, …) with the fields from there on:
// this.cache_.size. ARGUMENTS are those that tell something: 0: "text", 1: 42, 2: reference this.cache_, 3: &app::run.
// What a lambda does ends in " in #1", its number in the function around it; what only an instantiation shows, in "*".
#pragma once

#include "tests/analyzers/frontend/expected_references.h"

namespace loadline::test {

Marks found_effects(const Program& program);

}  // namespace loadline::test

// What the values in a program made for a test are made of.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <catch2/catch.hpp>

#include <vector>

#include "analyzers/calls/call_graph.h"
#include "analyzers/calls/call_sites.h"
#include "analyzers/routes/value_flow.h"
#include "tests/support/effect_text.h"
#include "tests/support/program_text.h"

namespace loadline::test {

struct ProgramValues {
  explicit ProgramValues(const std::vector<BodyText>& bodies)
      : program(program_of(bodies)),
        calls(program, built_in_libraries()),
        sites(program),
        values(program, calls, sites, built_in_libraries()) {}

  // Argument `position` of the only call of `callee`.
  Term argument(const char* callee, int position) const {
    const auto found = values.calls_of(symbol_id(callee));
    REQUIRE(found.size() == 1);
    return values.argument_term(found.front(), position);
  }

  Program program;
  CallGraph calls;
  CallSites sites;
  ValueFlow values;
};

}  // namespace loadline::test

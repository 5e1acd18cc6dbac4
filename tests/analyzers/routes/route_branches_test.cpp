// Which lines of a function run for which of its routes.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

#include "analyzers/routes/route_branches.h"
#include "tests/support/effect_text.h"
#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

Route route_in(SymbolId dispatcher, LineRange lines) {
  Route route;
  route.dispatcher = dispatcher;
  route.branch = lines;
  return route;
}

}  // namespace

TEST_CASE("a line in the branch of one route does not run for another, a line outside runs for both", "[routes]") {
  const Program program = program_of({BodyText("dispatch").calls("list").calls("add").calls("log")});  // lines 2, 3, 4
  const CallGraph calls(program, built_in_libraries());
  const SymbolId dispatch = symbol_id("dispatch");
  const std::vector<Route> routes{route_in(dispatch, {2, 2}), route_in(dispatch, {3, 3})};
  const RouteBranches branches(program, calls, routes);

  CHECK(branches.functions() == std::vector<SymbolId>{dispatch});
  CHECK(branches.runs(routes[0], 2));
  CHECK_FALSE(branches.runs(routes[0], 3));
  CHECK(branches.runs(routes[0], 4));
  CHECK_FALSE(branches.runs(routes[1], 2));
}

TEST_CASE("a branch around that of a route runs for it, too", "[routes]") {
  const Program program = program_of({BodyText("dispatch").calls("check").calls("list")});
  const CallGraph calls(program, built_in_libraries());
  const SymbolId dispatch = symbol_id("dispatch");
  const std::vector<Route> routes{route_in(dispatch, {2, 3}), route_in(dispatch, {3, 3})};  // /v1/* and /v1/orders
  const RouteBranches branches(program, calls, routes);
  CHECK(branches.runs(routes[1], 2));
  CHECK(branches.runs(routes[0], 3));
}

TEST_CASE("only calls of the entry itself are those of other routes", "[routes]") {
  const Program program = program_of({BodyText("add").calls("save"), BodyText("dispatch").calls("list").calls("add")});
  const CallGraph calls(program, built_in_libraries());
  const SymbolId dispatch = symbol_id("dispatch");
  const std::vector<Route> routes{route_in(dispatch, {2, 2}), route_in(dispatch, {3, 3})};
  const RouteBranches branches(program, calls, routes);
  const auto is_of_others = branches.calls_of_others(routes[0]);
  std::size_t skipped = 0;
  for (std::uint32_t call = 0; call < program.bodies().calls.size(); ++call) {
    if (!is_of_others(call)) continue;
    ++skipped;
    CHECK(program.bodies().calls[call].line == 3);
    CHECK(program.name_of(program.bodies().calls[call].callee) == "add");
  }
  CHECK(skipped == 1);
  CHECK_FALSE(branches.calls_of_others(Route{}));  // a handler without branches leaves nothing out
}

// Routes that a program tells apart by comparing the target.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "analyzers/routes/handlers.h"
#include "tests/support/effect_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

// `if (request.target() == "/v1/a") list(); if (request.target() == "/v1/b") add();`
Program comparing_program() {
  return program_of({BodyText("list"), BodyText("add"),
                     BodyText("serve")
                         .calls("boost::beast::http::header::target", "parameter#0")
                         .calls("std::operator==", "", {"const-reference call-result#0", "const-reference '/v1/a'"})
                         .when("call-result#1")
                         .calls("list", "", {"reference parameter#0"})
                         .closes()
                         .calls("std::operator==", "", {"const-reference call-result#0", "const-reference '/v1/b'"})
                         .when("call-result#3")
                         .calls("add", "", {"reference parameter#0"})
                         .closes()});
}

}  // namespace

TEST_CASE("each comparison of the target is a route with lines of its own", "[routes]") {
  const Program program = comparing_program();
  const CallGraph calls(program, built_in_models());
  std::vector<Route> found;
  for (const Route& route : find_routes(program, calls, CallSites(program), built_in_models())) {
    if (!route.path.empty()) found.push_back(route);
  }
  REQUIRE(found.size() == 2);
  CHECK(found[0].path == "/v1/a");
  CHECK(found[0].branch.has(4));
  CHECK_FALSE(found[0].branch.has(7));
  CHECK(found[1].path == "/v1/b");
  CHECK(found[1].branch.has(7));
  for (const Route& route : found) CHECK(program.name_of(route.entry()) == "serve");
}

TEST_CASE("a text that is compared with something else than the target is no route", "[routes]") {
  const Program program = program_of(
      {BodyText("serve").calls("std::operator==", "", {"const-reference parameter#0", "const-reference '/v1/a'"})});
  const CallGraph calls(program, built_in_models());
  CHECK(find_routes(program, calls, CallSites(program), built_in_models()).empty());
}

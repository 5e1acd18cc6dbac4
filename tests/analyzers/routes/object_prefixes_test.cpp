// Paths that begin with what their object was made with.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "analyzers/routes/handlers.h"
#include "tests/analyzers/routes/found_routes.h"
#include "tests/support/effect_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

std::vector<std::string> paths_of(const Program& program) {
  std::vector<std::string> paths;
  for (const Route& route : found_routes(program)) {
    paths.push_back(route.path);
  }
  return paths;
}

// `crow::Blueprint(prefix).new_rule_tagged("/items")(list)`
BodyText registers_under(const std::string& prefix) {
  return BodyText("main")
      .calls("crow::Blueprint::Blueprint", "", {"const-reference '" + prefix + "'"}, kCallConstructs)
      .calls("crow::Blueprint::new_rule_tagged", "call-result#0", {"value '/items'"})
      .calls("crow::TaggedRule::operator()", "call-result#1", {"value &list"});
}

}  // namespace

TEST_CASE("what is registered without an object of its own has no prefix", "[routes]") {
  const Program program =
      program_of({BodyText("list"), BodyText("main")
                                        .calls("crow::Crow::route", "local", {"value '/items'"})
                                        .calls("crow::TaggedRule::operator()", "call-result#0", {"value &list"})});
  CHECK(paths_of(program) == std::vector<std::string>{"/items"});
}

TEST_CASE("what an object is made with goes before its paths", "[routes]") {
  CHECK(paths_of(program_of({BodyText("list"), registers_under("shop")})) == std::vector<std::string>{"/shop/items"});
}

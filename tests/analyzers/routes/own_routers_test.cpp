// Routers that a program writes for itself.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "tests/analyzers/routes/found_routes.h"
#include "tests/support/effect_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

BodyText registers(const char* function, int count) {
  BodyText main("main");
  for (const char* path : {"'/v1/a'", "'/v1/b'", "'/v1/c'"}) {
    if (count-- > 0) main.calls(function, "local", {"const-reference " + std::string(path), "value &serve"});
  }
  return main;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a function that gets a path and a callable three times is a router", "[routes]") {
  const Program program = program_of({BodyText("serve"), registers("app::Router::on", 3)});
  CHECK(routes_of(program) == Texts{"ANY /v1/a -> serve", "ANY /v1/b -> serve", "ANY /v1/c -> serve"});
}

TEST_CASE("the name of a router's function may say the method", "[routes]") {
  const Program program = program_of({BodyText("serve"), registers("app::Router::post", 3)});
  CHECK(routes_of(program) == Texts{"POST /v1/a -> serve", "POST /v1/b -> serve", "POST /v1/c -> serve"});
}

TEST_CASE("two such calls prove nothing", "[routes]") {
  CHECK(routes_of(program_of({BodyText("serve"), registers("app::Router::on", 2)})).empty());
}

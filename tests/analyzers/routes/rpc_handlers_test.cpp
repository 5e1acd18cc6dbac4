// Handlers that no call names.
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

std::vector<std::string> handlers_of(const Program& program) {
  std::vector<std::string> names;
  for (const Route& route : found_routes(program)) {
    names.push_back(route.method + ' ' + handler_name(program, route.handler));
  }
  return names;
}

}  // namespace

TEST_CASE("overrides at any depth of a handler base are handlers", "[routes]") {
  const Program program =
      program_of({BodyText("Base::handleRequest", "method"), BodyText("Page::handleRequest", "method")}, {},
                 {"Base::handleRequest > Poco::Net::HTTPRequestHandler::handleRequest",
                  "Page::handleRequest > Base::handleRequest"});
  CHECK(handlers_of(program) == std::vector<std::string>{"ANY Base::handleRequest", "ANY Page::handleRequest"});
}

TEST_CASE("an override of some other base is not a handler", "[routes]") {
  const Program program = program_of({BodyText("Page::draw", "method")}, {}, {"Page::draw > ui::Widget::draw"});
  CHECK(handlers_of(program).empty());
}

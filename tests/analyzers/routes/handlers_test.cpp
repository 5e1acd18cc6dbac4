// Routes: registrations of modelled frameworks, wrappers around them, and overrides of handler bases.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "analyzers/calls/call_graph.h"
#include "analyzers/calls/call_sites.h"
#include "analyzers/handlers/blocking.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/routes/handlers.h"
#include "tests/analyzers/routes/found_routes.h"
#include "tests/support/effect_text.h"
#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a registration tells method, path and handler; another class's Get does not", "[handlers]") {
  const Program program = program_of(
      {BodyText("list"), BodyText("main")
                             .calls("httplib::Server::Get", "local", {"const-reference '/v1/users'", "value &list"})
                             .calls("other::Map::Get", "local", {"const-reference '/v1/no'", "value &list"})});
  CHECK(routes_of(program) == Texts{"GET /v1/users -> list"});
}

TEST_CASE("a bound member function is a handler", "[handlers]") {
  const Program program = program_of(
      {BodyText("Api::login", "method"), BodyText("main")
                                             .calls("std::bind", "", {"move &Api::login", "move this"})
                                             .calls("Pistache::Rest::Routes::Post", "",
                                                    {"reference local", "value '/v1/login'", "value call-result#0"})});
  CHECK(routes_of(program) == Texts{"POST /v1/login -> Api::login"});
}

TEST_CASE("a function that passes path and handler on is a registration itself, at any depth", "[handlers]") {
  const Program program = program_of(
      {BodyText("list"), BodyText("hidden"),
       BodyText("App::get", "method")
           .calls("httplib::Server::Get", "this.server_", {"const-reference parameter#0", "value value-parameter#1"}),
       BodyText("route").calls("App::get", "parameter#0", {"const-reference parameter#2", "value parameter#1"}),
       BodyText("main").calls("route", "", {"reference local", "value &list", "const-reference '/v1/a'"})});
  CHECK(routes_of(program) == Texts{"GET /v1/a -> list"});
}

TEST_CASE("overrides of a handler base are handlers, the base and its neighbours are not", "[handlers]") {
  const Program program = program_of({BodyText("Page::handleRequest", "method"), BodyText("Page::other", "method")}, {},
                                     {"Page::handleRequest > Poco::Net::HTTPRequestHandler::handleRequest"});
  CHECK(routes_of(program) == Texts{"ANY  -> Page::handleRequest"});
}

TEST_CASE("a chain gives the path of its first call and the handler of its last", "[handlers]") {
  const Program program =
      program_of({BodyText("list"), BodyText("main")
                                        .calls("crow::Crow::route", "local", {"value '/v1/x'"})
                                        .calls("crow::TaggedRule::operator()", "call-result#0", {"value &list"})});
  CHECK(routes_of(program) == Texts{"GET /v1/x -> list"});
}

TEST_CASE("a handler blocks in what it calls, but not in what it hands over or awaits", "[handlers]") {
  const Program program =
      program_of({BodyText("work").calls("usleep"), BodyText("now").calls("work"),
                  BodyText("later").calls("std::async", "", {"value &work"}),
                  BodyText("waits").calls("usleep", "", {}, kCallAwaited),
                  BodyText("main")
                      .calls("httplib::Server::Get", "local", {"const-reference '/now'", "value &now"})
                      .calls("httplib::Server::Get", "local", {"const-reference '/later'", "value &later"})
                      .calls("httplib::Server::Get", "local", {"const-reference '/waits'", "value &waits"})});
  const CallGraph calls(program, built_in_libraries());
  const std::vector<Route> routes = find_routes(program, calls, CallSites(program), built_in_libraries());
  const RouteBranches branches(program, calls, routes);
  const RpcStubs stubs(program);
  const BlockingCalls blocking(program, calls, stubs, built_in_libraries());
  const std::vector<BlockingUse> uses = find_blocking_calls(program, calls, routes, branches, blocking);
  REQUIRE(uses.size() == 1);
  CHECK(routes[uses[0].route].path == "/now");
  CHECK(uses[0].model->category == "sleep");
  CHECK(uses[0].path.size() == 2);
}

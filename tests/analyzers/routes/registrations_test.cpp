// What registrations of modelled frameworks say about method, path and handler.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "tests/analyzers/routes/found_routes.h"
#include "tests/support/effect_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

using Texts = std::vector<std::string>;

// `server.resource["^/v1/x$"]["GET"] = &list`, or without the path.
BodyText fills(const std::string& table, bool with_path) {
  BodyText main("main");
  if (with_path) main.calls("std::map::operator[]", "local." + table, {"const-reference '^/v1/x$'"});
  main.calls("std::map::operator[]", with_path ? "call-result#0" : "local." + table, {"const-reference 'GET'"});
  return main.calls("std::function::operator=", with_path ? "call-result#1" : "call-result#0", {"move &list"});
}

}  // namespace

TEST_CASE("a table of a server is filled by path and method", "[routes]") {
  const Program program = program_of({BodyText("list"), fills("SimpleWeb::ServerBase::resource", true)});
  CHECK(routes_of(program) == Texts{"GET ^/v1/x$ -> list"});
}

TEST_CASE("a table for all other paths is filled by method", "[routes]") {
  const Program program = program_of({BodyText("list"), fills("SimpleWeb::ServerBase::default_resource", false)});
  CHECK(routes_of(program) == Texts{"GET /* -> list"});
}

TEST_CASE("a table of the program's own registers nothing", "[routes]") {
  CHECK(routes_of(program_of({BodyText("list"), fills("app::Cache::entries", true)})).empty());
}

TEST_CASE("an argument may say the method", "[routes]") {
  const Program program =
      program_of({BodyText("drop"), BodyText("main").calls("restinio::router::express_router_t::add_handler", "local",
                                                           {"value 'DELETE'", "value '/v1/users'", "value &drop"})});
  CHECK(routes_of(program) == Texts{"DELETE /v1/users -> drop"});
}

TEST_CASE("what runs around all handlers is a hook without a path", "[routes]") {
  const Program program =
      program_of({BodyText("check"),
                  BodyText("main").calls("httplib::Server::set_pre_routing_handler", "local", {"move &check"})});
  CHECK(routes_of(program) == Texts{"hook  -> check"});
}

TEST_CASE("a rule of a chain that asks for several methods is a route for each", "[routes]") {
  const Program program =
      program_of({BodyText("save"),
                  BodyText("main")
                      .calls("crow::Crow::route", "local", {"value '/v1/x'"})
                      .calls("crow::RuleParameterTraits::methods", "call-result#0", {"value 'POST'", "value 'PUT'"})
                      .calls("crow::TaggedRule::operator()", "call-result#1", {"value &save"})});
  CHECK(routes_of(program) == Texts{"POST /v1/x -> save", "PUT /v1/x -> save"});
}

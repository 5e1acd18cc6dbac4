// Services of tests/fixtures/services: what is expected of them is on their lines, and nothing else is found.
// SPDX-License-Identifier: Apache-2.0
//
//   // route: GET /v1/cart      // state: shop::Api::carts_ lock      // waits: usleep      // request: GET /v1/stock
#include <catch2/catch.hpp>

#include <cstdlib>
#include <regex>
#include <set>
#include <sstream>

#include "analyzers/analyses.h"
#include "analyzers/handlers/blocking.h"
#include "analyzers/handlers/handler_state.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/model/proto_service.h"
#include "analyzers/readers/configured_handlers.h"
#include "analyzers/routes/client_requests.h"
#include "analyzers/routes/route.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/structure/coupling.h"
#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {
namespace {

using Marks = std::set<std::string>;  // "12 state: shop::Api::carts_ lock"

Marks expected(const FixtureProject& project, const std::string& file) {
  static const std::regex kMark(R"(// ((?:route|state|waits|request): (?:(?! +// ).)*))");
  std::istringstream lines(project.read(file));
  Marks marks;
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    for (std::sregex_iterator match(line.begin(), line.end(), kMark), end; match != end; ++match) {
      marks.insert(std::to_string(number) + ' ' + (*match)[1].str());
    }
  }
  return marks;
}

Marks found(const Program& program, const FixtureProject& project, const Libraries& libraries) {
  const Architecture architecture;
  const std::vector<BuildTarget> no_targets;
  const Analyses analyses(program, architecture, no_targets, libraries, {},
                          read_configured_handlers(project.root(), {}));
  Marks marks;
  const auto add = [&](Location where, const std::string& text) {
    marks.insert(std::to_string(where.line) + ' ' + text);
  };
  for (const Route& route : analyses.routes()) {
    CHECK(route.handler != 0);
    add(route.where, "route: " + route.method + (route.path.empty() ? "" : ' ' + route.path));
  }
  for (const HandlerState& state : analyses.handler_states()) {
    add(state.path.back().where, "state: " + state.name + ' ' + std::string(name_of(state.guard)));
  }
  for (const BlockingUse& use : analyses.blocking_uses()) {
    add(use.path.back().where, "waits: " + handler_name(program, use.callee));
  }
  for (const ClientRequest& request : analyses.client_requests()) {
    add(request.where, "request: " + request.method + ' ' + request.path);
  }
  return marks;
}

// `generate` is run in the folder of the service first.
void check_service(const std::string& topic, const std::string& generate = "",
                   const Libraries& libraries = built_in_libraries()) {
  INFO(topic);
  const FixtureProject project("services/" + topic);
  project.write_database("c++20");
  if (!generate.empty()) REQUIRE(std::system(("cd '" + project.root().string() + "' && " + generate).c_str()) == 0);
  const ExtractionResult result = extract(project);
  for (const UnitReport& unit : result.report.units) {
    for (const std::string& problem : unit.problems) FAIL_CHECK(problem);
  }
  CHECK(expected(project, "shop.cpp") == found(result.program, project, libraries));
}

}  // namespace

TEST_CASE("a service on cpp-httplib: routes, state and waiting", "[services]") { check_service("httplib"); }

TEST_CASE("state of every kind, each beside something that is not state", "[services]") { check_service("state"); }

TEST_CASE("calls that wait, on the headers of the libraries, each beside one that does not", "[services]") {
  check_service("waiting");
}

TEST_CASE("what runs for which route, where control leaves branches early", "[services]") {
  check_service("control_flow");
}

TEST_CASE("objects that copies share, and that come back as a void*", "[services]") { check_service("objects"); }

TEST_CASE("callables that run at once, later, or where a queue is emptied", "[services]") {
  check_service("callables");
}

TEST_CASE("requests to other services, by each client and through wrappers", "[services]") { check_service("clients"); }

TEST_CASE("registrations behind wrappers, tables, members and macros", "[services]") { check_service("wrappers"); }

TEST_CASE("a service on a framework that only the models in loadline.yaml know", "[services]") {
  Libraries libraries = built_in_libraries();
  add_libraries(FixtureProject("services/user_model").read("loadline.yaml"), "", libraries, "models");
  check_service("user_model", "", libraries);
}

TEST_CASE("a service on a router that no model knows", "[services]") { check_service("own_router"); }

TEST_CASE("a service on Boost.Beast, which has no router", "[services]") { check_service("beast"); }

TEST_CASE("a service on gRPC: synchronous, with callbacks, asynchronous", "[services]") {
  check_service("grpc", "protoc --cpp_out=. --grpc_out=. --plugin=protoc-gen-grpc=/usr/bin/grpc_cpp_plugin shop.proto");
}

TEST_CASE("a service on Apache Thrift", "[services]") { check_service("thrift", "thrift --gen cpp shop.thrift"); }

TEST_CASE("services on the routers of Pistache, RESTinio and cpprestsdk", "[services]") {
  check_service("pistache");
  check_service("restinio");
  check_service("cpprest");
}

TEST_CASE("services whose handlers are objects, or one function: POCO, civetweb, libmicrohttpd", "[services]") {
  check_service("poco");
  check_service("civetweb");
  check_service("microhttpd");
}

TEST_CASE("services on frameworks that are declared beside them", "[services]") {
  for (const char* topic : {"amqp", "brpc", "crow", "drogon", "mongoose", "oatpp", "proxygen", "qt", "seastar",
                            "simple_web", "userver", "uws", "wt"}) {
    check_service(topic);
  }
}

TEST_CASE("consumers of messages: websocketpp, librdkafka", "[services]") {
  check_service("websocketpp");
  check_service("rdkafka");
}

}  // namespace loadline::test

// Services of tests/fixtures/services: routes, state and waiting are found where the lines say so, and nowhere else.
// SPDX-License-Identifier: Apache-2.0
//
//   // route: GET /v1/cart              // state: shop::Api::carts_ lock              // waits: usleep
#include <catch2/catch.hpp>

#include <regex>
#include <set>
#include <sstream>

#include "analyzers/analyses.h"
#include "analyzers/blocking.h"
#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {
namespace {

using Marks = std::set<std::string>;  // "12 state: shop::Api::carts_ lock"

Marks expected(const FixtureProject& project, const std::string& file) {
  static const std::regex kMark(R"(// ((?:route|state|waits): .*\S)\s*$)");
  std::istringstream lines(project.read(file));
  Marks marks;
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    std::smatch match;
    if (std::regex_search(line, match, kMark)) marks.insert(std::to_string(number) + ' ' + match[1].str());
  }
  return marks;
}

Marks found(const Program& program) {
  const Architecture architecture;
  const std::vector<BuildTarget> no_targets;
  const Analyses analyses(program, architecture, no_targets);
  Marks marks;
  const auto add = [&](Location where, const std::string& text) {
    marks.insert(std::to_string(where.line) + ' ' + text);
  };
  for (const Route& route : analyses.routes()) {
    CHECK(route.handler != 0);
    add(route.where, "route: " + route.method + ' ' + route.path);
  }
  for (const HandlerState& state : analyses.handler_states()) {
    add(state.path.back().where, "state: " + state.name + ' ' + std::string(name_of(state.guard)));
  }
  for (const BlockingUse& use : find_blocking_calls(program, analyses.call_graph(), analyses.routes(),
                                                    analyses.models())) {
    add(use.path.back().where, "waits: " + handler_name(program, use.callee));
  }
  return marks;
}

void check_service(const std::string& topic, const std::string& file) {
  const FixtureProject project("services/" + topic);
  project.write_database("c++20");
  const ExtractionResult result = extract(project);
  for (const UnitReport& unit : result.report.units) {
    for (const std::string& problem : unit.problems) FAIL_CHECK(problem);
  }
  CHECK(expected(project, file) == found(result.program));
}

}  // namespace

TEST_CASE("a service on cpp-httplib: routes, state and waiting", "[services]") { check_service("httplib", "shop.cpp"); }

}  // namespace loadline::test

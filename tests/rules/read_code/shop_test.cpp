// The example system of tests/fixtures/shop: exactly the findings that its lines expect, none missing and none more.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iterator>

#include "analyzers/diagrams/diagram.h"
#include "analyzers/frontend/extraction.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/model/proto_service.h"
#include "analyzers/readers/cmake_targets.h"
#include "analyzers/readers/proto_files.h"
#include "rules/all_rules.h"
#include "rules/engine/rule.h"
#include "tests/analyzers/frontend/fixture_facts.h"
#include "tests/rules/read_code/expected_findings.h"

namespace loadline::test {
namespace {

namespace fs = std::filesystem;

// The rules about services: one defect of each is planted, save those about waiting: every handler here that asks the
// database or another service waits.
const std::vector<std::string> kRules = {
    "service-coupling",
    "missing-timeout",
    "synchronous-chain",
    "shared-database",
    "stateful-handler",
    "unguarded-state",
    "local-disk-state",
    "hardcoded-endpoint",
    "hardcoded-path",
    "fixed-concurrency",
    "no-graceful-shutdown",
    "no-health-endpoint",
    "no-environment-config",
    "blocking-handler",
    "detached-thread",
    "lock-across-blocking-call",
    "unversioned-route",
    "unversioned-rpc",
    "unversioned-library-api",
    "unversioned-plugin-abi",
    "unobserved-handler",
    "swallowed-exception",
    "no-metrics",
    "no-tracing",
    "one-size-fits-all-store",
    "store-outside-data-layer",
    "single-implementation-interface",
    "unused-abstraction",
    "pass-through-module",
};

// A copy of the shop with its compile database, the reply of the File API and what protoc generates.
class ConfiguredShop {
 public:
  ConfiguredShop() : project_("shop") {
    fs::create_directories(build() / ".cmake/api/v1/query/codemodel-v2");
    run("cmake -G Ninja -S '" + root().string() + "' -B '" + build().string() + "'");
    run("cmake --build '" + build().string() + "' --target generated");
  }

  const fs::path& root() const { return project_.root(); }
  fs::path build() const { return root() / "build"; }

 private:
  static void run(const std::string& command) {
    INFO(command);
    REQUIRE(std::system((command + " >/dev/null").c_str()) == 0);
  }

  FixtureProject project_;
};

// Calls use(analyses).
template <class Use>
auto with_analyses(const ConfiguredShop& shop, Use use) {
  SourceRequest request;
  request.root = shop.root();
  request.builds = {{shop.build().string(), ""}};
  const ExtractionResult result = extract(find_sources(request), *make_memory_store(), 2);
  for (const UnitReport& unit : result.report.units) {
    if (unit.outcome == UnitOutcome::lost) FAIL_CHECK(unit.source);
  }
  const Architecture architecture;
  std::vector<std::string> warnings;
  const std::vector<BuildTarget> targets = read_cmake_targets(shop.build(), shop.root(), &warnings);
  const Analyses analyses(result.program, architecture, targets, built_in_libraries(),
                          read_proto_files(shop.root(), {}, &warnings));
  CHECK(warnings.empty());
  return use(analyses);
}

std::vector<Finding> findings_of(const ConfiguredShop& shop) {
  return with_analyses(shop, [](const Analyses& analyses) {
    return run_rules(all_rules(), analyses, default_rule_settings(), "", kRules);
  });
}

Diagram services_of_shop() {
  DiagramOptions options;
  options.level = Level::service;
  return with_analyses(ConfiguredShop(), [&](const Analyses& analyses) { return make_diagram(analyses, options); });
}

// What is in `a` and not in `b`.
std::vector<std::string> without(const ExpectedFindings& a, const ExpectedFindings& b) {
  std::vector<std::string> rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rest));
  return rest;
}

}  // namespace

TEST_CASE("the shop has exactly the defects that were planted in it", "[shop]") {
  const ConfiguredShop shop;
  const ExpectedFindings expected = expected_findings(shop.root());
  const ExpectedFindings found = as_expected(findings_of(shop));
  CHECK(without(expected, found) == std::vector<std::string>{});
  CHECK(without(found, expected) == std::vector<std::string>{});
  for (const std::string& rule : kRules) {
    INFO(rule);
    CHECK(std::any_of(expected.begin(), expected.end(), [&](const auto& mark) { return mark.ends_with(' ' + rule); }));
  }
}

TEST_CASE("the services of the shop are drawn with what they ask each other for", "[shop]") {
  const Diagram diagram = services_of_shop();
  std::vector<std::string> requests;
  for (const DiagramEdge& edge : diagram.edges) {
    for (const DiagramRequest& request : edge.requests) {
      requests.push_back(diagram.nodes[edge.from].id + " -> " + diagram.nodes[edge.to].id + ": " + request.text);
    }
  }
  CHECK(requests == std::vector<std::string>{
                        "gateway -> catalog: GET /v1/products",
                        "gateway -> catalog: GET /v1/products/:id",
                        "gateway -> inventory: RPC /shop.stock.Stock/Count",
                        "gateway -> inventory: RPC /shop.stock.Stock/Refill",
                        "gateway -> orders: POST /v1/orders",
                        "gateway -> payments: POST /v1/payments",
                        "orders -> catalog: GET /v1/products",
                        "orders -> catalog: GET /v1/products/:id",
                    });
}

TEST_CASE("the services of the shop are drawn with the store that they share", "[shop]") {
  const Diagram diagram = services_of_shop();
  std::vector<std::string> users;
  for (const DiagramEdge& edge : diagram.edges) {
    if (diagram.nodes[edge.to].id == "SQLite") users.push_back(diagram.nodes[edge.from].id);
  }
  CHECK(users == std::vector<std::string>{"orders", "store"});  // orders goes past the data layer
  const auto is_store = [](const DiagramNode& node) { return !node.store.empty(); };
  CHECK(std::count_if(diagram.nodes.begin(), diagram.nodes.end(), is_store) == 1);
}

}  // namespace loadline::test

// Which route a path leads to, and which service answers a request.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/client_requests.h"
#include "analyzers/routes/path_match.h"
#include "analyzers/routes/route.h"
#include "analyzers/services/running_services.h"
#include "analyzers/services/service_calls.h"

using namespace loadline;

namespace {

constexpr std::size_t kNoMatch = 1000;

std::size_t equal(std::string_view request, std::string_view route) {
  return equal_segments(request, route).value_or(kNoMatch);
}

// Services "orders" (0) and "stock" (1), whose files have the same numbers; file 2 belongs to neither.
struct Shop {
  std::vector<Route> routes;
  std::vector<RunningService> services{2};
  std::vector<std::uint32_t> owners{0, 1, kNone};

  void add(std::uint32_t service, const std::string& method, const std::string& path) {
    Route& route = routes.emplace_back();
    route.method = method;
    route.path = path;
    services[service].routes.push_back(static_cast<std::uint32_t>(routes.size() - 1));
  }

  // The path of the route that answers; "" when none or several services do.
  std::string answer(const std::string& method, const std::string& path, FileIndex from = 2) const {
    const ClientRequest request{method, path, {from, 1}, 1, 2};
    const std::vector<ServiceCall> calls = find_service_calls({request}, routes, services, owners);
    return calls.empty() ? "" : std::to_string(calls.front().service) + ' ' + routes[calls.front().route].path;
  }
};

}  // namespace

TEST_CASE("a path leads to a route if all their segments can be the same", "[path-match]") {
  CHECK(equal("/v1/orders", "/v1/orders") == 2);
  CHECK(equal("/v1/orders/", "/v1/orders") == 2);
  CHECK(equal("/v1/orders/7", "/v1/orders") == kNoMatch);
  CHECK(equal("/v1/orders", "/v1/orders/:id") == kNoMatch);
  CHECK(equal("/v1/orders", "/v2/orders") == kNoMatch);
}

TEST_CASE("parameters of a route take any segment, however a framework writes them", "[path-match]") {
  for (const char* parameter :
       {":id", "{id}", "<id>", "<int>", "(\\d+)", "([^/]+)", "{id:[0-9]+}", "{?}", "[^/]*", "*"}) {
    INFO(parameter);
    CHECK(equal("/v1/orders/7/lines", std::string("/v1/orders/") + parameter + "/lines") == 3);
    CHECK(equal("/v1/orders/{?}/lines", std::string("^/v1/orders/") + parameter + "/lines$") == 3);
    CHECK(equal("/v1/orders/7/prices", std::string("/v1/orders/") + parameter + "/lines") == kNoMatch);
  }
}

TEST_CASE("a star at the end takes the rest, once something before it is the same", "[path-match]") {
  CHECK(equal("/static/css/site.css", "/static/*") == 1);
  CHECK(equal("/static/css/site.css", "/static/(.*)") == 1);
  CHECK(equal("/v1/orders", "/*") == kNoMatch);
  CHECK(equal("/v1/orders", "/{?}/{?}") == kNoMatch);
}

TEST_CASE("what is not known at the end of a segment may be a query", "[path-match]") {
  CHECK(equal("/v1/orders{?}", "/v1/orders") == 2);
  CHECK(equal("/v1/ord{?}", "/v1/orders") == kNoMatch);
}

TEST_CASE("the service whose route has most in common with a request answers it", "[service-calls]") {
  Shop shop;
  shop.add(0, "GET", "/v1/:thing");
  shop.add(1, "GET", "/v1/stock");
  CHECK(shop.answer("GET", "/v1/stock") == "1 /v1/stock");
  CHECK(shop.answer("GET", "/v1/orders") == "0 /v1/:thing");
  CHECK(shop.answer("POST", "/v1/stock").empty());
  CHECK(shop.answer("ANY", "/v1/stock") == "1 /v1/stock");
}

TEST_CASE("what several services answer is not listed", "[service-calls]") {
  Shop shop;
  shop.add(0, "GET", "/health");
  shop.add(1, "GET", "/health");
  CHECK(shop.answer("GET", "/health").empty());
}

TEST_CASE("a service that passes requests on under the same path asks the other one", "[service-calls]") {
  Shop shop;
  shop.add(0, "GET", "/v1/stock");
  shop.add(1, "GET", "/v1/stock");
  CHECK(shop.answer("GET", "/v1/stock", 0) == "1 /v1/stock");
  CHECK(shop.answer("GET", "/v1/stock", 1) == "0 /v1/stock");
  CHECK(shop.answer("GET", "/v1/stock").empty());
}

TEST_CASE("procedures are the same by their whole names", "[service-calls]") {
  Shop shop;
  shop.add(0, "RPC", "/shop.Orders/Buy");
  shop.add(1, "POST", "/shop.Stock/Buy");
  CHECK(shop.answer("RPC", "/shop.Orders/Buy") == "0 /shop.Orders/Buy");
  CHECK(shop.answer("RPC", "/shop.Stock/Buy").empty());
  CHECK(shop.answer("RPC", "/shop.Orders/Sell").empty());
}

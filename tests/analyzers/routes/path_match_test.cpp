// Which requests reach which routes.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/path_match.h"

using namespace loadline;

TEST_CASE("parameters of any framework match one segment", "[routes]") {
  for (const char* route : {"/v1/products/:id", "/v1/products/{id}", "/v1/products/<int>", "/v1/products/{?}"}) {
    INFO(route);
    CHECK(equal_segments("/v1/products/lamp", route) == 2u);
    CHECK(equal_segments("/v1/products/{?}", route) == 2u);
    CHECK_FALSE(equal_segments("/v1/products", route).has_value());
    CHECK_FALSE(equal_segments("/v1/orders/lamp", route).has_value());
  }
}

TEST_CASE("a regular expression matches what it describes", "[routes]") {
  CHECK(equal_segments("/v1/products/lamp", R"(^/v1/products/(\w+)$)") == 2u);
  CHECK_FALSE(equal_segments("/v1/products/lamp/price", R"(^/v1/products/(\w+)$)").has_value());
}

TEST_CASE("a star at the end takes the rest", "[routes]") {
  CHECK(equal_segments("/static/css/site.css", "/static/*") == 1u);
  CHECK_FALSE(equal_segments("/api/css", "/static/*").has_value());
}

// Versions in the paths of routes.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/path_version.h"

using namespace loadline;

TEST_CASE("a segment of v and a number, or a date, is a version", "[routes]") {
  CHECK(version_in_path("/v1/orders") == "v1");
  CHECK(version_in_path("/api/v2beta1/orders") == "v2beta1");
  CHECK(version_in_path("/api/2024-05-01/orders") == "2024-05-01");
  CHECK(version_in_path(R"(^\/V3\/orders$)") == "V3");
}

TEST_CASE("words that begin with v, numbers and empty paths are not versions", "[routes]") {
  for (const char* path : {"", "/", "/videos", "/v/1", "/orders/2024", "/orders/v"}) {
    INFO(path);
    CHECK(version_in_path(path).empty());
  }
}

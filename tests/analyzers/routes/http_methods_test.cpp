// Methods of HTTP in names.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/http_methods.h"

using namespace loadline;

TEST_CASE("names that are a method, or end in one, name it", "[routes]") {
  CHECK(http_method_of("Get") == "GET");
  CHECK(http_method_of("method_post") == "POST");
  CHECK(http_method_of("MHD_HTTP_METHOD_PUT") == "PUT");
  CHECK(http_method_of("web::http::methods::DEL") == "DELETE");
  CHECK(http_method_of("all") == "ANY");
}

TEST_CASE("other names are not methods", "[routes]") {
  for (const char* name : {"", "LoginFilter", "Getter", "target", "postpone"}) {
    INFO(name);
    CHECK(http_method_of(name).empty());
  }
}

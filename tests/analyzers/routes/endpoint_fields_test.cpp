// Handlers that a field of their class describes.
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

// What the macro ENDPOINT of oatpp makes of `list` in the class Api: a field whose lambda assigns path and method.
Program program_with(BodyText constructor, const std::string& field) {
  const std::string info = "parameter#0.oatpp::web::server::api::Endpoint::Info::";
  return program_of({BodyText("Api::list", "method"), std::move(constructor),
                     BodyText("describe", "lambda")
                         .calls("oatpp::String::operator=", info + "path", {"value '/cart'"})
                         .calls("oatpp::String::operator=", info + "method", {"value 'GET'"})},
                    {}, {},
                    {"method Api::list in class Api", "constructor Api::Api in class Api",
                     "field " + field + " in class Api", "lambda describe in field " + field});
}

BodyText made_below(const std::string& prefix) {
  return BodyText("Api::Api", "constructor")
      .calls("oatpp::web::server::api::ApiController::ApiController", "this", {"reference parameter#0", prefix},
             kCallConstructs);
}

constexpr const char* kField = "Api::Z__CREATE_ENDPOINT_INFO_list";

}  // namespace

TEST_CASE("the lambda of an endpoint's field says method and path of the member that it is named for", "[routes]") {
  CHECK(routes_of(program_with(BodyText("Api::Api", "constructor"), kField)) == Texts{"GET /cart -> Api::list"});
}

TEST_CASE("what the constructor passes to its base goes before the path", "[routes]") {
  CHECK(routes_of(program_with(made_below("value '/v1'"), kField)) == Texts{"GET /v1/cart -> Api::list"});
}

TEST_CASE("a field with another name describes no endpoint", "[routes]") {
  CHECK(routes_of(program_with(made_below("value '/v1'"), "Api::list_info")).empty());
}

// Requests that a program sends.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "analyzers/routes/client_requests.h"
#include "tests/support/effect_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

std::vector<std::string> requests_of(const Program& program) {
  const CallGraph calls(program, built_in_libraries());
  std::vector<std::string> texts;
  for (const ClientRequest& request :
       find_client_requests(program, calls, CallSites(program), RpcStubs(program), built_in_libraries())) {
    texts.push_back(request.method + ' ' + request.path + " in " + std::string(program.name_of(request.caller)));
  }
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a call of a modelled client is a request", "[routes]") {
  const Program program =
      program_of({BodyText("price").calls("httplib::Client::Get", "this.client_", {"const-reference '/v1/prices'"})});
  CHECK(requests_of(program) == Texts{"GET /v1/prices in price"});
}

TEST_CASE("a wrapper of a client sends what its callers ask for", "[routes]") {
  const Program program =
      program_of({BodyText("Catalog::get", "method")
                      .calls("httplib::Client::Get", "this.client_", {"const-reference parameter#0"}),
                  BodyText("price").calls("Catalog::get", "local", {"const-reference '/v1/prices'"}),
                  BodyText("stock").calls("Catalog::get", "local", {"const-reference '/v1/stock'"})});
  CHECK(requests_of(program) == Texts{"GET /v1/prices in price", "GET /v1/stock in stock"});
}

TEST_CASE("a program without clients sends nothing", "[routes]") {
  CHECK(requests_of(program_of({BodyText("main").calls("other::Client::Get", "local", {"value '/v1/x'"})})).empty());
}

// Where target and method of a request go.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <vector>

#include "analyzers/routes/request_parts.h"
#include "tests/analyzers/routes/program_values.h"

using namespace loadline;
using namespace loadline::test;

namespace {

// A program whose `serve` is given the target as parameter 0 and the method as parameter 1.
struct Served : ProgramValues {
  explicit Served(const std::vector<BodyText>& bodies)
      : ProgramValues(bodies),
        parts(values, built_in_libraries(),
              {{symbol_id("serve"), 0, {0, RequestPart::target}}, {symbol_id("serve"), 1, {0, RequestPart::method}}}) {}

  // Whether argument 0 of the only call of `callee` is made from that part.
  bool gets(const char* callee, RequestPart part) const { return parts.is_from(part, argument(callee, 0)); }

  RequestParts parts;
};

}  // namespace

TEST_CASE("a part of a request that a function is given goes into what it calls", "[routes]") {
  const Served served({BodyText("dispatch").calls("log", "", {"const-reference parameter#0"}),
                       BodyText("serve").calls("dispatch", "", {"const-reference parameter#0"})});
  CHECK(served.gets("log", RequestPart::target));
  CHECK_FALSE(served.gets("log", RequestPart::method));
  CHECK(served.parts.functions().size() == 2);
  CHECK(served.parts.functions().contains(symbol_id("dispatch")));
}

TEST_CASE("target and method are distinguished", "[routes]") {
  const Served served({BodyText("serve").calls("log", "", {"const-reference parameter#1"})});
  CHECK(served.gets("log", RequestPart::method));
  CHECK_FALSE(served.gets("log", RequestPart::target));
}

TEST_CASE("what a library makes of a part is that part, a constant is not", "[routes]") {
  const Served served({BodyText("serve")
                           .calls("std::basic_string_view::substr", "parameter#0", {"value 1"})
                           .calls("log", "", {"value call-result#0"})
                           .calls("note", "", {"value '/v1'"})});
  CHECK(served.gets("log", RequestPart::target));
  CHECK_FALSE(served.gets("note", RequestPart::target));
}

TEST_CASE("a function that is given something else is not reached", "[routes]") {
  const Served served({BodyText("count").calls("log", "", {"const-reference parameter#0"}),
                       BodyText("serve").calls("count", "", {"const-reference parameter#2"})});
  CHECK_FALSE(served.parts.functions().contains(symbol_id("count")));
  CHECK_FALSE(served.gets("log", RequestPart::target));
}

TEST_CASE("a framework may hand out targets without the path of the registration", "[routes]") {
  const Served served({BodyText("serve").calls("web::http::http_request::relative_uri", "parameter#2")});
  const auto& frameworks = built_in_libraries().frameworks;
  for (std::uint32_t number = 0; number < frameworks.size(); ++number) {
    INFO(frameworks[number].name);
    CHECK(served.parts.is_relative(number) == (frameworks[number].name == "cpprestsdk"));
  }
}

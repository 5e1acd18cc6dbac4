// Functions that compare, and texts that are paths.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/comparisons.h"

using namespace loadline;

TEST_CASE("the last name says how a function compares", "[routes]") {
  CHECK(comparison_of("std::operator==") == Compares::whole);
  CHECK(comparison_of("strcmp") == Compares::whole);
  CHECK(comparison_of("std::basic_string::starts_with") == Compares::prefix);
  CHECK(comparison_of("std::regex_match") == Compares::pattern);
  CHECK(comparison_of("std::unordered_map::find") == Compares::key);
  CHECK(comparison_of("app::compare_prices") == Compares::no);
}

TEST_CASE("a path begins with a slash, after what begins a regular expression", "[routes]") {
  for (const char* path : {"/v1/x", "^/v1/x$", R"(\/v1)", "^(?:/v1|/v2)"}) {
    INFO(path);
    CHECK(is_path(path));
  }
  for (const char* text : {"", "GET", "v1/x", "/../etc", "/ is a slash"}) {
    INFO(text);
    CHECK_FALSE(is_path(text));
  }
}

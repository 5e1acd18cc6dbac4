// What functions of libraries do to values.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/routes/value_roles.h"

using namespace loadline;

TEST_CASE("copies, views and conversions of texts are the same text", "[routes]") {
  for (const char* name : {"std::basic_string::c_str", "std::basic_string_view::basic_string_view", "std::to_string",
                           "QString::fromUtf8", "std::filesystem::path::string"}) {
    INFO(name);
    CHECK(value_role(name, built_in_libraries()) == ValueRole::same_text);
  }
}

TEST_CASE("containers of known libraries take elements, or keys with values", "[routes]") {
  CHECK(value_role("std::vector::push_back", built_in_libraries()) == ValueRole::inserts);
  CHECK(value_role("std::map::emplace", built_in_libraries()) == ValueRole::inserts_pair);
  CHECK(value_role("app::Queue::push_back", built_in_libraries()) == ValueRole::none);
}

TEST_CASE("texts are joined and formatted, callables bound", "[routes]") {
  CHECK(value_role("absl::StrCat", built_in_libraries()) == ValueRole::joins);
  CHECK(value_role("std::operator+", built_in_libraries()) == ValueRole::joins);
  CHECK(value_role("std::chrono::operator+", built_in_libraries()) == ValueRole::none);
  CHECK(value_role("fmt::format", built_in_libraries()) == ValueRole::formats);
  CHECK(value_role("std::bind", built_in_libraries()) == ValueRole::binds);
}

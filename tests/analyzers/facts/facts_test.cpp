// The spellings that users write.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <set>
#include <string>

#include "analyzers/facts/facts.h"
#include "analyzers/facts/flag_names.h"
#include "analyzers/handlers/handler_state.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/structure/coupling.h"

using namespace loadline;

TEST_CASE("the kinds of references are spelled as the documentation promises") {
  const std::vector<std::string> promised{
      "include", "import",       "forward-declare",   "type",  "inherit", "override", "call", "construct", "read",
      "write",   "take-address", "template-argument", "macro", "friend",  "throw",    "catch"};
  REQUIRE(promised.size() == kReferenceKinds);
  for (int i = 0; i < kReferenceKinds; ++i) {
    const auto kind = static_cast<ReferenceKind>(i);
    CHECK(name_of(kind) == promised[static_cast<std::size_t>(i)]);
    ReferenceKind parsed = ReferenceKind::include;
    REQUIRE(parse_reference_kind(name_of(kind), &parsed));
    CHECK(parsed == kind);
  }
}

TEST_CASE("an unknown spelling is not a reference kind and leaves the result alone") {
  ReferenceKind kind = ReferenceKind::write;
  for (const char* name : {"", "Call", "calls", "take_address", "call "}) {
    CHECK_FALSE(parse_reference_kind(name, &kind));
  }
  CHECK(kind == ReferenceKind::write);
}

TEST_CASE("the flags of one kind have distinct names") {
  for (const auto names : {symbol_flag_names(), reference_flag_names(), call_flag_names()}) {
    const std::set<std::string_view> distinct(names.begin(), names.end());
    CHECK(distinct.size() == names.size());
    CHECK_FALSE(distinct.contains(""));
  }
}

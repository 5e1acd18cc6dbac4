// "Did you mean".
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/near_matches.h"

#include <catch2/catch.hpp>

using loadline::near_matches;
using Names = std::vector<std::string>;

TEST_CASE("the nearest name comes first; case and swapped letters are small mistakes") {
  CHECK(near_matches("stroe", {"strode", "store", "stare", "users"}) == Names{"store", "strode"});
  CHECK(near_matches("Billing", {"billing", "filling"}) == Names{"billing", "filling"});
}

TEST_CASE("a name far from all others is like none of them") {
  CHECK(near_matches("gateway", {"store", "users"}).empty());
  CHECK(near_matches("", {"a"}).empty());
  CHECK(near_matches(std::string(10'000, 'x'), {std::string(10'000, 'x')}).empty());
}

TEST_CASE("a part of a name finds the name, after those that merely have a typo") {
  CHECK(near_matches("Cache", {"lru::Cache::get", "Cachet"}) == Names{"Cachet", "lru::Cache::get"});
}

TEST_CASE("names are listed once, and no more than asked for") {
  CHECK(near_matches("ab", {"ac", "ad", "ab", "ab", "ae"}, 2) == Names{"ab", "ac"});
}

// Which paths are tests.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/words/test_code.h"

using namespace loadline;

TEST_CASE("tests, benchmarks and examples are known by folder and name", "[test-code]") {
  for (const char* path :
       {"tests/a.cpp", "src/test/a.cpp", "bench/a.cc", "src/a_test.cc", "src/test_a.cc", "src/ATest.cpp"}) {
    INFO(path);
    CHECK(is_test_code(path));
  }
  for (const char* path : {"src/a.cpp", "latest/a.cpp", "src/attest.cpp", "src/testing.cpp", "contest.cc", ""}) {
    INFO(path);
    CHECK_FALSE(is_test_code(path));
  }
}

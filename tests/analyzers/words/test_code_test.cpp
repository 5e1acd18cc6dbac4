// Which paths are tests.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/words/test_code.h"

using namespace loadline;

TEST_CASE("tests, benchmarks and examples are known by folder and name", "[test-code]") {
  for (const char* path :
       {"tests/a.cpp", "src/test/a.cpp", "bench/a.cc", "src/a_test.cc", "src/test_a.cc", "src/ATest.cpp",
        "src/a.test.cpp", "src/TestA.cpp", "src/a_spec.cpp", "src/gtest_a.cpp", "src/a.t.cpp", "src/selftest.cpp",
        "src/mock_net.cpp", "src/NetMock.h", "src/fakes/net.cpp"}) {
    INFO(path);
    CHECK(is_test_code(path));
  }
  for (const char* path : {"src/a.cpp", "latest/a.cpp", "src/attest.cpp", "src/testing.cpp", "contest.cc",
                           "src/spectrum.cpp", "src/hammock.cpp", "src/latest_version.cpp", "src/table_spec.h",
                           "src/test.cpp", "src/spec.cpp", "src/t.cpp", "src/protester.h", ""}) {
    INFO(path);
    CHECK_FALSE(is_test_code(path));
  }
}

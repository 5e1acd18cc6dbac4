// The fixtures of tests/fixtures/effects say on their lines what the code there does: none missing, none more.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/analyzers/frontend/expected_effects.h"
#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {
namespace {

void check_effects(const std::string& topic) {
  const FixtureProject project("effects/" + topic);
  project.write_database("c++20");
  const ExtractionResult result = extract(project);
  for (const UnitReport& unit : result.report.units) {
    for (const std::string& problem : unit.problems) FAIL_CHECK(problem);
  }
  const std::string difference = differences(expected_marks(project.root(), "does:"), found_effects(result.program));
  INFO(difference);
  CHECK(difference.empty());
}

}  // namespace

TEST_CASE("writes end in the object that outlives them, not in locals and copies") { check_effects("writes"); }
TEST_CASE("pointers, iterators and references lead to what they were made from") { check_effects("pointers"); }
TEST_CASE("calls say on what and with what") { check_effects("calls"); }
TEST_CASE("lambdas say what they capture and what they do to it") { check_effects("lambdas"); }
TEST_CASE("locks are held to the end of their block") { check_effects("guards"); }
TEST_CASE("catch clauses say what they do with the exception") { check_effects("catches"); }
TEST_CASE("functions that hand out an object say whose") { check_effects("returns"); }

}  // namespace loadline::test

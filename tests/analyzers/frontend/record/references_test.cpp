// The fixtures of tests/fixtures/references say on their lines which references are there: none missing, none more.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/analyzers/frontend/expected_references.h"
#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {
namespace {

void check_references(const std::string& topic, const std::string& standard) {
  const FixtureProject project("references/" + topic);
  project.write_database(standard);
  const ExtractionResult result = extract(project);
  for (const UnitReport& unit : result.report.units) {
    for (const std::string& problem : unit.problems) FAIL_CHECK(problem);
  }
  const Marks expected = expected_marks(project.root(), "refs:");
  CHECK_FALSE(expected.empty());
  const std::string difference = differences(expected, found_references(result.program));
  INFO(difference);
  CHECK(difference.empty());
}

}  // namespace

TEST_CASE("references of base classes are as the fixture says") { check_references("bases", "c++20"); }

TEST_CASE("references of types named in fields, parameters, results, aliases and casts are as the fixture says") {
  check_references("types", "c++20");
}

TEST_CASE("references of template arguments, specializations and instantiations are as the fixture says") {
  check_references("templates", "c++20");
}

TEST_CASE("references of concepts and requires clauses are as the fixture says") {
  check_references("concepts", "c++20");
}

TEST_CASE("references of macros, where they are expanded, tested and defined are as the fixture says") {
  check_references("macros", "c++20");
}

TEST_CASE("references of files that are included for their text are as the fixture says") {
  check_references("inserted", "c++20");
}

TEST_CASE("references of instantiations are the instantiating code's, as the fixture says") {
  check_references("instantiations", "c++20");
}

TEST_CASE("references of code outside functions and namespaces are as the fixture says") {
  check_references("file_scope", "c++20");
}

TEST_CASE("references of lambdas and function objects are as the fixture says") {
  check_references("lambdas", "c++20");
}

TEST_CASE("references of operators and conversions are as the fixture says") { check_references("operators", "c++20"); }

TEST_CASE("references of constructions, written and implicit are as the fixture says") {
  check_references("construction", "c++20");
}

TEST_CASE("references of names reached by using, using enum, aliases and lookup by argument are as the fixture says") {
  check_references("names", "c++20");
}

TEST_CASE("references of initialisers, bindings, range-for, deduction and defaults are as the fixture says") {
  check_references("initialisation", "c++20");
}

TEST_CASE("references of new and delete, reads, writes, addresses and pointers to members are as the fixture says") {
  check_references("memory", "c++20");
}

TEST_CASE("references of throw, catch and noexcept are as the fixture says") {
  check_references("exceptions", "c++20");
}

TEST_CASE("references of overrides and calls through an interface are as the fixture says") {
  check_references("virtual_calls", "c++20");
}

TEST_CASE("references of constant expressions are as the fixture says") {
  check_references("constants_and_compile_time", "c++20");
}

TEST_CASE("references of nested, local and hidden classes are as the fixture says") {
  check_references("classes", "c++20");
}

TEST_CASE("references of coroutines are as the fixture says") { check_references("coroutines", "c++20"); }

TEST_CASE("references of attributes are as the fixture says") { check_references("attributes", "c++20"); }

TEST_CASE("references of friends are as the fixture says") { check_references("friends", "c++20"); }

TEST_CASE("references of callables handed over, and classes inside library templates are as the fixture says") {
  check_references("callbacks", "c++20");
}

TEST_CASE("references of C, with its old styles and extensions, are as the fixture says") {
  check_references("c_language", "c++20");  // its source is a .c: read as gnu11
}

TEST_CASE("older standards give the same references") {
  for (const std::string standard : {"c++11", "c++14", "c++17"}) {
    for (const std::string topic : {"bases", "classes", "exceptions", "memory", "virtual_calls"}) {
      INFO(topic << " as " << standard);
      check_references(topic, standard);
    }
  }
}

}  // namespace loadline::test

// One unit never ends the run: it is read or named, and the others are read.
// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {
namespace {

namespace fs = std::filesystem;

std::string times(std::size_t count, const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

// The report on `odd.cpp` of a project in which two other units are healthy.
UnitReport report_on(const FixtureProject& project, const std::string& odd, const std::string& flags = "",
                     ExtractionOptions options = {}) {
  project.write("good.cpp", "int good() { return 1; }\n");
  project.write("fine.cpp", "int fine() { return 2; }\n");
  project.write("odd.cpp", odd);
  project.write_commands(
      {"c++ -std=c++20 -c fine.cpp", "c++ -std=c++20 -c good.cpp", "c++ -std=c++20 " + flags + " -c odd.cpp"});
  const auto store = make_memory_store();
  const ExtractionReport report = extract_facts(project.sources(), *store, options, [](const TuFacts&) {});
  REQUIRE(report.units.size() == 3);
  CHECK(report.units[0].outcome == UnitOutcome::parsed);
  CHECK(report.units[1].outcome == UnitOutcome::parsed);
  return report.units[2];
}

bool says(const UnitReport& unit, const std::string& text) {
  for (const std::string& problem : unit.problems) {
    if (problem.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("code that is nested deeper than any stack is read or named") {
  const std::size_t deep = 200'000;
  const std::vector<std::string> shapes = {
      "int x = " + times(deep, "(") + "1" + times(deep, ")") + ";",
      "int x = " + times(deep, "-") + "1;",
      "int x = 1" + times(deep, " + 1") + ";",
      "int " + times(deep, "*") + "x;",
      "#if " + times(deep, "(") + "1" + times(deep, ")") + "\n#endif\n",
      "#if " + times(deep, "!") + "1\n#endif\n",
      "template <class T> struct A {}; " + times(deep, "A<") + "int" + times(deep, ">") + " x;",
      times(deep, "namespace a {") + times(deep, "}"),
      "void f() " + times(deep, "{") + times(deep, "}"),
      "void f(int a) { " + times(deep, "if (a) ") + "; }",
      "int x[] = " + times(deep, "{") + times(deep, "}") + ";",
      "auto x = " + times(20'000, "[] { return ") + "1" + times(20'000, "; }") + ";",
  };
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    INFO("shape " << i);
    const FixtureProject project;
    ExtractionOptions options;
    options.unit_seconds = 5;
    const UnitReport odd = report_on(project, shapes[i], "", options);
    CHECK((odd.outcome == UnitOutcome::parsed || !odd.problems.empty()));
  }
}

TEST_CASE("a unit that takes more than its time is named with the limit") {
  const FixtureProject project;
  ExtractionOptions options;
  options.unit_seconds = 1;
  const UnitReport odd = report_on(project,
                                   "constexpr long loop(long n) { long s = 0; for (long i = 0; i < n; ++i) s += i; "
                                   "return s; }\nconstexpr long v = loop(2000000000);\n",
                                   "-fconstexpr-steps=4294967295", options);
  CHECK(odd.outcome == UnitOutcome::lost);
  CHECK(says(odd, "took more than 1 s"));
}

TEST_CASE("an interface that Clang does not survive costs its own unit, and those that import it are read") {
  const FixtureProject project;
  const auto read = [&](const std::string& interface, const ExtractionOptions& options) {
    project.write("a.cpp", "import m;\nint a() { return 1; }\n");
    project.write("m.cppm", "export module m;\n" + interface + "\n");
    project.write_commands({"c++ -std=c++20 -c a.cpp", "c++ -std=c++20 -c m.cppm"});
    const auto store = make_memory_store();
    const ExtractionReport report = extract_facts(project.sources(), *store, options, [](const TuFacts&) {});
    REQUIRE(report.units.size() == 2);
    CHECK(report.units[0].outcome == UnitOutcome::partial);
    CHECK(report.units[1].outcome == UnitOutcome::lost);
    return report.units[1];
  };
  read("#pragma clang __debug crash", {});
  ExtractionOptions options;
  options.unit_seconds = 1;
  const UnitReport late =
      read("constexpr long loop(long n) { long s = 0; for (long i = 0; i < n; ++i) s += i; return s; }\n" +
               times(4000, "static_assert(loop(100000) > 0);\n"),
           options);
  CHECK(says(late, "took more than 1 s"));
}

TEST_CASE("headers that are no files are refused, and the run goes on") {
  const FixtureProject project;
  fs::create_symlink("/dev/zero", project.root() / "zero.h");
  fs::create_symlink("/proc/self/maps", project.root() / "maps.h");
  REQUIRE(::mkfifo((project.root() / "pipe.h").c_str(), 0600) == 0);
  for (const char* header : {"zero.h", "maps.h", "pipe.h"}) {
    INFO(header);
    const UnitReport odd = report_on(project, "#include \"" + std::string(header) + "\"\nint after();\n");
    CHECK(odd.outcome == UnitOutcome::partial);
    CHECK(says(odd, header));
  }
}

TEST_CASE("a header that includes itself twice ends by itself") {
  const FixtureProject project;
  project.write("twice.h", "#include \"twice.h\"\n#include \"twice.h\"\n");
  ExtractionOptions options;
  options.unit_seconds = 2;
  const UnitReport odd = report_on(project, "#include \"twice.h\"\n", "", options);
  CHECK(odd.outcome != UnitOutcome::parsed);
}

TEST_CASE("the time of day does not show in facts") {
  const FixtureProject project;
  project.write("a.cpp", "void log(const char*);\nvoid f() { log(__DATE__); log(__TIME__); log(__TIMESTAMP__); }\n");
  project.write_database("c++20");
  const std::string json = extract(project).json();
  CHECK(json.find("Jan  1 1970") != std::string::npos);
}

}  // namespace loadline::test

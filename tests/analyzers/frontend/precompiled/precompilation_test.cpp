// Precompiled headers change how long it takes and nothing else.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>

#include "analyzers/facts/stored_facts.h"
#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {
namespace {

using Names = std::vector<std::string>;

// Eight sources that share the standard library and a header of their own, which is large enough to be worth it.
void write_project(const FixtureProject& project) {
  std::string shared =
      "#pragma once\n#include <map>\n#include <string>\n#include <vector>\n#define LEVEL 3\nclass Forward;\n";
  for (int i = 0; i < 4000; ++i) {
    const std::string number = std::to_string(i);
    shared += "struct Part" + number + " {\n  int get() const { return value; }\n  int value = " + number + ";\n};\n";
  }
  shared += "template <class T>\nT doubled(T value) { return value + value; }\n";
  project.write("shared.h", shared);
  project.write("more.h", "#pragma once\n#include \"shared.h\"\nclass Forward {\n public:\n  Part1 part;\n};\n");
  for (int i = 0; i < 8; ++i) {
    const std::string number = std::to_string(i);
    project.write(
        "s" + number + ".cpp",
        "#include <cstdlib>\n#include \"more.h\"\n#include <algorithm>\n"
        "#ifdef LEVEL\nstd::map<std::string, int> table" +
            number +
            ";\n#endif\n"
            "int use" +
            number + "(const Part" + number +
            "& part) {\n  std::vector<int> v{LEVEL, part.get()};\n"
            "  std::sort(v.begin(), v.end());\n  return doubled(v[0]) + std::abs(v[1]) + Forward().part.get();\n}\n");
  }
}

struct Both {
  ExtractionResult with, without;
};

Both extract_both(const FixtureProject& project) {
  return {extract(project.sources(), *make_memory_store(), 2, true),
          extract(project.sources(), *make_memory_store(), 1, false)};
}

// Of every unit, byte for byte.
void check_same(const Both& both) {
  REQUIRE(both.with.units.size() == both.without.units.size());
  for (std::size_t i = 0; i < both.with.units.size(); ++i) {
    INFO(both.with.units[i].path(0));
    const bool same = encode_facts(both.with.units[i]) == encode_facts(both.without.units[i]);
    CHECK(same);
  }
  const bool same_program = both.with.json() == both.without.json();
  CHECK(same_program);
}

std::size_t users(const PrecompiledReport& report) {
  std::size_t count = 0;
  for (const PrecompiledHeaderReport& header : report.headers) count += header.units;
  return count;
}

bool includes(const PrecompiledReport& report, const std::string& name) {
  return std::any_of(report.headers.begin(), report.headers.end(), [&](const PrecompiledHeaderReport& header) {
    return std::any_of(header.includes.begin(), header.includes.end(),
                       [&](const std::string& include) { return include.find(name) != std::string::npos; });
  });
}

}  // namespace

TEST_CASE("headers that many units share are precompiled, and the facts are the same bytes") {
  const FixtureProject project;
  write_project(project);
  project.write_database("c++17");
  const Both both = extract_both(project);
  CHECK(both.without.report.precompiled.headers.empty());
  const PrecompiledReport& report = both.with.report.precompiled;
  CHECK(users(report) == 8);
  CHECK(report.refused.empty());
  CHECK(report.parsed_again.empty());
  CHECK(includes(report, "more.h"));
  check_same(both);
}

TEST_CASE("a unit whose macros a precompiled header would see too late is parsed without it") {
  const FixtureProject project;
  write_project(project);
  project.write("t.cpp", "#define _GLIBCXX_ASSERTIONS 1\n" + project.read("s0.cpp"));
  // RAND_MAX is a name here and a macro in <cstdlib>, which comes later.
  project.write("odd.h", "#pragma once\nenum { RAND_MAX = 4 };\n");
  project.write("u.cpp", "#include \"odd.h\"\n#undef RAND_MAX\n" + project.read("s1.cpp"));
  project.write_database("c++17");
  const Both both = extract_both(project);
  CHECK(both.with.report.precompiled.refused == Names{"t.cpp", "u.cpp"});
  check_same(both);
}

TEST_CASE("a unit with an error is parsed again without, so that its facts do not depend on the header") {
  const FixtureProject project;
  write_project(project);
  project.write("t.cpp",
                project.read("s0.cpp") + "int broken() { return nothing; }\nint after() { return use0({}); }\n");
  project.write_database("c++17");
  const Both both = extract_both(project);
  CHECK(both.with.report.precompiled.parsed_again == Names{"t.cpp"});
  check_same(both);
}

TEST_CASE("headers with an error of their own are not precompiled") {
  const FixtureProject project;
  write_project(project);
  project.write(
      "more.h",
      "#pragma once\n#include \"shared.h\"\nclass Forward {\n  Unknown unknown;\n public:\n  Part1 part;\n};\n");
  project.write_database("c++17");
  check_same(extract_both(project));
}

TEST_CASE("a precompiled header is kept in the cache and taken from it while its files are the same") {
  const FixtureProject project;
  write_project(project);
  project.write_database("c++17");
  const auto store = make_memory_store();
  const auto cold = extract(project.sources(), *store).report.precompiled;
  const auto from_cache = [](const PrecompiledReport& report) {
    return std::count_if(report.headers.begin(), report.headers.end(),
                         [](const auto& header) { return header.from_cache; });
  };
  CHECK(from_cache(cold) == 0);
  for (int i = 0; i < 8; ++i) {
    const std::string name = "s" + std::to_string(i) + ".cpp";
    project.write(name, project.read(name) + "// changed\n");
  }
  const auto changed = extract(project.sources(), *store).report.precompiled;
  CHECK(from_cache(changed) == static_cast<long>(cold.headers.size()));
  project.write("s0.cpp", project.read("s0.cpp") + "// changed again\n");
  CHECK(extract(project.sources(), *store).report.precompiled.headers.empty());  // not for one
}

TEST_CASE("the headers of units with other flags are precompiled for themselves") {
  const FixtureProject project;
  write_project(project);
  std::vector<std::string> commands;
  for (int i = 0; i < 8; ++i)
    commands.push_back("c++ -std=c++" + std::string(i % 2 == 0 ? "17" : "20") + " -c s" + std::to_string(i) + ".cpp");
  project.write_commands(commands);
  const Both both = extract_both(project);
  CHECK(users(both.with.report.precompiled) == 8);
  check_same(both);
}

TEST_CASE("an overload that a template leaves open is the same one, whichever was read first") {
  const FixtureProject project;
  write_project(project);
  project.write("more.h", project.read("more.h") + "namespace lists {\nvoid put(Part1& part, int);\n}\n");
  project.write("late.h", "#pragma once\n#include <cstddef>\nnamespace lists {\nvoid put(char* text, int);\n}\n");
  project.write("t.cpp",
                "#include \"late.h\"\n" + project.read("s0.cpp") +
                    "template <class T>\nvoid put_twice(T& t) {\n  lists::put(t, 1);\n  lists::put(t, 2);\n}\n");
  project.write_database("c++17");
  const Both both = extract_both(project);
  CHECK(users(both.with.report.precompiled) == 9);
  check_same(both);
}

}  // namespace loadline::test

// What an error costs is told line by line: nothing where the AST holds what is there.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <sstream>

#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {
namespace {

// The lost lines of the only unit of `text`, whose lines count from 1: "2 4-6".
std::string lost_in(const std::string& text, const std::vector<std::string>& more_arguments = {}) {
  const FixtureProject project;
  project.write("a.cpp", text);
  project.write("b.h", "#pragma once\nnamespace b { int get(); struct Store { int at(int); }; }\n");
  project.write_database("c++20", more_arguments);
  const ExtractionResult result = extract(project);
  REQUIRE(result.units.size() == 1);
  std::string lines;
  for (const LostFact& part : result.units[0].lost) {
    if (result.units[0].path(part.file) != "a.cpp") continue;
    lines += (lines.empty() ? "" : " ") + std::to_string(part.line);
    if (part.end_line != part.line) lines += "-" + std::to_string(part.end_line);
  }
  return lines;
}

bool is_degraded(const std::string& text) {
  const FixtureProject project;
  project.write("a.cpp", text);
  project.write_database("c++20");
  return extract(project).units.at(0).degraded();
}

}  // namespace

TEST_CASE("code without an error loses nothing") { CHECK(lost_in("int f() { return 1; }\n") == ""); }

TEST_CASE("an error that leaves all names in place costs nothing and degrades nothing") {
  for (const char* text : {"struct Header { unsigned char size; };\nHeader f(int n) { return Header{n}; }\n",
                           "static_assert(sizeof(int) == 5, \"no\");\nint f() { return 1; }\n",
                           "struct S { private: int size(); };\nint f(S& s) { return s.size(); }\n"}) {
    INFO(text);
    CHECK(lost_in(text) == "");
    CHECK(!is_degraded(text));
  }
}

TEST_CASE("a statement that names something unknown is lost, those beside it are not") {
  CHECK(lost_in("#include \"b.h\"\nint f() {\n  Unknown x;\n  int n = b::get();\n  unknown(n);\n  return n;\n}\n") ==
        "3 5");
  CHECK(lost_in("#include \"b.h\"\nint f() {\n  if (unknown())\n    return b::get();\n  return 2;\n}\n") != "");
}

TEST_CASE("what depends on an unknown type is lost without an error of its own") {
  CHECK(lost_in("#include \"b.h\"\nint f() {\n  Unknown x;\n  int n = 1;\n  x.go(n);\n  return n;\n}\n") == "3 5");
}

TEST_CASE("an unknown base costs the head of the class, not its members") {
  CHECK(lost_in("class Form : public Unknown {\n public:\n  int size() { return 1; }\n};\n") == "1");
}

TEST_CASE("what the parser skips is lost up to the next declaration") {
  CHECK(lost_in("UNKNOWN_MACRO(f)\n{\n  int n = 1;\n}\n\n// next\nint g() { return 1; }\n") == "1 3-4");
  CHECK(lost_in("int g() { return 1; }\n)\nint h() { return 2; }\n") == "2-3");
}

TEST_CASE("a header of the project that is not found costs its line, one of a library only the names of it") {
  CHECK(lost_in("#include \"gone.h\"\nint f() { return 1; }\n") == "1");
  CHECK(lost_in("#include <library/gone.h>\nint f() { return 1; }\n") == "");
  CHECK(is_degraded("#include <library/gone.h>\nint f() { return 1; }\n"));
  CHECK(lost_in("#include <library/gone.h>\nlibrary::Type f();\nint g() { return 1; }\n") == "2");
}

TEST_CASE("#error is reported and costs no line") {
  CHECK(lost_in("#error no\nint f() { return 1; }\n") == "");
  CHECK(is_degraded("#error no\nint f() { return 1; }\n"));
}

TEST_CASE("errors beyond the first hundred count like the others") {
  std::string text;
  for (int i = 0; i < 150; ++i) text += "Unknown" + std::to_string(i) + " v" + std::to_string(i) + ";\n";
  CHECK(lost_in(text) == "1-150");
}

TEST_CASE("a backslash in an include is a slash") {
  CHECK(lost_in("#include \".\\b.h\"\n#define TWO \\\n  2\nint f() { return b::get() + TWO; }\n") == "");
}

TEST_CASE("a source in UTF-16 is read like any other") {
  std::string text("\xff\xfe", 2);
  for (const char letter : std::string("#include \"b.h\"\nint f() { return b::get(); }\n")) {
    text += letter;
    text += '\0';
  }
  const FixtureProject project;
  project.write("b.h", "#pragma once\nnamespace b { int get(); }\n");
  project.write("a.cpp", text);
  project.write_database("c++20");
  const auto store = make_memory_store();
  const ExtractionResult cold = extract(project, *store), warm = extract(project, *store);
  CHECK(cold.program.problems().empty());
  CHECK(symbol_named(cold.program, "b::get").name == "b::get");
  CHECK(warm.report.parsed == 0);
  CHECK(warm.json() == cold.json());
}

}  // namespace loadline::test

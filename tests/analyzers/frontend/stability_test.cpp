// Facts depend on what is compiled and on nothing else; what has not changed is not parsed again.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/analyzers/frontend/expected_references.h"
#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {
namespace {

// a.cpp and b.cpp share shared.h; c.cpp has other.h to itself. shared.h is read under two sets of macros.
void write_project(const FixtureProject& project) {
  project.write("shared.h",
                "#pragma once\n#ifdef WIDE\ntypedef long number;\n#else\ntypedef int number;\n#endif\n"
                "#ifdef EXTRA\nstruct Extra {};\n#endif\n"
                "struct Shared {\n  number get() const { return value; }\n  number value = 0;\n};\n"
                "template <class T>\nT doubled(T value) { return value + value; }\n");
  project.write("other.h", "#pragma once\nstruct Other {\n  int get() const { return 1; }\n};\n");
  project.write("a.cpp", "#include \"shared.h\"\nnumber a(const Shared& s) { return doubled(s.get()); }\n");
  project.write("b.cpp",
                "#define WIDE 1\n#include \"shared.h\"\nnumber b(const Shared& s) { return doubled(s.get()); }\n");
  project.write("c.cpp", "#include \"other.h\"\nint c(const Other& o) { return o.get(); }\n");
}

const std::vector<std::string> kCommands = {"c++ -std=c++17 -I. -Ifirst -c a.cpp",
                                            "c++ -std=c++17 -I. -Ifirst -c b.cpp",
                                            "c++ -std=c++17 -I. -Ifirst -c c.cpp"};

std::vector<std::string> freshly_parsed(const ExtractionReport& report) {
  std::vector<std::string> sources;
  for (const UnitReport& unit : report.units) {
    if (!unit.from_cache) sources.push_back(unit.source);
  }
  return sources;
}

// Without a copy of both in the message.
bool same(const std::string& left, const std::string& right) { return left == right; }

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("facts depend neither on the order of the database nor on the number of jobs nor on duplicates") {
  const FixtureProject project;
  write_project(project);
  project.write_commands(kCommands);
  const std::string expected = extract(project).json();
  CHECK(same(extract(project, *make_memory_store(), 4).json(), expected));
  project.write_commands({kCommands[2], kCommands[0], kCommands[1]});
  CHECK(same(extract(project, *make_memory_store(), 2).json(), expected));
  project.write_commands({kCommands[1], kCommands[2], kCommands[1], kCommands[0], kCommands[0]});
  CHECK(same(extract(project).json(), expected));
}

TEST_CASE("facts do not depend on the folder that holds the project") {
  const FixtureProject one, two;
  for (const FixtureProject* project : {&one, &two}) {
    write_project(*project);
    project->write("d.cpp", "const char* where = __FILE__;\n");
    project->write_database("c++20");
  }
  CHECK(same(extract(one).json(), extract(two).json()));
}

TEST_CASE("a second run with the same store parses nothing and gives the same bytes") {
  const FixtureProject project;
  write_project(project);
  project.write_commands(kCommands);
  const auto store = make_memory_store();
  const ExtractionResult cold = extract(project, *store);
  CHECK(cold.report.parsed == 3);
  const ExtractionResult warm = extract(project, *store, 2);
  CHECK(warm.report.parsed == 0);
  CHECK(warm.report.from_cache == 3);
  CHECK(same(warm.json(), cold.json()));
}

TEST_CASE("a changed header is parsed again with those who include it, and with no one else") {
  const FixtureProject project;
  write_project(project);
  project.write_commands(kCommands);
  const auto store = make_memory_store();
  extract(project, *store);
  project.write("other.h", "#pragma once\nstruct Other {\n  int get() const { return 2; }\n};\n");
  CHECK(freshly_parsed(extract(project, *store).report) == Names{"c.cpp"});
  project.write("shared.h", project.read("shared.h") + "struct More {};\n");
  const ExtractionResult warm = extract(project, *store);
  CHECK(freshly_parsed(warm.report) == Names{"a.cpp", "b.cpp"});
  CHECK(same(warm.json(), extract(project).json()));
}

TEST_CASE("a changed file that no unit reads, and a touched one, cost nothing") {
  const FixtureProject project;
  write_project(project);
  project.write_commands(kCommands);
  const auto store = make_memory_store();
  extract(project, *store);
  project.write("README.md", "changed\n");
  project.write("unused.h", "struct Unused {};\n");
  project.write("shared.h", project.read("shared.h"));
  std::filesystem::last_write_time(project.root() / "shared.h", std::filesystem::file_time_type::clock::now());
  CHECK(extract(project, *store).report.parsed == 0);
}

TEST_CASE("a folder with the name of a header is not taken for a header that has appeared") {
  const FixtureProject project;
  project.write("memory/arena.h", "#pragma once\ninline int arena() { return 1; }\n");
  project.write("a.cpp", "#include <memory>\n#include <memory/arena.h>\nint a() { return arena(); }\n");
  project.write_commands({"c++ -I. -c a.cpp"});
  const auto store = make_memory_store();
  CHECK(extract(project, *store).report.scanned == 1);
  CHECK(extract(project, *store).report.scanned == 0);
}

TEST_CASE("'..' after a symlink leads where the operating system says, and the second run knows it") {
  const FixtureProject project;
  project.write("real/deep/y.h", "#pragma once\n");
  project.write("real/other/x.h", "#pragma once\ninline int x() { return 1; }\n");
  std::filesystem::create_directory_symlink(project.root() / "real/deep", project.root() / "link");
  project.write("a.cpp", "#include \"x.h\"\nint a() { return x(); }\n");
  project.write_commands({"c++ -Ilink/../other -c a.cpp"});
  const auto store = make_memory_store();
  const ExtractionResult cold = extract(project, *store);
  CHECK(text_of(cold.program, symbol_named(cold.program, "x").declared) == "real/other/x.h:2");
  CHECK(extract(project, *store).report.scanned == 0);
}

TEST_CASE("reading a project does not move the process into its folders") {
  const FixtureProject project;
  write_project(project);
  project.write_commands(kCommands);
  const std::filesystem::path before = std::filesystem::current_path();
  extract(project);
  CHECK(std::filesystem::current_path() == before);
}

TEST_CASE("a header that appears earlier on the include path is noticed") {
  const FixtureProject project;
  project.write("first/y.h", "#pragma once\n");
  project.write("second/x.h", "#pragma once\ninline int x() { return 1; }\n");
  project.write("src/a.cpp", "#include \"x.h\"\nint a() { return x(); }\n");
  project.write("src/b.cpp", "int b() { return 2; }\n");
  project.write_commands({"c++ -Ifirst -Isecond -c src/a.cpp", "c++ -Ifirst -Isecond -c src/b.cpp"});
  const auto store = make_memory_store();
  extract(project, *store);
  project.write("first/x.h", "#pragma once\ninline int x() { return 2; }\n");
  const ExtractionResult warm = extract(project, *store);
  CHECK(freshly_parsed(warm.report) == Names{"src/a.cpp"});
  CHECK(text_of(warm.program, symbol_named(warm.program, "x").declared) == "first/x.h:2");
  CHECK(same(warm.json(), extract(project).json()));
  project.remove("first/x.h");
  CHECK(text_of(extract(project, *store).program, symbol_named(extract(project).program, "x").declared) ==
        "second/x.h:2");
}

TEST_CASE("a changed argument that matters to the code parses again, one that does not does not") {
  const FixtureProject project;
  write_project(project);
  project.write_commands(kCommands);
  const auto store = make_memory_store();
  const std::string before = extract(project, *store).json();
  project.write_commands({"c++ -std=c++17 -Wall -O2 -g -I. -Ifirst -o a.o -c a.cpp", kCommands[1], kCommands[2]});
  CHECK(extract(project, *store).report.parsed == 0);
  project.write_commands({"c++ -std=c++17 -DEXTRA -I. -Ifirst -c a.cpp", kCommands[1], kCommands[2]});
  const ExtractionResult extra = extract(project, *store);
  CHECK(freshly_parsed(extra.report) == Names{"a.cpp"});
  CHECK_FALSE(same(extra.json(), before));
  CHECK(symbols_named(extra.program, "Extra").size() == 1);
}

TEST_CASE("a header that two units see under different macros is analysed in both variants") {
  const FixtureProject project;
  project.write("both.h",
                "#pragma once\n#ifdef A\nstruct OnlyA { int a; };\n#else\nstruct OnlyB { int b; };\n#endif\n");
  project.write("a.cpp", "#define A\n#include \"both.h\"\nOnlyA a;\n");
  project.write("b.cpp", "#include \"both.h\"\nOnlyB b;\n");
  project.write_database("c++20");
  const Program program = extract(project).program;
  CHECK(text_of(program, symbol_named(program, "OnlyA::a").declared) == "both.h:3");
  CHECK(text_of(program, symbol_named(program, "OnlyB::b").declared) == "both.h:5");
}

TEST_CASE("a header is analysed in each meaning that a header it includes gives to its words") {
  const FixtureProject project;
  project.write("real.h", "#pragma once\nstruct Real {\n  int go() { return 1; }\n};\n");
  project.write("fake.h", "#pragma once\nstruct Fake {\n  int go() { return 0; }\n};\n");
  project.write("choice.h",
                "#pragma once\n#ifdef USE_FAKE\n#include \"fake.h\"\nusing Chosen = Fake;\n"
                "#else\n#include \"real.h\"\nusing Chosen = Real;\n#endif\n");
  project.write("use.h", "#pragma once\n#include \"choice.h\"\ninline int use() { return Chosen().go(); }\n");
  project.write("a.cpp", "#include \"use.h\"\nint a() { return use(); }\n");
  project.write("b.cpp", "#define USE_FAKE\n#include \"use.h\"\nint b() { return use(); }\n");
  project.write_database("c++17");
  const Program program = extract(project).program;
  std::vector<std::string> called;
  for (const Reference& reference : program.references_in(program.find_file("use.h"))) {
    const std::string_view name = program.symbols()[reference.to].name;
    if (reference.kind() == ReferenceKind::call) called.emplace_back(name);
  }
  std::sort(called.begin(), called.end());
  CHECK(called == std::vector<std::string>{"Fake::go", "Real::go"});
}

TEST_CASE("a list of macros that one unit includes twice counts both times") {
  const FixtureProject project;
  project.write("list.def", "ITEM(one)\nITEM(two)\n");
  project.write("a.cpp",
                "enum Item {\n#define ITEM(name) name,\n#include \"list.def\"\n#undef ITEM\n};\n"
                "const char* names[] = {\n#define ITEM(name) #name,\n#include \"list.def\"\n#undef ITEM\n};\n"
                "#define ITEM(name) int get_##name();\n#include \"list.def\"\n");
  project.write_database("c++20");
  const ExtractionResult result = extract(project);
  CHECK(symbols_named(result.program, "two").size() == 1);
  CHECK(symbols_named(result.program, "get_two").size() == 1);
  // What the list says in terms of the includer's macro is the includer's.
  CHECK(text_of(result.program, symbol_named(result.program, "two").declared) == "a.cpp:3");
  std::uint32_t inclusions = 0;
  for (const Include& include : result.program.includes()) inclusions += include.spelling == "list.def";
  CHECK(inclusions == 3);
  CHECK(result.report.units.front().outcome == UnitOutcome::parsed);
}

TEST_CASE("a library of headers is known from the one source that includes it") {
  const FixtureProject project;
  project.write("lib/a.h", "#pragma once\n#include \"lib/b.h\"\nnamespace lib {\ninline int a() { return b(); }\n}\n");
  project.write("lib/b.h", "#pragma once\nnamespace lib {\ninline int b() { return 1; }\n}\n");
  project.write("test.cpp", "#include \"lib/a.h\"\nint main() { return lib::a(); }\n");
  project.write_database("c++20");
  const Program program = extract(project).program;
  const Marks found = found_references(program);
  CHECK(found.at("lib/a.h:4") == std::vector<std::string>{"call lib::a -> lib::b"});
  CHECK(found.at("lib/a.h:2") == std::vector<std::string>{"include -> lib/b.h"});
  CHECK(found.at("test.cpp:2") == std::vector<std::string>{"call main -> lib::a"});
}

TEST_CASE("what a template says itself is said once, however many units instantiate it") {
  const FixtureProject project;
  project.write(
      "t.h",
      "#pragma once\ninline int limit() { return 1; } struct S { int get() const; }; struct R { int get() const; };\n"
      "template <class T>\nint hash(const T& v) { return v.get() + limit(); }\n");
  for (const std::string name : {"a", "b", "c"}) {
    project.write(name + ".cpp", "#include \"t.h\"\nint " + name + "(S s, R r) { return hash(s) + hash(r); }\n");
  }
  project.write_database("c++20");
  const Program program = extract(project).program;
  CHECK(found_references(program).at("t.h:4") ==
        Names{"call hash -> limit", "call* hash -> R::get", "call* hash -> S::get"});
}

TEST_CASE("a header with the bodies of another header's templates is read through that one") {
  const FixtureProject project;
  project.write("box.h",
                "#pragma once\ntemplate <class T> struct Box { T get() const; T kept; };\n#include \"box.ipp\"\n");
  project.write("box.ipp", "template <class T>\nT Box<T>::get() const { return kept; }\n");
  project.write("a.cpp", "#include \"box.h\"\nint a(Box<int> box) { return box.get(); }\n");
  project.write("b.cpp", "#include \"box.h\"\nint b(Box<long> box) { return box.get(); }\n");
  project.write_database("c++20");
  const Program program = extract(project).program;
  CHECK(text_of(program, symbol_named(program, "Box::get").defined) == "box.ipp:2");
  CHECK(found_references(program).at("box.ipp:2").back() == "type Box::get -> Box");
}

TEST_CASE("every header that a unit includes is owned by one unit, and by one only when it reads the same everywhere") {
  const FixtureProject project("references/callbacks");
  project.write("more.cpp", "#include \"lib.h\"\nvoid more(lib::Event) {}\n");
  project.write("again.cpp", "#include \"lib.h\"\nvoid again(lib::Sink) {}\n");
  project.write_database("c++20");
  int owners = 0;
  for (const TuFacts& unit : extract(project).units) {
    for (const FileFact& file : unit.files) owners += unit.text(file.path) == "lib.h" && file.owned != 0;
  }
  CHECK(owners == 1);
}

}  // namespace loadline::test

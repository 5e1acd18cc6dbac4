// From the compile database to the units that are parsed, on real and on broken projects.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "analyzers/calls/effects.h"
#include "analyzers/words/user_error.h"
#include "tests/analyzers/frontend/expected_references.h"
#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {
namespace {

using Names = std::vector<std::string>;

Names names_of(const Sources& sources) {
  Names names;
  for (const CompileCommand& command : sources.commands) {
    names.push_back(std::filesystem::path(command.source).lexically_relative(sources.root).string());
  }
  return names;
}

const SkippedEntries* skipped_for(const Sources& sources, const std::string& reason) {
  for (const SkippedEntries& entries : sources.skipped) {
    if (entries.reason.find(reason) != std::string::npos) return &entries;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("equal entries are parsed once, and counted") {
  const FixtureProject project;
  project.write("a.cpp", "int a;\n");
  project.write_commands({"c++ -O2 -o x/a.o -c a.cpp", "c++ -O0 -o y/a.o -c a.cpp", "c++ -DX -c a.cpp"});
  const Sources sources = project.sources();
  CHECK(sources.entries == 3);
  CHECK(sources.duplicates == 1);
  CHECK(names_of(sources) == Names{"a.cpp", "a.cpp"});
}

TEST_CASE("a relative directory starts at the database, and the file at the directory") {
  const FixtureProject project;
  project.write("src/a.cpp", "#include \"a.h\"\nint a() { return h(); }\n");
  project.write("include/a.h", "#pragma once\ninline int h() { return 1; }\n");
  project.write("build/compile_commands.json",
                R"([{"directory": "../src", "file": "a.cpp", "command": "c++ -I../include -c a.cpp"}])");
  const ExtractionResult result = extract(project);
  CHECK(result.report.units.front().outcome == UnitOutcome::parsed);
  CHECK(text_of(result.program, symbol_named(result.program, "h").declared) == "include/a.h:2");
}

TEST_CASE("assembler is skipped; CUDA, which is not read, and a missing source count against the run") {
  const FixtureProject project;
  for (const char* file : {"a.cpp", "b.S", "c.cu", "d.mm", "e.txt", "f.CC"}) project.write(file, "\n");
  project.write_commands({"c++ -c a.cpp", "cc -c b.S", "nvcc -c c.cu", "clang -c d.mm", "cp e.txt", "c++ -c gone.cpp",
                          "c++ -c gone_too.cpp", "c++ -c f.CC"});
  const Sources sources = project.sources();
  CHECK(names_of(sources) == Names{"a.cpp", "d.mm", "f.CC"});
  REQUIRE(skipped_for(sources, "assembler") != nullptr);
  CHECK_FALSE(skipped_for(sources, "assembler")->matters);
  REQUIRE(skipped_for(sources, "CUDA") != nullptr);
  CHECK(skipped_for(sources, "CUDA")->matters);
  CHECK(skipped_for(sources, "CUDA")->cause == SkipCause::language);
  REQUIRE(skipped_for(sources, "does not exist") != nullptr);
  CHECK(skipped_for(sources, "does not exist")->matters);
  CHECK(skipped_for(sources, "does not exist")->sources == Names{"gone.cpp", "gone_too.cpp"});
}

TEST_CASE("what the build has yet to make and what configure probed do not count against the run") {
  const FixtureProject project;
  project.write("a.cpp", "\n");
  project.write("build/CMakeCache.txt", "\n");
  project.write("build/compile_commands.json",
                R"([{"directory": "..", "file": "a.cpp", "command": "c++ -c a.cpp"},
                    {"directory": ".", "file": "app_autogen/mocs_compilation.cpp", "command": "c++ -c x.cpp"},
                    {"directory": ".", "file": "gen/messages.pb.cc", "command": "c++ -c x.cpp"},
                    {"directory": "/gone", "file": "conftest.c", "command": "cc -c conftest.c"}])");
  const Sources sources = project.sources();
  CHECK(names_of(sources) == Names{"a.cpp"});
  REQUIRE(skipped_for(sources, "has not done so yet") != nullptr);
  CHECK_FALSE(skipped_for(sources, "has not done so yet")->matters);
  CHECK(skipped_for(sources, "has not done so yet")->sources.size() == 2);
  REQUIRE(skipped_for(sources, "probe") != nullptr);
  CHECK_FALSE(skipped_for(sources, "probe")->matters);
}

TEST_CASE("a step that does not compile loses nothing where another one compiles the source") {
  const FixtureProject project;
  project.write("a.cpp", "\n");
  project.write("b.cpp", "\n");
  project.write("a.ii", "\n");
  project.write_commands({"c++ -c a.cpp", "clang-tidy a.cpp", "mystery b.cpp", "c++ -c a.ii"});
  const Sources sources = project.sources();
  CHECK(names_of(sources) == Names{"a.cpp"});
  REQUIRE(sources.skipped.size() == 1);
  CHECK(sources.skipped[0].cause == SkipCause::command);
  CHECK(sources.skipped[0].sources == Names{"b.cpp"});
}

TEST_CASE("a unity source in an excluded build folder is read for what it includes") {
  const FixtureProject project;
  project.write("src/a.cpp", "int a() { return 1; }\n");
  project.write("build/CMakeFiles/app.dir/Unity/unity_0_cxx.cxx", "/* made */\n#include \"../../../../src/a.cpp\"\n");
  project.write("build/gen/b.cpp", "int b;\n");
  project.write_commands({"c++ -c build/CMakeFiles/app.dir/Unity/unity_0_cxx.cxx", "c++ -c build/gen/b.cpp"});
  SourceRequest request;
  request.root = project.root();
  request.exclude = {"build/**"};
  CHECK(names_of(find_sources(request)) == Names{"build/CMakeFiles/app.dir/Unity/unity_0_cxx.cxx"});
}

TEST_CASE("compile_flags.txt has the flags of all sources") {
  const FixtureProject project;
  project.write("src/a.cpp", "#include \"x.h\"\nint a() { return x(); }\n");
  project.write("inc/x.h", "#pragma once\ninline int x() { return X; }\n");
  project.write("compile_flags.txt", "-Iinc\n# a comment\n-DX=1\n");
  const ExtractionResult result = extract(project);
  REQUIRE(result.report.units.size() == 1);
  CHECK(result.report.units.front().outcome == UnitOutcome::parsed);
}

TEST_CASE("a database of another root is recognised by what is here") {
  const FixtureProject project;
  project.write("src/a.cpp", "int a();\n");
  project.write("compile_commands.json",
                R"([{"directory": "/workspace/p", "file": "src/a.cpp", "command": "c++ -Isrc -c src/a.cpp"}])");
  CHECK(project.sources().moved_from == "/workspace/p");
  SourceRequest request;
  request.root = project.root();
  request.path_map = {{"/workspace/p", project.root().string()}};
  CHECK(names_of(find_sources(request)) == Names{"src/a.cpp"});
}

TEST_CASE("a target that Clang lacks is read as this machine's, and reported") {
  const FixtureProject project;
  project.write("a.cpp", "#include <cstdint>\nstd::uint8_t a() { return 1; }\n");
  project.write("b.cpp", "int b() { return 1; }\n");
  project.write_commands(
      {"/opt/xtensa-esp32-elf-g++ -mlongcalls -c a.cpp", "clang++ --target=xtensa-esp-elf -c b.cpp"});
  const ExtractionResult result = extract(project);
  for (const UnitReport& unit : result.report.units) CHECK(unit.outcome == UnitOutcome::parsed);
  CHECK(project.sources().unknown_targets == Names{"xtensa-esp-elf", "xtensa-esp32-elf"});
  CHECK(project.sources().cross_compilers.size() == 2);
}

TEST_CASE("what only Clang calls an error, and lets one switch off, is not an error") {
  const FixtureProject project;
  project.write("a.cpp",
                "enum E { one = 1 };\nconstexpr E below = static_cast<E>(-5);\n"
                "void f(int n) { int list[] = {1, 2}; char c{n}; (void)list; (void)c; }\n");
  project.write_commands({"g++ -Wno-narrowing -c a.cpp"});
  const ExtractionResult result = extract(project);
  CHECK(result.report.units.front().outcome == UnitOutcome::parsed);
}

TEST_CASE("excluded sources are left out") {
  const FixtureProject project;
  project.write("src/a.cpp", "\n");
  project.write("third_party/x/b.cpp", "\n");
  project.write_database("c++17");
  SourceRequest request;
  request.root = project.root();
  request.exclude = {"third_party/**"};
  CHECK(names_of(find_sources(request)) == Names{"src/a.cpp"});
}

TEST_CASE("no database is a mistake with advice, or inferred commands on request") {
  const FixtureProject project;
  project.write("CMakeLists.txt", "\n");
  project.write("src/a.cpp", "#include \"lib/x.h\"\nint a() { return x(); }\n");
  project.write("src/b.c", "#include \"y.h\"\nint b(void) { return Y; }\n");
  project.write("include/lib/x.h", "#pragma once\ninline int x() { return 1; }\n");
  project.write("include/lib/y.h", "#define Y 1\n");
  project.write("build/generated.cpp", "int generated;\n");
  SourceRequest request;
  request.root = project.root();
  try {
    find_sources(request);
    FAIL("there is no database");
  } catch (const UserError& error) {
    CHECK(error.hint().find("CMAKE_EXPORT_COMPILE_COMMANDS") != std::string::npos);
  }
  request.infer_commands = true;
  const Sources sources = find_sources(request);
  CHECK(sources.inferred);
  CHECK(names_of(sources) == Names{"src/a.cpp", "src/b.c"});
  const ExtractionResult result = extract(sources, *make_memory_store());
  for (const UnitReport& unit : result.report.units) CHECK(unit.outcome == UnitOutcome::parsed);
  CHECK(found_references(result.program).at("src/a.cpp:2") == Names{"call a -> x"});
}

TEST_CASE("paths with spaces and letters beyond ASCII are read") {
  const FixtureProject project;
  project.write("my code/größe.cpp", "#include \"a b.h\"\nint a() { return h(); }\n");
  project.write("my code/a b.h", "inline int h() { return 1; }\n");
  project.write_database("c++17");
  const ExtractionResult result = extract(project);
  CHECK(result.report.units.front().outcome == UnitOutcome::parsed);
  CHECK(found_references(result.program).at("my code/größe.cpp:2") == Names{"call a -> h"});
}

TEST_CASE("a source reached through a symbolic link is known by its real name") {
  const FixtureProject project;
  project.write("real/a.cpp", "#include \"a.h\"\nint a() { return h(); }\n");
  project.write("real/a.h", "#pragma once\ninline int h() { return 1; }\n");
  std::filesystem::create_directory_symlink(project.root() / "real", project.root() / "link");
  project.write_commands({"c++ -c link/a.cpp", "c++ -c real/a.cpp"});
  const ExtractionResult result = extract(project);
  CHECK(result.report.units.size() == 1);
  CHECK(found_references(result.program).at("real/a.cpp:2") == Names{"call a -> h"});
  CHECK(result.program.find_file("link/a.h") == kNone);
}

TEST_CASE("a source that is not UTF-8 is read, and its bytes harm no output") {
  const FixtureProject project;
  project.write("a.cpp",
                "// gr\xfc\xdf"
                "e\nconst char* text = \"\xe9t\xe9\";\nint f() { return 1; }\n");
  project.write_database("c++17");
  const ExtractionResult result = extract(project);
  CHECK(symbols_named(result.program, "f").size() == 1);
  CHECK(nlohmann::json::accept(result.json()));
}

TEST_CASE("a unit with syntax errors keeps the facts of the rest") {
  const FixtureProject project;
  project.write("a.h", "#pragma once\ninline int good() { return 1; }\n");
  project.write("a.cpp",
                "#include \"a.h\"\nint before() { return good(); }\nint broken() { return 1 + ; }\nvoid worse() { x y "
                "z; good(); }\n"
                "int after() { return good(); }\n");
  project.write_database("c++17");
  const ExtractionResult result = extract(project);
  CHECK(result.report.units.front().outcome == UnitOutcome::partial);
  REQUIRE_FALSE(result.report.units.front().problems.empty());
  CHECK(result.report.units.front().problems.front().substr(0, 8) == "a.cpp:3:");
  const Marks found = found_references(result.program);
  CHECK(found.at("a.cpp:2") == Names{"call before -> good"});
  CHECK(found.at("a.cpp:5") == Names{"call after -> good"});
  CHECK(result.program.degraded_units() == 1);
  CHECK(result.program.lost_units() == 0);
}

TEST_CASE("a missing header is one group over all sources, and the rest of them is kept") {
  const FixtureProject project;
  for (const char* name : {"a", "b"}) {
    project.write(std::string(name) + ".cpp", "#include \"missing.h\"\n#include <also/missing.h>\nint " +
                                                  std::string(name) + "_done() { return unknown() + 1; }\n");
  }
  project.write("c.cpp", "#include \"missing.h\"\nint c_done() { return 1; }\n");
  project.write_database("c++17");
  const ExtractionResult result = extract(project);
  REQUIRE(result.report.missing_headers.size() == 2);
  CHECK(result.report.missing_headers[0].spelling == "missing.h");
  CHECK(result.report.missing_headers[0].included_from == Names{"a.cpp", "b.cpp", "c.cpp"});
  CHECK(result.report.missing_headers[1].spelling == "also/missing.h");
  for (const char* name : {"a_done", "b_done", "c_done"}) CHECK(symbols_named(result.program, name).size() == 1);
  const auto includes = result.program.includes();
  CHECK(std::count_if(includes.begin(), includes.end(), [](const Include& i) { return i.to == kNone; }) == 5);
}

TEST_CASE("arguments that Clang refuses and a folder that is gone lose a unit at most") {
  const FixtureProject project;
  project.write("a.cpp", "int a() { return 1; }\n");
  project.write("b.cpp", "int b() { return 1; }\n");
  nlohmann::json entries = nlohmann::json::array();
  entries.push_back({{"directory", (project.root() / "gone").string()},
                     {"file", (project.root() / "a.cpp").string()},
                     {"command", "c++ -std=c++98765 -c a.cpp"}});
  entries.push_back({{"directory", project.root().string()}, {"file", "b.cpp"}, {"command", "c++ -c b.cpp"}});
  project.write("compile_commands.json", entries.dump());
  const ExtractionResult result = extract(project);
  CHECK(result.report.units.size() == 2);
  CHECK(result.report.units[1].outcome == UnitOutcome::parsed);
  CHECK(symbols_named(result.program, "b").size() == 1);
}

TEST_CASE("a unit of deeply nested code costs at most itself") {
  const FixtureProject project;
  project.write("a.cpp", "int a = " + std::string(20000, '(') + "1" + std::string(20000, ')') + ";\n");
  project.write("b.cpp", "int b() { return 1; }\n");
  project.write_database("c++17");
  const ExtractionResult result = extract(project);
  CHECK(result.report.units.size() == 2);
  CHECK(result.report.units[0].outcome != UnitOutcome::parsed);
  CHECK(symbols_named(result.program, "b").size() == 1);
}

TEST_CASE("a header forced by -include and a define that a header tests are seen") {
  const FixtureProject project;
  project.write("forced.h", "#pragma once\nstruct Forced { int n; };\n");
  project.write("a.cpp", "#ifdef ON\nForced forced;\n#endif\n");
  project.write_commands({"c++ -include forced.h -DON -c a.cpp"});
  const ExtractionResult result = extract(project);
  CHECK(result.report.units.front().outcome == UnitOutcome::parsed);
  CHECK(found_references(result.program).at("a.cpp:2") == Names{"construct forced -> Forced", "type forced -> Forced"});
}

TEST_CASE("a processor after -x is no language") {
  const FixtureProject project;
  project.write("a.cpp", "\n");
  project.write_commands({"icpx -xHost -c a.cpp", "CC -xO3 -DX -c a.cpp"});
  CHECK(names_of(project.sources()) == Names{"a.cpp", "a.cpp"});
}

TEST_CASE("sources of the project are read whatever they are called; probes that are gone are no loss") {
  const FixtureProject project;
  for (const char* file : {"conftest_plugin.cpp", "CompilerIdC/a.cpp", "x_autogen/b.cpp"}) project.write(file, "\n");
  project.write_commands({"c++ -c conftest_plugin.cpp", "c++ -c CompilerIdC/a.cpp", "c++ -c x_autogen/b.cpp",
                          "c++ -c .conf_check_1/test.cpp", "c++ -c /var/tmp/check.a1/test.cpp", "c++ -x c++ -c -",
                          "c++ -x c++ -c /dev/null"});
  const Sources sources = project.sources();
  CHECK(names_of(sources) == Names{"CompilerIdC/a.cpp", "conftest_plugin.cpp", "x_autogen/b.cpp"});
  REQUIRE(sources.skipped.size() == 1);
  CHECK(sources.skipped[0].cause == SkipCause::probe);
  CHECK(sources.skipped[0].sources.size() == 4);
}

TEST_CASE("a folder that holds sources and the database is no build folder") {
  const FixtureProject project;
  project.write("shop/CMakeCache.txt", "\n");
  for (const char* file : {"shop/a.cpp", "shop/scan.l"}) project.write(file, "\n");
  project.write("shop/compile_commands.json",
                R"([{"directory": ".", "file": "a.cpp", "command": "c++ -c a.cpp"},
                    {"directory": ".", "file": "gone.cpp", "command": "c++ -c gone.cpp"},
                    {"directory": ".", "file": "moc_a.cpp", "command": "c++ -c moc_a.cpp"},
                    {"directory": ".", "file": "scan.c", "command": "cc -c scan.c"}])");
  SourceRequest request;
  request.root = project.root();
  request.builds.push_back({(project.root() / "shop").string(), ""});
  const Sources sources = find_sources(request);
  REQUIRE(skipped_for(sources, "does not exist") != nullptr);
  CHECK(skipped_for(sources, "does not exist")->sources == Names{"gone.cpp"});
  REQUIRE(skipped_for(sources, "has not done so yet") != nullptr);
  CHECK(skipped_for(sources, "has not done so yet")->sources == Names{"moc_a.cpp", "scan.c"});
}

TEST_CASE("a header that is checked is read, and one for a precompiled header comes in its place") {
  const FixtureProject project;
  for (const char* file : {"a.cpp", "api.hpp", "pch.h"}) project.write(file, "\n");
  project.write_commands({"c++ -x c++-header -fsyntax-only api.hpp", "c++ -x c++-header -o out/pch.h.pch pch.h",
                          "c++ -include-pch out/pch.h.pch -c a.cpp"});
  const Sources sources = project.sources();
  REQUIRE(names_of(sources) == Names{"a.cpp", "api.hpp"});
  const std::vector<std::string>& arguments = sources.commands[0].arguments;
  CHECK(std::find(arguments.begin(), arguments.end(), (project.root() / "pch.h").string()) != arguments.end());
}

TEST_CASE("a faulty entry is named and counts against the run") {
  const FixtureProject project;
  project.write("a.cpp", "\n");
  project.write("compile_commands.json", R"([{"directory": ".", "file": "a.cpp", "command": "c++ -c a.cpp"}, {}])");
  const Sources sources = project.sources();
  CHECK(names_of(sources) == Names{"a.cpp"});
  REQUIRE(sources.skipped.size() == 1);
  CHECK(sources.skipped[0].matters);
  CHECK(sources.skipped[0].sources == Names{"compile_commands.json: entry 2 has no \"file\""});
}

}  // namespace loadline::test

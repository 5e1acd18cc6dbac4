// C++20 modules are read from their sources: who provides what, in which order, and what is used through an import.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>

#include "analyzers/facts/stored_facts.h"
#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {
namespace {

using Texts = std::vector<std::string>;

std::string path_of(const Program& program, FileIndex file) {
  return file == kNone ? "nothing" : std::string(program.files()[file].path);
}

// "a/use.cpp:1 module b/store.cppm", sorted by place.
Texts imports(const Program& program) {
  Texts found;
  for (const Include& include : program.includes()) {
    if (include.import_kind == ImportKind::none) continue;
    found.push_back(path_of(program, include.from) + ":" + std::to_string(include.line) + " " +
                    std::string(name_of(include.import_kind)) + " " + path_of(program, include.to));
  }
  return found;
}

// "a/use.cpp call b::Store::get" for every reference between files of the project, each once.
Texts uses(const Program& program) {
  Texts found;
  for (const Reference& reference : program.references()) {
    const FileIndex to = program.file_of(reference.to);
    if (to == kNone || to == reference.file) continue;
    found.push_back(path_of(program, reference.file) + " " + std::string(name_of(reference.kind())) + " " +
                    std::string(program.symbols()[reference.to].name));
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

bool has(const Texts& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

void write_store(const FixtureProject& project, const std::string& suffix = ".cppm") {
  project.write("b/store" + suffix,
                "export module store;\nexport namespace b {\nstruct Store { int get(int key) { return key; } };\n}\n");
  project.write("a/use.cpp", "import store;\nint use() { b::Store s; return s.get(1); }\n");
}

void check_store(const FixtureProject& project, const std::string& suffix = ".cppm") {
  const ExtractionResult result = extract(project);
  for (const Problem& problem : result.program.problems()) FAIL_CHECK(problem.message);
  CHECK(imports(result.program) == Texts{"a/use.cpp:1 module b/store" + suffix});
  CHECK(has(uses(result.program), "a/use.cpp call b::Store::get"));
  CHECK(has(uses(result.program), "a/use.cpp type b::Store"));
}

}  // namespace

TEST_CASE("a module is found from the sources, with the flags of each compiler and without what the build makes") {
  for (const char* flags : {"clang++ -std=gnu++20 @CMakeFiles/x.dir/use.cpp.o.modmap",
                            "clang++ -std=c++20 -fmodule-file=store=store.pcm -fprebuilt-module-path=pcm",
                            "g++ -std=gnu++20 -fmodules-ts -fmodule-mapper=x.modmap -fdeps-format=p1689r5 -x c++",
                            "g++ -std=c++17 -fmodules-ts", "g++ -fmodules-ts -Mno-modules", "g++ -std=c++23 -fmodules",
                            "clang++ -std=c++20 -x c++-module -fmodule-output=store.pcm"}) {
    for (const std::string suffix : {".cppm", ".ixx", ".mpp", ".mxx", ".cxxm", ".cpp"}) {
      INFO(flags << " " << suffix);
      const FixtureProject project;
      write_store(project, suffix);
      const std::string command = flags;
      project.write_commands({command + " -c a/use.cpp", command + " -c b/store" + suffix});
      check_store(project, suffix);
    }
  }
}

TEST_CASE("partitions, implementation units and re-exports are read as one module") {
  const FixtureProject project;
  project.write("shop/shop.cppm", "export module shop;\nexport import :cart;\nimport :detail;\nexport int total();\n");
  project.write("shop/cart.cppm",
                "export module shop:cart;\nexport import money;\nexport struct Cart { Money sum; };\n");
  project.write("shop/detail.cpp", "module shop:detail;\nint rounded(int n) { return n; }\n");
  project.write("shop/shop.cpp",
                "module;\n#include <cstdlib>\nmodule shop;\nint total() { return rounded(std::abs(-1)); }\n");
  project.write("money/money.cppm", "export module money;\nexport struct Money { int cents = 0; };\n");
  project.write("main.cpp", "import shop;\nint main() { Cart c; Money m = c.sum; return total() + m.cents; }\n");
  project.write_commands({"c++ -std=c++20 -c main.cpp", "c++ -std=c++20 -c money/money.cppm",
                          "c++ -std=c++20 -c shop/cart.cppm", "c++ -std=c++20 -c shop/detail.cpp",
                          "c++ -std=c++20 -c shop/shop.cpp", "c++ -std=c++20 -c shop/shop.cppm"});
  const Program program = extract(project).program;
  for (const Problem& problem : program.problems()) FAIL_CHECK(problem.message);
  CHECK(imports(program) == Texts{"main.cpp:1 module shop/shop.cppm", "shop/cart.cppm:2 exported money/money.cppm",
                                  "shop/shop.cpp:3 own shop/shop.cppm", "shop/shop.cppm:2 exported shop/cart.cppm",
                                  "shop/shop.cppm:3 module shop/detail.cpp"});
  const Texts found = uses(program);
  CHECK(has(found, "main.cpp call total"));
  CHECK(has(found, "main.cpp type Cart"));
  CHECK(has(found, "main.cpp read Money::cents"));
  CHECK(has(found, "shop/shop.cpp call rounded"));
  CHECK(has(found, "shop/cart.cppm type Money"));
}

TEST_CASE("header units give what their headers give, macros too") {
  const FixtureProject project;
  project.write("b/limits.h", "#pragma once\n#define MOST 3\nnamespace b { int limit(); }\n");
  project.write(
      "a/use.cpp",
      "import <vector>;\nexport import \"b/limits.h\";\nint use() { std::vector<int> v(MOST); return b::limit(); }\n");
  project.write_database("c++20", {"-I."});
  const Program program = extract(project).program;
  for (const Problem& problem : program.problems()) FAIL_CHECK(problem.message);
  CHECK(has(imports(program), "a/use.cpp:2 header b/limits.h"));
  CHECK(has(uses(program), "a/use.cpp call b::limit"));
  CHECK(has(uses(program), "a/use.cpp macro MOST"));
}

TEST_CASE("import std stands for the headers of the standard library") {
  const FixtureProject project;
  project.write("b/store.cppm",
                "export module store;\nimport std;\nexport namespace b {\nstruct Store { std::string name; int get() { "
                "return 1; } };\n}\n");
  project.write("a/use.cpp",
                "import std;\nimport store;\nint use() { std::vector<b::Store> all(3); return all[0].get(); }\n");
  project.write("a/plain.cpp", "import std.compat;\nint plain() { return std::vector<int>{1}.front(); }\n");
  project.write_database("c++23");
  const Program program = extract(project).program;
  for (const Problem& problem : program.problems()) FAIL_CHECK(problem.message);
  CHECK(has(uses(program), "a/use.cpp call b::Store::get"));
  CHECK(has(imports(program), "a/use.cpp:1 module nothing"));
}

TEST_CASE("a module that nothing provides is named and costs the line that imports it") {
  const FixtureProject project;
  project.write("a.cpp", "import gone.away;\nint f() { return 1; }\n");
  project.write_database("c++20");
  const ExtractionResult result = extract(project);
  REQUIRE(result.program.problems().size() == 1);
  CHECK(result.program.problems()[0].kind == ProblemKind::missing_module);
  CHECK(result.program.problems()[0].message == "gone.away");
  CHECK(result.report.units.at(0).lost_lines == 1);
}

TEST_CASE("modules that import each other in a cycle are read as far as they can be, and say so") {
  const FixtureProject project;
  project.write("x.cppm", "export module x;\nimport y;\nexport int x() { return 1; }\n");
  project.write("y.cppm", "export module y;\nimport x;\nexport int y() { return x(); }\n");
  project.write_database("c++20");
  const ExtractionResult result = extract(project);
  CHECK(!result.program.problems().empty());
  CHECK(result.report.units.size() == 2);
}

TEST_CASE("of two modules with one name the nearest is meant") {
  const FixtureProject project;
  for (const std::string name : {"one", "two"}) {
    project.write(name + "/config.cppm", "export module config;\nexport int " + name + "() { return 1; }\n");
    project.write(name + "/main.cpp", "import config;\nint run_" + name + "() { return " + name + "(); }\n");
  }
  project.write_database("c++20");
  const Program program = extract(project).program;
  for (const Problem& problem : program.problems()) FAIL_CHECK(problem.message);
  CHECK(imports(program) == Texts{"one/main.cpp:1 module one/config.cppm", "two/main.cpp:1 module two/config.cppm"});
}

// Eight modules in a chain, each with the standard library in its global fragment.
void write_chain(const FixtureProject& project) {
  for (int i = 0; i < 8; ++i) {
    const std::string n = std::to_string(i), below = std::to_string(i - 1);
    project.write("m" + n + ".cppm",
                  std::string("module;\n#include <map>\n#include <string>\n#include <vector>\n") +
                      (i % 2 == 0 ? "#include <cstddef>\n#include <cstdio>\n" : "") + "export module m" + n + ";\n" +
                      (i > 0 ? "import m" + below + ";\n" : "") + "export template <class T> struct Box" + n +
                      " { std::vector<T> all; int size() const { return static_cast<int>(all.size()); } };\n" +
                      "export std::map<std::string, int> table" + n + "();\n" + "export int f" + n + "() { Box" + n +
                      "<int> b; return b.size()" + (i > 0 ? " + f" + below + "()" : "") + "; }\n");
  }
  project.write("main.cpp",
                "#include <string>\n#include <map>\nimport m7;\nimport m3;\nint main() { Box3<int> b; "
                "std::map<std::string, int> t = table7(); return f7() + b.size() + t[\"x\"]; }\n");
}

TEST_CASE("what is kept of interfaces and precompiled headers changes no fact") {
  const FixtureProject project;
  write_chain(project);
  project.write_database("c++20");
  const auto kept = make_memory_store();
  const ExtractionResult with = extract(project.sources(), *kept, 2, true);
  const ExtractionResult without = extract(project.sources(), *make_memory_store(), 1, false);
  REQUIRE(with.units.size() == without.units.size());
  for (const Problem& problem : with.program.problems()) FAIL_CHECK(problem.message);
  for (std::size_t i = 0; i < with.units.size(); ++i) {
    INFO(with.units[i].path(0));
    CHECK((encode_facts(with.units[i]) == encode_facts(without.units[i])));
  }
  CHECK(with.json() == without.json());
  CHECK(with.report.precompiled.parsed_again.empty());
  REQUIRE(with.report.precompiled.headers.size() == 1);
  CHECK(with.report.precompiled.headers[0].units == with.units.size());
  const ExtractionResult warm = extract(project.sources(), *kept, 1, true);
  CHECK(warm.report.parsed == 0);
  CHECK(warm.json() == with.json());
}

TEST_CASE("a change to an interface reads again those that import it, directly or not, and no other") {
  const FixtureProject project;
  write_chain(project);
  project.write("other.cpp", "int other() { return 1; }\n");
  project.write_database("c++20");
  const auto store = make_memory_store();
  extract(project, *store);
  project.write("m5.cppm", project.read("m5.cppm") + "export int more() { return 2; }\n");
  const ExtractionResult changed = extract(project, *store);
  CHECK(changed.report.parsed == 4);  // m5, m6, m7, main
  CHECK(changed.json() == extract(project).json());
}

}  // namespace loadline::test

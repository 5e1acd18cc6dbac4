// Patterns that mean exactly the modules which were found.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <random>

#include "analyzers/questions/module_patterns.h"
#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;

namespace {

using Patterns = std::vector<std::vector<std::string>>;

BuildTarget library(const std::string& name, const std::vector<std::string>& sources) {
  return {name, false, true, sources, {}};
}

}  // namespace

TEST_CASE("a folder of one module is one pattern", "[module_patterns]") {
  const Program program = program_from_text("db/a.cc -> db/sql/b.h\nnet/c.cc\n");
  CHECK(patterns_of(program, Modules(program, {}, {})) == Patterns{{"db/**"}, {"net/**"}});
}

TEST_CASE("a folder that modules share is divided file by file", "[module_patterns]") {
  const Program program = program_from_text("x/a.cc\nx/b.cc\nx/in/c.cc\ny/d.cc\n");
  const Modules modules(program, {}, {library("p", {"x/a.cc", "x/in/c.cc"}), library("q", {"x/b.cc", "y/d.cc"})});
  CHECK(patterns_of(program, modules) == Patterns{{"x/a.cc", "x/in/**"}, {"x/b.cc", "y/**"}});
}

TEST_CASE("files of a folder whose sub-folders belong elsewhere", "[module_patterns]") {
  const Program program = program_from_text("x/a.cc\nx/b.cc\nx/in/c.cc\n");
  const Modules modules(program, {}, {library("p", {"x/a.cc", "x/b.cc"}), library("q", {"x/in/c.cc"})});
  CHECK(patterns_of(program, modules) == Patterns{{"x/*"}, {"x/in/**"}});
}

TEST_CASE("characters that a pattern would obey do not widen it beyond one character", "[module_patterns]") {
  const Program program = program_from_text("x/a*b.cc\nx/[c].cc\n");
  const Modules modules(program, {}, {library("p", {"x/a*b.cc"}), library("q", {"x/[c].cc"})});
  CHECK(patterns_of(program, modules) == Patterns{{"x/a?b.cc"}, {"x/?c?.cc"}});
}

TEST_CASE("declared with these patterns, every file stays in its module", "[module_patterns]") {
  std::mt19937 random(4);
  for (int round = 0; round < 100; ++round) {
    std::string text;
    std::vector<BuildTarget> targets = {library("p", {}), library("q", {}), library("r", {})};
    for (int i = 0; i < 12; ++i) {
      std::string path;
      for (std::uint32_t depth = random() % 4; depth > 0; --depth) path += "fgh"[random() % 3] + std::string("/");
      path += "s" + std::to_string(i) + ".cc";
      text += path + "\n";
      targets[random() % 3].sources.push_back(path);
    }
    const Program program = program_from_text(text);
    const Modules found(program, {}, targets);
    Architecture declared;
    const Patterns patterns = patterns_of(program, found);
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      ModuleDeclaration& module = declared.modules.emplace_back();
      module.name = found.all()[i].name;
      for (const std::string& pattern : patterns[i]) module.paths.push_back({pattern, {}});
    }
    const Modules again(program, declared, {});
    CHECK(again.overlaps().empty());
    CHECK(again.unmatched_patterns().empty());
    for (FileIndex file = 0; file < program.files().size(); ++file) {
      REQUIRE(again.of(file) != kNone);
      CHECK(again.all()[again.of(file)].name == found.all()[found.of(file)].name);
    }
  }
}

// What is in the tree and not in the graph.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/readers/unread_files.h"

#include <catch2/catch.hpp>

#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {

using Names = std::vector<std::string>;

TEST_CASE("headers and sources that no unit reads are named, system headers and build folders are not") {
  const FixtureProject project;
  project.write("src/a.cpp", "#include <vector>\n#include \"a.h\"\nint a() { return h(); }\n");
  project.write("src/a.h", "#pragma once\ninline int h() { return 1; }\n");
  project.write("include/unseen.hpp", "#pragma once\n");
  project.write("src/windows.cpp", "\n");
  project.write("build/generated.h", "\n");
  project.write("third_party/x.h", "\n");
  project.write("legacy/old.h", "\n");
  project.write_commands({"c++ -c src/a.cpp"});
  const ExtractionResult result = extract(project);
  const UnreadFiles unread = find_unread_files(project.root(), result.program, {{"legacy/**", {}}});
  CHECK(unread.headers == Names{"include/unseen.hpp"});
  CHECK(unread.sources == Names{"src/windows.cpp"});
}

TEST_CASE("an include in a branch that no command compiles is named with its place") {
  const FixtureProject project;
  project.write("a.cpp",
                "#ifdef _WIN32\n#include \"store.h\"\n#endif\n/*\n#include \"old.h\"\n*/\n// #include \"x.h\"\n"
                "#include \"store.h\"\n");
  project.write("store.h", "#pragma once\n");
  project.write_commands({"c++ -c a.cpp"});
  const ExtractionResult result = extract(project);
  const std::vector<UnreadInclude> includes = find_unread_includes(project.root(), result.program, {});
  REQUIRE(includes.size() == 1);
  CHECK(includes[0].file == "a.cpp");
  CHECK(includes[0].line == 2);
  CHECK(includes[0].spelling == "\"store.h\"");
}

}  // namespace loadline::test

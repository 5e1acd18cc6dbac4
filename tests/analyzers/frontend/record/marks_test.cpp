// Suppression marks in comments.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {

TEST_CASE("a mark opens its comment; a comment that only mentions one is none") {
  const FixtureProject project;
  project.write("a.cpp",
                "int a;  // loadline: allow(hub-module) all need it\n"
                "int b;  /* loadline: allow(god-module, hub-module) for now */\n"
                "int c;  //loadline:allow(god-module)\n"
                "// write `// loadline: allow(god-module) why` on the line\n"
                "//   // loadline: allow(god-module) an example\n"
                "const char* text = \"// loadline: allow(god-module) no comment\";\n");
  project.write_commands({"c++ -c a.cpp"});
  const ExtractionResult result = extract(project);
  std::vector<std::string> marks;
  for (const Mark& mark : result.program.marks()) {
    marks.push_back(std::to_string(mark.where.line) + ": " + std::string(mark.rules) + " | " +
                    std::string(mark.reason));
  }
  CHECK(marks == std::vector<std::string>{"1: hub-module | all need it", "2: god-module, hub-module | for now",
                                          "3: god-module | "});
}

}  // namespace loadline::test

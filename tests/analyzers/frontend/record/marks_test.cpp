// Suppression marks in comments.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {

namespace {

// "2 for 3: rules | reason", or "2 for 3: text ? fault" for what is not understood.
std::vector<std::string> marks_in(const std::string& source) {
  const FixtureProject project;
  project.write("a.cpp", source);
  project.write_commands({"c++ -c a.cpp"});
  const ExtractionResult result = extract(project);
  std::vector<std::string> marks;
  for (const Mark& mark : result.program.marks()) {
    const bool is_faulty = mark.fault != MarkFault::none;
    marks.push_back(
        std::to_string(mark.where.line) + " for " + std::to_string(mark.covered) + ": " + std::string(mark.rules) +
        (is_faulty ? " ? " + std::to_string(static_cast<int>(mark.fault)) : " | " + std::string(mark.reason)));
  }
  return marks;
}

using Marks = std::vector<std::string>;

std::string faulty(int line, const std::string& text, MarkFault fault) {
  return std::to_string(line) + " for " + std::to_string(line + 1) + ": " + text + " ? " +
         std::to_string(static_cast<int>(fault));
}

}  // namespace

TEST_CASE("a mark opens its comment; a comment that only mentions one is not a mark") {
  CHECK(marks_in("int a;  // loadline: allow(hub-module) all need it\n"
                 "int b;  /* loadline: allow(god-module, hub-module) for now */\n"
                 "int c;  //loadline:allow(god-module)\n"
                 "// write `// loadline: allow(god-module) why` on the line\n"
                 "//   // loadline: allow(god-module) an example\n"
                 "// loadline: a tool that has nothing to do with this line\n"
                 "// loadline allows this, and ignores that\n"
                 "const char* text = \"// loadline: allow(god-module) no comment\";\n") ==
        Marks{"1 for 1: hub-module | all need it", "2 for 2: god-module, hub-module | for now",
              "3 for 3: god-module | "});
}

TEST_CASE("a mark after code is for its line, and one above for the next line of code") {
  CHECK(marks_in("int a = 1;  // loadline: allow(hub-module) behind\n"
                 "int b;\n"
                 "// loadline: allow(hub-module) a reason that\n"
                 "// takes two lines\n"
                 "\n"
                 "/* and a comment\n"
                 "   between */ int c;\n"
                 "/* loadline: allow(hub-module) before */ int d;\n"
                 "int f() {\n"
                 "  int k = 3;  // loadline: allow(hub-module) local\n"
                 "  return k;\n"
                 "}\n"
                 "// a comment that goes on \\\n"
                 "   here  loadline: allow(hub-module) is none\n"
                 "// loadline: allow(hub-module) at the end\n") ==
        Marks{"1 for 1: hub-module | behind", "3 for 7: hub-module | a reason that", "8 for 8: hub-module | before",
              "10 for 10: hub-module | local", "15 for 15: hub-module | at the end"});
  CHECK(marks_in("\xef\xbb\xbf// loadline: allow(hub-module) r\r\nint a;\r\n") == Marks{"1 for 2: hub-module | r"});
  CHECK(marks_in("/*\n * loadline: allow(hub-module) in a block\n */\nint a;\n") ==
        Marks{"2 for 4: hub-module | in a block"});
}

TEST_CASE("a mark behind a string of several lines is for its own line", "[marks]") {
  CHECK(marks_in("const char* s = R\"(\n//)\"; // loadline: allow(hub-module) behind\nint a;\n") ==
        Marks{"2 for 2: hub-module | behind"});
  CHECK(marks_in("const char* s = \"a\\\n// b\"; // loadline: allow(hub-module) behind\nint a;\n") ==
        Marks{"2 for 2: hub-module | behind"});
  CHECK(marks_in("int q; \\\n  // loadline: allow(hub-module) behind\nint a;\n") ==
        Marks{"2 for 2: hub-module | behind"});
}

TEST_CASE("what was meant as a mark and is not one is kept with its fault") {
  const std::vector<std::pair<std::string, MarkFault>> faults{
      {"/// loadline: allow(hub-module) r", MarkFault::documentation},
      {"//! loadline: allow(hub-module) r", MarkFault::documentation},
      {"/** loadline: allow(hub-module) r */", MarkFault::documentation},
      {"// loadline: allow hub-module r", MarkFault::no_parentheses},
      {"// loadline: allow(hub-module,", MarkFault::not_closed},
      {"// loadline:", MarkFault::not_closed},
      {"// loadline: allow() r", MarkFault::no_rule},
      {"// loadline: allow-next-line(hub-module) r", MarkFault::unknown_word},
      {"// loadline: ignore(hub-module) r", MarkFault::unknown_word},
      {"// loadline: disable hub-module", MarkFault::unknown_word},
      {"// loadline: skip(hub-module) r", MarkFault::unknown_word},
      {"//// loadline: allow(hub-module) r", MarkFault::documentation},
      {"/*** loadline: allow(hub-module) r */", MarkFault::documentation},
      {"// loadline - allow(hub-module) r", MarkFault::spelling},
      {"// LOADLINE: ALLOW(hub-module) r", MarkFault::spelling},
      {"// loadline allow(hub-module) r", MarkFault::spelling},
      {"// loadline : allow(hub-module) r", MarkFault::spelling},
  };
  for (const auto& [comment, fault] : faults) {
    INFO(comment);
    std::string text = comment.substr(comment.find_first_of("lL"));
    if (text.ends_with(" */")) text.resize(text.size() - 3);
    CHECK(marks_in(comment + "\nint a;\n") == Marks{faulty(1, text, fault)});
  }
  for (const char* comment : {"NOLINT loadline: allow(hub-module) r", "TODO: loadline: allow(hub-module) r",
                              "@loadline: allow(hub-module) r", "[loadline: allow(hub-module) r]"}) {
    CHECK(marks_in("// " + std::string(comment) + "\nint a;\n") == Marks{faulty(1, comment, MarkFault::spelling)});
  }
}

}  // namespace loadline::test

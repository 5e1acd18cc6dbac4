// Commands split as the shell splits them that they were written for.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/command_words.h"

#include <catch2/catch.hpp>

namespace loadline::frontend {

using Words = std::vector<std::string>;

TEST_CASE("a command line is split as a shell would") {
  CHECK(split_command(R"(c++ -DNAME="a b" '-Iwith space' -DQ=\"q\" back\ slash)") ==
        Words{"c++", "-DNAME=a b", "-Iwith space", "-DQ=\"q\"", "back slash"});
  CHECK(split_command("").empty());
  CHECK(split_command("  c++   -c  ") == Words{"c++", "-c"});
  CHECK(split_command("c++ $(rm -rf x) `id` $HOME") == Words{"c++", "$(rm", "-rf", "x)", "`id`", "$HOME"});
}

TEST_CASE("inside single quotes a backslash is a backslash") {
  CHECK(split_command(R"(c++ '-DNAME="a\\b"' '-DPATH="C:\\x"')") ==
        Words{"c++", R"(-DNAME="a\\b")", R"(-DPATH="C:\\x")"});
}

TEST_CASE("inside double quotes a backslash protects only what has a meaning there") {
  CHECK(split_command(R"(c++ "-DA=\"x\"" "-DB=a\nb" "-DC=\\")") == Words{"c++", "-DA=\"x\"", R"(-DB=a\nb)", "-DC=\\"});
}

TEST_CASE("empty words and quotes that do not end are kept") {
  CHECK(split_command("c++ '' \"\" -c") == Words{"c++", "", "", "-c"});
  CHECK(split_command("c++ 'a b") == Words{"c++", "a b"});
}

TEST_CASE("a compiler that only Windows names is called as Windows calls programs") {
  CHECK(split_command(R"(C:\PROGRA~1\bin\cl.exe /IC:\inc /DNAME=\"x\" /c src\a.cpp)") ==
        Words{R"(C:\PROGRA~1\bin\cl.exe)", R"(/IC:\inc)", "/DNAME=\"x\"", "/c", R"(src\a.cpp)"});
  CHECK(split_command(R"("C:/Program Files/cl.exe" /c a.cpp)") == Words{"C:/Program Files/cl.exe", "/c", "a.cpp"});
}

}  // namespace loadline::frontend

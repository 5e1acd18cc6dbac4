// The call of the compiler inside what a build runs.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/compiler_call.h"

#include <catch2/catch.hpp>

#include "analyzers/frontend/commands/command_words.h"

namespace loadline::frontend {
namespace {

using Words = std::vector<std::string>;

CompilerCall call_in(const std::string& command, const std::string& file = "a.cpp") {
  return compiler_call({"/project", file, split_command(command), ""});
}

}  // namespace

TEST_CASE("a compiler is known by its name") {
  for (const char* name : {"g++", "/usr/bin/gcc-12", "clang++-19", "arm-none-eabi-g++", "x86_64-linux-gnu-gcc-13.2",
                           "clang-cl.exe", "C:\\bin\\cl.exe", "nvcc", "cc"}) {
    INFO(name);
    CHECK(is_compiler(name));
  }
  for (const char* name : {"ccache", "clang-tidy", "ar", "ld", "cmake", "python3", "gcc-ar", "clang-format-19"}) {
    INFO(name);
    CHECK_FALSE(is_compiler(name));
  }
}

TEST_CASE("launchers around the compiler are taken off, however many") {
  const Words expected{"g++", "-DX", "-c", "a.cpp"};
  for (const char* launcher :
       {"ccache", "ccache distcc", "/usr/bin/env LANG=C", "CCACHE_DISABLE=1", "nice -n 10", "time", "cmake -E env A=B",
        "some-new-launcher --flag=1", "cmake -E __run_co_compile --tidy=clang-tidy;-x --source=a.cpp --"}) {
    INFO(launcher);
    const CompilerCall call = call_in(std::string(launcher) + " g++ -DX -c a.cpp");
    CHECK(call.arguments == expected);
    CHECK(call.compiles);
  }
}

TEST_CASE("of a shell's steps the one that compiles counts, in the folder where it runs") {
  const CompilerCall call = call_in(": && cd sub && g++ -c a.cpp -o a.o && :");
  CHECK(call.arguments == Words{"g++", "-c", "a.cpp", "-o", "a.o"});
  CHECK(call.directory == "/project/sub");
}

TEST_CASE("steps that link, archive or look at sources do not compile") {
  CHECK_FALSE(call_in("g++ a.o b.o -o app", "a.o").compiles);
  CHECK_FALSE(call_in("/usr/bin/ar qc libx.a a.o").compiles);
  CHECK_FALSE(call_in("clang-tidy -p build a.cpp").compiles);
  CHECK_FALSE(call_in("clang-tidy a.cpp -- g++ -Iinc").compiles);
  CHECK_FALSE(call_in("python3 generate.py a.in", "a.in").compiles);
}

TEST_CASE("compiling and linking in one step compiles, and so does an unknown compiler that is asked to") {
  CHECK(call_in("g++ a.cpp b.o -o app").compiles);
  CHECK(call_in("/opt/vendor/compile -Iinc -c a.cpp").compiles);
}

TEST_CASE("the marks between steps need no blanks around them") {
  for (const char* command : {"cd sub; g++ -c a.cpp", "cd sub&&g++ -c a.cpp", "cd sub;g++ -c a.cpp;:",
                              "(cd sub && g++ -c a.cpp)", "(cd other; ls); cd sub || exit; g++ -c a.cpp"}) {
    INFO(command);
    const CompilerCall call = call_in(command);
    CHECK(call.compiles);
    CHECK(call.directory == "/project/sub");
    CHECK(call.arguments == Words{"g++", "-c", "a.cpp"});
  }
  CHECK(call_in("g++ -DLIST=a;b -DF(x)=x -c a.cpp").arguments == Words{"g++", "-DLIST=a;b", "-DF(x)=x", "-c", "a.cpp"});
}

TEST_CASE("of several steps that compile the one for the file of the entry counts") {
  const CompilerCall call = call_in("gcc -c gen.c && cd sub && g++ -Iinc -c ../a.cpp && g++ -c other.cpp");
  CHECK(call.arguments == Words{"g++", "-Iinc", "-c", "../a.cpp"});
  CHECK(call.directory == "/project/sub");
}

TEST_CASE("search paths in the environment are include folders") {
  const Words system{"g++", "-c", "a.cpp", "-isystem", "x", "-isystem", "y"};
  CHECK(call_in("env CPLUS_INCLUDE_PATH=x:y C_INCLUDE_PATH=z g++ -c a.cpp").arguments == system);
  CHECK(call_in("export CPLUS_INCLUDE_PATH=x:y; g++ -c a.cpp").arguments == system);
  CHECK(call_in("CPATH=x:$CPATH g++ -c a.cpp").arguments == Words{"g++", "-c", "a.cpp", "-Ix"});
}

TEST_CASE("a script that a shell is given is looked into") {
  const Words expected{"g++", "-Iinc", "-c", "a.cpp"};
  for (const char* command : {"/bin/sh -c 'g++ -Iinc -c a.cpp'", "bash -ec 'cd . && g++ -Iinc -c a.cpp'"}) {
    INFO(command);
    CHECK(call_in(command).arguments == expected);
  }
  CHECK(call_in(R"(cmd.exe /C "cd . && g++.exe -Iinc -c a.cpp")").arguments ==
        Words{"g++.exe", "-Iinc", "-c", "a.cpp"});
}

TEST_CASE("a wrapper may name the source before the compiler") {
  CHECK(call_in("python3 wrap.py --dep a.d a.cpp -- g++ -Iinc -c a.cpp").arguments ==
        Words{"g++", "-Iinc", "-c", "a.cpp"});
}

}  // namespace loadline::frontend

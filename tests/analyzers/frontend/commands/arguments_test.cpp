// Compile arguments as build systems write them, made fit for Clang.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/arguments.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "analyzers/frontend/commands/command_words.h"
#include "tests/tool/temporary_folder.h"

namespace loadline::frontend {
namespace {

using Words = std::vector<std::string>;

// "-D", "X" and "-DX" mean the same.
Words joined(const Words& words) {
  Words result;
  for (const std::string& word : words) {
    const bool continues = !result.empty() && (result.back() == "-D" || result.back() == "-U" || result.back() == "-I");
    continues ? void(result.back() += word) : result.push_back(word);
  }
  return result;
}

CleanArguments clean(const std::string& command, const std::string& directory = "/") {
  CleanArguments cleaned = clean_arguments(split_command(command), directory);
  cleaned.arguments = joined(cleaned.arguments);
  return cleaned;
}

// The arguments after the compiler.
Words kept(const std::string& command, const std::string& directory = "/") {
  Words words = clean(command, directory).arguments;
  if (!words.empty()) words.erase(words.begin());
  return words;
}

const ArgumentChange* change_of(const CleanArguments& cleaned, const std::string& argument) {
  const auto found = std::find_if(cleaned.changes.begin(), cleaned.changes.end(), [&](const ArgumentChange& change) {
    return change.argument.find(argument) != std::string::npos;
  });
  return found == cleaned.changes.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("what shapes the code is kept") {
  CHECK(kept("c++ -std=c++20 -DA=1 -UB -Iinc -isystem sys -iquote q -include pre.h -fno-exceptions -fno-rtti a.cpp") ==
        Words{"-std=c++20", "-DA=1", "-UB", "-Iinc", "-isystem", "sys", "-iquote", "q", "-include", "pre.h",
              "-fno-exceptions", "-fno-rtti"});
  CHECK(kept("cc -x c -m32 -march=native -pthread -funsigned-char --sysroot=/opt/s a.c").size() >= 5);
}

TEST_CASE("the inputs are separated from the arguments") {
  CHECK(clean("c++ -c a.cpp -o a.o").inputs == Words{"a.cpp"});
  CHECK(clean("c++ -c -- a.cpp").inputs == Words{"a.cpp"});
  CHECK(clean("c++").inputs.empty());
}

TEST_CASE("outputs, warnings, code generation and linking are dropped, which does not matter") {
  const std::string command =
      "g++ -Wall -Werror -Wno-foo -pedantic -O3 -g3 -fPIC -fsanitize=undefined -flto -MD -MF a.d -MT a.o -o a.o "
      "-lfoo -L/lib -shared -Wl,-z,now -pipe -c a.cpp";
  CHECK(kept(command).empty());
  for (const ArgumentChange& change : clean(command).changes) {
    INFO(change.argument << ": " << change.reason);
    CHECK_FALSE(change.matters);
    CHECK_FALSE(change.reason.empty());
  }
}

TEST_CASE("an argument unknown to Clang is dropped and said to matter") {
  const CleanArguments cleaned = clean("g++ -fno-such-thing -mweird=3 -std=c++17 -c a.cpp");
  CHECK(Words{"g++", "-std=c++17"} == cleaned.arguments);
  REQUIRE(change_of(cleaned, "-fno-such-thing") != nullptr);
  CHECK(change_of(cleaned, "-fno-such-thing")->matters);
}

TEST_CASE("code that the command would load into the compiler is not loaded") {
  for (const char* plugin : {"-fplugin=evil.so", "-fpass-plugin=evil.so", "-Xclang -load -Xclang evil.so",
                             "-Xclang -add-plugin -Xclang evil", "-B/evil", "-specs=evil.specs", "-mllvm -load=evil.so",
                             "--config=evil.cfg", "-Xclang -plugin-arg-x -Xclang evil"}) {
    INFO(plugin);
    const CleanArguments cleaned = clean("c++ " + std::string(plugin) + " -DKEPT -c a.cpp");
    CHECK(cleaned.arguments == Words{"c++", "-DKEPT"});
    CHECK_FALSE(cleaned.changes.empty());
  }
}

TEST_CASE("a precompiled header is dropped, the header it was made from is kept") {
  CHECK(kept("c++ -Xclang -include-pch -Xclang a.pch -Xclang -include -Xclang a.hxx -c a.cpp") ==
        Words{"-include", "a.hxx"});
  CHECK(kept("c++ -include-pch a.pch -DX -c a.cpp") == Words{"-DX"});
  CHECK(kept("g++ -Winvalid-pch -include a.hxx -c a.cpp") == Words{"-include", "a.hxx"});
  CHECK(kept("c++ -fpch-instantiate-templates -Xclang -emit-pch -DX -c a.cpp").back() == "-DX");
}

TEST_CASE("an empty command cleans to nothing") {
  CHECK(clean_arguments({}, "/").arguments.empty());
  CHECK(clean_arguments({}, "/").inputs.empty());
}

TEST_CASE("response files are read, relative to the command's folder and inside each other") {
  const test::TemporaryFolder folder;
  folder.write("flags.rsp", "-DA -DB=\"b c\" @sub/more.rsp");
  folder.write("sub/more.rsp", "-DC");
  CHECK(kept("c++ @flags.rsp -DD -c a.cpp", folder.path().string()).size() >= 3);
  const Words words = kept("c++ @flags.rsp -DD -c a.cpp", folder.path().string());
  CHECK(words.front() == "-DA");
  CHECK(words.back() == "-DD");
}

TEST_CASE("a missing response file and one that includes itself leave the rest of the command") {
  const test::TemporaryFolder folder;
  folder.write("loop.rsp", "-DA @loop.rsp");
  for (const char* name : {"@nowhere.rsp", "@loop.rsp"}) {
    INFO(name);
    const CleanArguments cleaned = clean("c++ " + std::string(name) + " -DKEPT -c a.cpp", folder.path().string());
    CHECK(std::count(cleaned.arguments.begin(), cleaned.arguments.end(), "-DKEPT") == 1);
    CHECK(cleaned.inputs == Words{"a.cpp"});
    CHECK(change_of(cleaned, "@") != nullptr);
  }
}

TEST_CASE("response files that name each other without end are given up") {
  const test::TemporaryFolder folder;
  for (int i = 0; i < 24; ++i) {
    const std::string next = "@r" + std::to_string(i + 1) + ".rsp";
    folder.write("r" + std::to_string(i) + ".rsp", next + " " + next);
  }
  folder.write("r24.rsp", "-DX");
  const CleanArguments cleaned = clean("c++ @r0.rsp -c a.cpp", folder.path().string());
  CHECK(cleaned.inputs == Words{"a.cpp"});
  const ArgumentChange* change = change_of(cleaned, "@");
  REQUIRE(change != nullptr);
  CHECK(change->argument == "@r0.rsp");
}

TEST_CASE("preprocessor options that -Wp and -Xpreprocessor hide come out, without their outputs") {
  CHECK(kept("g++ -Wp,-DX=1,-MD,a.d,-Iinc -c a.cpp") == Words{"-DX=1", "-Iinc"});
  CHECK(kept("g++ -Wp,-MMD,a.d -Wp,-include,cfg.h -Wp,-isystem,sys -c a.cpp") ==
        Words{"-include", "cfg.h", "-isystem", "sys"});
  CHECK(kept("c++ -Xpreprocessor -DA -Xpreprocessor -MF -Xpreprocessor x.d -c a.cpp") == Words{"-DA"});
  CHECK(change_of(clean("g++ -Wp,-MD,a.d -c a.cpp"), "-MD") != nullptr);
}

TEST_CASE("a folder after an equals sign is a folder, unless a sysroot takes the place of the sign") {
  CHECK(kept("nvcc -isystem=inc -c a.cpp") == Words{"-isystem", "inc"});
  CHECK(kept("g++ --sysroot=/s -isystem=inc -c a.cpp").back() == "=inc");
}

TEST_CASE("an option without its value is reported and not guessed") {
  const CleanArguments cleaned = clean("c++ -DX a.cpp -I");
  CHECK(cleaned.arguments == Words{"c++", "-DX"});
  CHECK_FALSE(cleaned.changes.empty());
}

TEST_CASE("what other compilers call by another name is kept under Clang's") {
  CHECK(kept("nvcc --include-path src -Xcompiler=-DX,-fPIC --std c++17 -ccbin g++ --compile a.cpp") ==
        Words{"-Isrc", "-DX", "-std=c++17"});
  CHECK(kept("icpx -qopenmp -xCORE-AVX2 -c a.cpp") == Words{"-fopenmp", "-march=haswell"});
  CHECK(kept("nvc++ -mp -c a.cpp") == Words{"-fopenmp"});
  CHECK(kept("clang++ -Xarch_host -DX -Xarch_none -DY -c a.cpp") == Words{"-DX"});
}

TEST_CASE("code may ask for sanitizers") {
  const auto has = [](const std::string& command, const std::string& word) {
    const Words arguments = clean_arguments(split_command(command), "/").arguments;
    return std::find(arguments.begin(), arguments.end(), word) != arguments.end();
  };
  CHECK(has("clang++ -fsanitize=address,undefined -c a.cpp", "-fsanitize=address"));
  CHECK_FALSE(has("clang++ -fsanitize=address -fno-sanitize=all -c a.cpp", "-fsanitize=address"));
  CHECK_FALSE(has("clang++ -fsanitize=cfi -c a.cpp", "-fsanitize=cfi"));
}

TEST_CASE("a configuration file that the command names is read, and one that is missing is named") {
  const test::TemporaryFolder folder;
  folder.write("some.cfg", "# a comment\n-DX\n");
  const CleanArguments read = clean_arguments({"clang++", "--config=some.cfg", "-c", "a.cpp"}, folder.path().string());
  CHECK(joined(read.arguments) == Words{"clang++", "-DX"});
  const CleanArguments missing = clean_arguments({"clang++", "--config", "no.cfg", "a.cpp"}, folder.path().string());
  REQUIRE_FALSE(missing.changes.empty());
  CHECK(missing.changes.front().argument == "--config=no.cfg");
  CHECK(missing.changes.front().matters);
}

TEST_CASE("libc++ is asked for only where it is") {
  const test::TemporaryFolder folder;
  const std::vector<std::string> command{"clang++", "-stdlib=libc++", "--sysroot=" + folder.path().string(), "a.cpp"};
  CHECK(clean_arguments(command, "/").arguments.size() == 2);
  folder.write("usr/include/c++/v1/vector", "");
  CHECK(clean_arguments(command, "/").arguments.size() == 3);
}

}  // namespace loadline::frontend

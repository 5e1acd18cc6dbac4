// Options of cl.exe in the words of GCC.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/cl_arguments.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "analyzers/frontend/commands/arguments.h"
#include "analyzers/frontend/commands/command_words.h"
#include "tests/tool/temporary_folder.h"

namespace loadline::frontend {
namespace {

using Words = std::vector<std::string>;

CleanArguments clean(const std::string& command, const std::string& directory = "/") {
  return clean_arguments(split_command(command), directory);
}

std::string text_of(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += word + ' ';
  return text;
}

bool has(const CleanArguments& cleaned, const std::string& words) {
  return text_of(cleaned.arguments).find(words + ' ') != std::string::npos;
}

}  // namespace

TEST_CASE("what shapes the code is translated, with a slash or a dash") {
  for (const char* command : {R"(cl.exe /nologo /TP /DX=1 /I inc /FIpre.h /std:c++20 /GR- /EHsc /FoA.obj /c a.cpp)",
                              R"(cl.exe -nologo -TP -DX=1 -I inc -FIpre.h -std:c++20 -GR- -EHsc -FoA.obj -c a.cpp)"}) {
    INFO(command);
    const CleanArguments cleaned = clean(command);
    INFO(text_of(cleaned.arguments));
    CHECK(has(cleaned, "-I inc"));
    CHECK(has(cleaned, "-include pre.h"));
    CHECK(has(cleaned, "-std=c++20"));
    CHECK(has(cleaned, "-fno-rtti"));
    CHECK(has(cleaned, "-x c++"));
    CHECK(text_of(cleaned.arguments).find("X=1") != std::string::npos);
    CHECK(cleaned.inputs == Words{"a.cpp"});
    CHECK(std::none_of(cleaned.changes.begin(), cleaned.changes.end(),
                       [](const ArgumentChange& change) { return change.matters; }));
  }
}

TEST_CASE("system folders, the runtime library and what Windows calls them are known") {
  const CleanArguments cleaned = clean(R"(clang-cl /imsvc sdk /external:Iext /MDd /J /std:c++latest -c -- a.cpp)");
  INFO(text_of(cleaned.arguments));
  CHECK(has(cleaned, "-isystem sdk"));
  CHECK(has(cleaned, "-isystem ext"));
  CHECK(has(cleaned, "-funsigned-char"));
  CHECK(has(cleaned, "-std=c++23"));
  for (const char* macro : {"_DEBUG=1", "_DLL=1", "_WIN32=1", "_MSC_VER="}) {
    INFO(macro);
    CHECK(text_of(cleaned.arguments).find(macro) != std::string::npos);
  }
}

TEST_CASE("response files of cl are quoted as Windows quotes") {
  const test::TemporaryFolder folder;
  folder.write("a.rsp", R"(/DNAME=\"x\" /Isub\inc)");
  const CleanArguments cleaned = clean("cl.exe @a.rsp /c a.cpp", folder.path().string());
  INFO(text_of(cleaned.arguments));
  CHECK(has(cleaned, "-I sub/inc"));
  CHECK(text_of(cleaned.arguments).find("NAME=\"x\"") != std::string::npos);
}

TEST_CASE("absolute paths of a command for GCC are not options of cl") {
  const test::TemporaryFolder folder;
  folder.write("Users/a.cpp", "");
  const std::string source = (folder.path() / "Users/a.cpp").string();
  CHECK_FALSE(is_cl_command({"g++", "-c", source}));
  CHECK(clean("clang-cl -c " + source).inputs == Words{source});
}

TEST_CASE("an option that nobody knows is dropped and said to matter") {
  const CleanArguments cleaned = clean("cl.exe /no-such-option /c a.cpp");
  const auto found = std::find_if(cleaned.changes.begin(), cleaned.changes.end(), [](const ArgumentChange& change) {
    return change.argument.find("no-such-option") != std::string::npos;
  });
  REQUIRE(found != cleaned.changes.end());
  CHECK(found->matters);
}

TEST_CASE("code for Windows and Microsoft's compiler is chosen, and of clang-cl that of Clang") {
  const CleanArguments plain = clean(R"(C:\VC\bin\Hostx64\x86\cl.exe /std:c++17 /EHsc /c a.cpp)");
  INFO(text_of(plain.arguments));
  for (const char* words : {"-U __linux__", "-U __GNUC__", "-U __clang__", "-D _MSVC_LANG=201703L", "-D _CPPUNWIND=1",
                            "-D _CPPRTTI=1", "-D _M_IX86=600"}) {
    INFO(words);
    CHECK(has(plain, words));
  }
  const CleanArguments clang = clean("clang-cl /GR- -mavx2 /openmp -Xclang -fno-deprecated-macro -c a.cpp");
  INFO(text_of(clang.arguments));
  for (const char* words : {"-U __linux__", "-D _M_X64=100", "-mavx2", "-fopenmp", "-Xclang -fno-deprecated-macro"}) {
    INFO(words);
    CHECK(has(clang, words));
  }
  for (const char* words : {"-U __clang__", "-D _CPPRTTI=1", "-D _CPPUNWIND=1"}) {
    INFO(words);
    CHECK_FALSE(has(clang, words));
  }
}

TEST_CASE("a dropped option is named") {
  const CleanArguments cleaned = clean("cl /nologo /W4 /arch:AVX2 /c a.cpp");
  CHECK(has(cleaned, "-mavx2"));
  const auto names = [&](const std::string& option) {
    return std::any_of(cleaned.changes.begin(), cleaned.changes.end(),
                       [&](const ArgumentChange& change) { return change.argument == option; });
  };
  CHECK(names("/nologo"));
  CHECK(names("/W4"));
}

TEST_CASE("Intel's compilers on Windows are written for like cl") {
  for (const char* program : {"icx.exe", "icx-cl", "icl.exe"}) {
    INFO(program);
    CHECK(has(clean(std::string(program) + " /Iinc /c a.cpp"), "-I inc"));
  }
  CHECK_FALSE(is_cl_command({"icx", "-c", "a.cpp"}));
}

}  // namespace loadline::frontend

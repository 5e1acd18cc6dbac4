// The digest of what the preprocessor hands out tells apart what a parser would.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/precompiled/preprocessing_digest.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "analyzers/frontend/include_scan.h"
#include "analyzers/frontend/toolchain.h"
#include "tests/tool/temporary_folder.h"

namespace loadline::test {
namespace {

using frontend::IdentifierIndex;

// A source in a folder of headers, and the digest of what it reads.
class Folder {
 public:
  void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }

  std::uint64_t read(const std::string& source) const {
    write("a.cpp", source);
    const frontend::FilePaths paths(folder_.path(), folder_.path());
    const CompileCommand command{(folder_.path() / "a.cpp").string(), folder_.path().string(), {"c++", "-I."}};
    frontend::Toolchain toolchain(paths);
    frontend::ScanService service;
    IdentifierIndex identifiers;
    return frontend::scan_unit(command, toolchain.invocation_for(command), paths, service, identifiers)
        .trace->preprocessed;
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("headers that do not know of each other are read the same in any order") {
  const Folder folder;
  folder.write("size.h", "#pragma once\n#define SIZE 4\nint sized[SIZE];\n");
  folder.write("free.h", "#pragma once\nint is_free();\n");
  CHECK(folder.read("#include \"size.h\"\n#include \"free.h\"\n") ==
        folder.read("#include \"free.h\"\n#include \"size.h\"\n"));
}

TEST_CASE("a macro of one header that another one mentions makes their order matter") {
  const Folder folder;
  folder.write("size.h", "#pragma once\n#define SIZE 4\n");
  folder.write("code.h", "#pragma once\nint sized(int SIZE);\n");
  folder.write("test.h", "#pragma once\n#ifdef SIZE\nint is_sized();\n#endif\n");
  const auto either_way = [&](const std::string& a, const std::string& b) {
    return folder.read("#include \"" + a + "\"\n#include \"" + b + "\"\n") ==
           folder.read("#include \"" + b + "\"\n#include \"" + a + "\"\n");
  };
  CHECK_FALSE(either_way("size.h", "code.h"));
  CHECK_FALSE(either_way("size.h", "test.h"));
  CHECK(either_way("code.h", "test.h"));
}

TEST_CASE("a header without a guard of its own that all may include first is read the same whoever does") {
  const Folder folder;
  folder.write("open.h", "#include \"free.h\"\n#ifndef OPEN\n#define OPEN\nint open();\n#endif\n");
  folder.write("free.h", "#pragma once\nint is_free();\n");
  folder.write("x.h", "#pragma once\n#include \"open.h\"\nint x();\n");
  folder.write("y.h", "#pragma once\n#include \"open.h\"\nint y();\n");
  CHECK(folder.read("#include \"x.h\"\n#include \"y.h\"\n") == folder.read("#include \"y.h\"\n#include \"x.h\"\n"));
}

TEST_CASE("what is below a false condition does not count, and what is above does") {
  const Folder folder;
  folder.write(
      "one.h",
      "#pragma once\n#if WIDE\nlong number();\n#elif LONG\nlong long number();\n#else\nint number();\n#endif\n");
  const std::uint64_t neither = folder.read("#include \"one.h\"\n");
  CHECK(folder.read("#define OTHER 1\n#include \"one.h\"\n") == neither);
  CHECK_FALSE(folder.read("#define WIDE 1\n#include \"one.h\"\n") == neither);
  CHECK_FALSE(folder.read("#define LONG 1\n#include \"one.h\"\n") == neither);
}

TEST_CASE("a macro that is taken back before anyone mentions it changes nothing, and its new meaning does") {
  const Folder folder;
  folder.write("user.h", "#pragma once\nint a = LIMIT(3);\n");
  const std::uint64_t plain = folder.read("#include \"user.h\"\n");
  CHECK(folder.read("#define LIMIT(x) x\n#undef LIMIT\n#include \"user.h\"\n") == plain);
  const std::uint64_t defined = folder.read("#define LIMIT(x) x\n#include \"user.h\"\n");
  CHECK(defined != plain);
  CHECK(folder.read("#define LIMIT(y) y\n#include \"user.h\"\n") != defined);
  CHECK(folder.read("#define LIMIT(x) (x)\n#include \"user.h\"\n") != defined);
  CHECK(folder.read("#define LIMIT (x) x\n#include \"user.h\"\n") != defined);
}

TEST_CASE("a pragma that is taken back bears on nothing else, and one that is not on all that comes") {
  const Folder folder;
  folder.write("free.h", "#pragma once\nint is_free();\n");
  folder.write("packed.h", "#pragma once\n#pragma pack(push, 1)\nstruct P { char c; int i; };\n#pragma pack(pop)\n");
  folder.write("packing.h", "#pragma once\n#pragma pack(1)\nstruct Q { char c; int i; };\n");
  folder.write("around.h",
               "#pragma once\n#pragma GCC visibility push(hidden)\n#include \"free.h\"\n#pragma GCC visibility pop\n");
  const auto either_way = [&](const std::string& header) {
    return folder.read("#include \"" + header + "\"\n#include \"free.h\"\n") ==
           folder.read("#include \"free.h\"\n#include \"" + header + "\"\n");
  };
  CHECK(either_way("packed.h"));
  CHECK_FALSE(either_way("packing.h"));
  CHECK_FALSE(either_way("around.h"));
}

}  // namespace loadline::test

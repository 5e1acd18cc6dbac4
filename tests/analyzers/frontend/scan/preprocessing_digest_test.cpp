// The digest of what the preprocessor hands out tells apart what a parser would.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/scan/preprocessing_digest.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "analyzers/calls/call_sites.h"
#include "analyzers/calls/effects.h"
#include "analyzers/frontend/commands/toolchain.h"
#include "analyzers/frontend/scan/include_scan.h"
#include "analyzers/services/api_uses.h"
#include "tests/tool/temporary_folder.h"

namespace loadline::test {
namespace {

using frontend::IdentifierIndex;

// A source in a folder of headers, and the digest of what it reads.
class Folder {
 public:
  void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }

  std::uint64_t read(const std::string& source) const { return read(source, folder_.path(), "-I."); }
  // The headers are those of the system, and no part of the project.
  std::uint64_t read_with_system(const std::string& source) const {
    return read(source, folder_.path() / "project", "-isystem.");
  }

 private:
  std::uint64_t read(const std::string& source, const std::filesystem::path& root, const std::string& option) const {
    write("a.cpp", source);
    const frontend::FilePaths paths(root, root);
    const CompileCommand command{(folder_.path() / "a.cpp").string(), folder_.path().string(), {"c++", option}, ""};
    frontend::Toolchain toolchain(paths);
    frontend::ScanService service;
    IdentifierIndex identifiers;
    return frontend::scan_unit(command, toolchain.invocation_for(command), paths, service, identifiers)
        .trace->preprocessed;
  }

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

TEST_CASE("a typedef that a system header says twice is said once") {
  const Folder folder;
  folder.write("size.h", "typedef unsigned long size_t;\n");
  const std::string once = "#include <size.h>\n", twice = once + once;
  CHECK(folder.read_with_system(once) == folder.read_with_system(twice));
  folder.write("other.h", "int other();\n");
  CHECK(folder.read_with_system("#include <other.h>\n") !=
        folder.read_with_system("#include <other.h>\n#include <other.h>\n"));
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

TEST_CASE("which of two system headers says what a number is called does not matter") {
  const Folder folder;
  const std::string words = "#ifndef pid_defined\ntypedef int pid;\n#define pid_defined\n#endif\n";
  folder.write("first.h", "#pragma once\n#include <stddef.h>\n" + words + "pid first();\n");
  folder.write("second.h", "#ifndef SECOND\n#define SECOND\n" + words + "pid second();\n#endif\n");
  folder.write("other.h", "#pragma once\n#ifndef pid_defined\ntypedef long pid;\n#define pid_defined\n#endif\n");
  folder.write("nested.h", "#pragma once\nnamespace n {\n" + words + "}\n");
  const auto of = [](const std::string& a, const std::string& b) {
    return "#include <" + a + ".h>\n#include <" + b + ".h>\n";
  };
  CHECK(folder.read_with_system(of("first", "second")) == folder.read_with_system(of("second", "first")));
  CHECK_FALSE(folder.read_with_system(of("first", "other")) == folder.read_with_system(of("other", "first")));
  CHECK_FALSE(folder.read_with_system(of("first", "nested")) == folder.read_with_system(of("nested", "first")));
  // In the project it matters where a name is declared.
  CHECK_FALSE(folder.read(of("first", "second")) == folder.read(of("second", "first")));
}

TEST_CASE("conditions count where the scanner does not know which branch is taken") {
  const Folder folder;
  folder.write("told.h", "#pragma once\n#ifdef EARLY\nint early();\n#else\n#define LATE 1\n#endif\nint told();\n");
  folder.write("untold.h", "#pragma once\n#ifdef EARLY\nint early();\n#else\nint late();\n#endif\n");
  folder.write("chain.h", "#pragma once\n#if EARLY\n#define X 1\n#elif LATE\nint late();\n#endif\n");
  for (const std::string name : {"told", "untold"}) {
    const std::string include = "#include \"" + name + ".h\"\n";
    CHECK_FALSE(folder.read("#define EARLY 1\n" + include) == folder.read(include));
  }
  CHECK_FALSE(folder.read("#define LATE 1\n#include \"chain.h\"\n") == folder.read("#include \"chain.h\"\n"));
}

TEST_CASE("a macro whose words stand for nothing is equal to another such one") {
  const Folder folder;
  folder.write("user.h", "#pragma once\nint* open() CLOSE;\n");
  const std::string empty = "#define DEALLOC(function, position)\n", include = "#include \"user.h\"\n";
  const std::uint64_t one = folder.read(empty + "#define CLOSE DEALLOC (close, 1)\n" + include);
  CHECK(folder.read(empty + "#define CLOSE DEALLOC (shut(0), 2)\n" + include) == one);
  CHECK(folder.read(empty + "#define CLOSE DEALLOC (close, 1) noexcept\n" + include) != one);
  CHECK(folder.read("#define CLOSE DEALLOC (close, 1)\n" + include) != one);
}

}  // namespace loadline::test

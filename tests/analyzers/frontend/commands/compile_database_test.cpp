// Finding and reading compile_commands.json, whole and broken.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/compile_database.h"

#include <catch2/catch.hpp>

#include "analyzers/words/user_error.h"
#include "tests/tool/temporary_folder.h"

namespace loadline::frontend {
namespace {

using test::TemporaryFolder;

// What reading `text` as a database complains of; "" when it is fine.
std::string complaint(const std::string& text) {
  const TemporaryFolder folder;
  folder.write("compile_commands.json", text);
  try {
    read_compile_database(folder.path() / "compile_commands.json");
    return "";
  } catch (const UserError& error) {
    CHECK_FALSE(error.hint().empty());
    const std::string what = error.what();
    CHECK(what.find("compile_commands.json") != std::string::npos);
    return what.substr(what.find("compile_commands.json"));
  }
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("entries are read with their command split or their arguments as they are") {
  const TemporaryFolder folder;
  folder.write("compile_commands.json", R"([
 {"directory": "/b", "file": "a.cpp", "command": "c++ '-DX=1 2' -c a.cpp", "output": "a.o"},
 {"directory": "sub", "file": "b.cpp", "arguments": ["c++", "-DX=1 2", "-c", "b.cpp"]}
])");
  const auto entries = read_compile_database(folder.path() / "compile_commands.json");
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].directory == "/b");
  CHECK(entries[0].arguments == std::vector<std::string>{"c++", "-DX=1 2", "-c", "a.cpp"});
  CHECK(entries[1].directory == (folder.path() / "sub").string());
  CHECK(entries[1].arguments == std::vector<std::string>{"c++", "-DX=1 2", "-c", "b.cpp"});
}

TEST_CASE("a broken database is one message that says where") {
  CHECK(contains(complaint(""), "empty"));
  CHECK(contains(complaint(" \n"), "empty"));
  CHECK(contains(complaint("[]"), "no entries"));
  CHECK(contains(complaint("{}"), "not a JSON array"));
  CHECK(contains(complaint("null"), "not a JSON array"));
  CHECK(contains(complaint("[\n {\"file\": \"a.cpp\", \"comm"), "compile_commands.json:2:"));
  CHECK(contains(complaint("[{\"file\": \"a.cpp\",}]"), "compile_commands.json:1:"));
  CHECK(contains(complaint("\xff\xfe"), "not valid JSON"));
  CHECK(contains(complaint("[1e999999]"), "a number beyond all bounds"));
}

TEST_CASE("an entry of the wrong shape is named by its number") {
  CHECK(contains(complaint(R"(["text"])"), "entry 1"));
  CHECK(contains(complaint(R"([{"file": "a.cpp", "command": "c++"}, {"directory": "/"}])"), "entry 2"));
  CHECK(contains(complaint(R"([{"file": 3, "command": "c++"}])"), "no \"file\""));
  CHECK(contains(complaint(R"([{"file": "a.cpp"}])"), "neither \"command\" nor \"arguments\""));
  CHECK(contains(complaint(R"([{"file": "a.cpp", "command": ["c++"]}])"), "neither"));
  CHECK(contains(complaint(R"([{"file": "a.cpp", "arguments": "c++"}])"), "not a list"));
  CHECK(contains(complaint(R"([{"file": "a.cpp", "arguments": [1]}])"), "not a string"));
  CHECK(contains(complaint("[{\"file\": \"a\\u0000.cpp\", \"command\": \"c++\"}]"), "NUL"));
}

TEST_CASE("absurdly deep JSON is a message and no crash") {
  CHECK_FALSE(complaint(std::string(200000, '[')).empty());
  CHECK_FALSE(complaint("[{\"file\": " + std::string(100000, '{') + "}]").empty());
}

TEST_CASE("the database is looked for in the root, then in build folders, by name") {
  const TemporaryFolder folder;
  CHECK(find_compile_database(folder.path(), "").empty());
  folder.write("out/compile_commands.json", "[]");
  CHECK(find_compile_database(folder.path(), "") == folder.path() / "out/compile_commands.json");
  folder.write("build/release/compile_commands.json", "[]");
  CHECK(find_compile_database(folder.path(), "") == folder.path() / "out/compile_commands.json");
  folder.write("build-a/compile_commands.json", "[]");
  CHECK(find_compile_database(folder.path(), "") == folder.path() / "build-a/compile_commands.json");
  folder.write("compile_commands.json", "[]");
  CHECK(find_compile_database(folder.path(), "") == folder.path() / "compile_commands.json");
  CHECK(find_compile_database(folder.path(), "out") == folder.path() / "out/compile_commands.json");
  CHECK(find_compile_database(folder.path(), "out/compile_commands.json") ==
        folder.path() / "out/compile_commands.json");
  CHECK_THROWS_AS(find_compile_database(folder.path(), "nowhere"), UserError);
}

TEST_CASE("who has no database is told how to get one from the build system that is there") {
  const std::pair<const char*, const char*> expected[] = {{"CMakeLists.txt", "CMAKE_EXPORT_COMPILE_COMMANDS"},
                                                          {"meson.build", "meson setup"},
                                                          {"MODULE.bazel", "bazel"},
                                                          {"Makefile", "bear -- make"},
                                                          {"README", "bear"}};
  for (const auto& [file, advice] : expected) {
    INFO(file);
    const TemporaryFolder folder;
    folder.write(file, "");
    CHECK(contains(advice_for_missing_database(folder.path()), advice));
  }
}

}  // namespace loadline::frontend

// Finding and reading compile_commands.json, whole and broken.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/compile_database.h"

#include <catch2/catch.hpp>

#include "analyzers/frontend/commands/database_search.h"
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
  CHECK(contains(complaint("[{\"file\": \"a.cpp\"; 1}]"), "compile_commands.json:1:"));
  CHECK(contains(complaint("\xff\xfe"), "empty"));
  CHECK(contains(complaint("[1e999999]"), "entry 1 is not an object"));
}

TEST_CASE("an entry of the wrong shape is named by its number") {
  CHECK(contains(complaint(R"(["text"])"), "entry 1"));
  CHECK(contains(complaint(R"([{"file": 3, "command": "c++"}])"), "no \"file\""));
  CHECK(contains(complaint(R"([{"file": "a.cpp"}])"), "neither \"command\" nor \"arguments\""));
  CHECK(contains(complaint(R"([{"file": "a.cpp", "command": ["c++"]}])"), "neither"));
  CHECK(contains(complaint(R"([{"file": "a.cpp", "arguments": {}}])"), "not a list"));
  CHECK(contains(complaint(R"([{"file": "a.cpp", "arguments": [1]}])"), "not a string"));
  CHECK(contains(complaint("[{\"file\": \"a\\u0000.cpp\", \"command\": \"c++\"}]"), "NUL"));
}

TEST_CASE("absurdly deep JSON is a message, not a crash") {
  CHECK_FALSE(complaint(std::string(200000, '[')).empty());
  CHECK_FALSE(complaint("[{\"file\": " + std::string(100000, '{') + "}]").empty());
}

TEST_CASE("the database is looked for in the root, then in build folders, by name") {
  const TemporaryFolder folder;
  CHECK(usual_database(folder.path()).empty());
  folder.write("out/compile_commands.json", "[]");
  CHECK(usual_database(folder.path()) == folder.path() / "out/compile_commands.json");
  folder.write("build/release/compile_commands.json", "[]");
  CHECK(usual_database(folder.path()) == folder.path() / "out/compile_commands.json");
  folder.write("build-a/compile_commands.json", "[]");
  CHECK(usual_database(folder.path()) == folder.path() / "build-a/compile_commands.json");
  folder.write("compile_commands.json", "[]");
  CHECK(usual_database(folder.path()) == folder.path() / "compile_commands.json");
  CHECK(named_database(folder.path(), "out") == folder.path() / "out/compile_commands.json");
  CHECK(named_database(folder.path(), "out/compile_commands.json") == folder.path() / "out/compile_commands.json");
  CHECK_THROWS_AS(named_database(folder.path(), "nowhere"), UserError);
}

TEST_CASE("who has no database is told how to get one from the build system that is there") {
  const std::pair<const char*, const char*> expected[] = {{"CMakeLists.txt", "CMAKE_EXPORT_COMPILE_COMMANDS"},
                                                          {"meson.build", "meson setup"},
                                                          {"MODULE.bazel", "bazel"},
                                                          {"shop.pro", "qmake && bear -- make"},
                                                          {"configure.ac", "autoreconf -i && ./configure"},
                                                          {"autogen.sh", "./autogen.sh && ./configure"},
                                                          {"Makefile", "`bear -- make`"},
                                                          {"platformio.ini", "pio run -t compiledb"},
                                                          {"README", "bear"}};
  for (const auto& [file, advice] : expected) {
    INFO(file);
    const TemporaryFolder folder;
    folder.write(file, "");
    CHECK(contains(advice_for_missing_database(folder.path()), advice));
  }
}

TEST_CASE("who has no database where the build files lie deeper is told where they are") {
  const TemporaryFolder folder;
  folder.write("server/orders/CMakeLists.txt", "");
  folder.write("server/orders/src/CMakeLists.txt", "");
  folder.write("server/users/CMakeLists.txt", "");
  folder.write(".git/CMakeLists.txt", "");
  const std::string advice = advice_for_missing_database(folder.path());
  CHECK(contains(advice, "in server/orders, server/users: run `cmake"));
  CHECK(contains(advice, "-p DIR for each"));
}

TEST_CASE("databases of presets and in folders with other usual names are found") {
  for (const char* place : {"out/build/x64", "_build", ".build", "cmake/build", "builddir"}) {
    INFO(place);
    const TemporaryFolder folder;
    folder.write(std::string(place) + "/compile_commands.json", "[]");
    CHECK(usual_database(folder.path()) == folder.path() / place / "compile_commands.json");
  }
}

TEST_CASE("databases deeper in the tree are named in the advice") {
  const TemporaryFolder folder;
  folder.write("services/orders/build/compile_commands.json", "[]");
  folder.write("services/users/build/compile_commands.json", "[]");
  folder.write(".git/build/compile_commands.json", "[]");
  CHECK(nested_databases(folder.path()).size() == 2);
  CHECK(contains(advice_for_missing_database(folder.path()), "-p services/orders/build -p services/users/build"));
}

TEST_CASE("several databases are distinguished by their folders or by the labels that were given") {
  const TemporaryFolder folder;
  folder.write("build/linux/compile_commands.json", "[]");
  folder.write("build/windows/compile_commands.json", "[]");
  const auto databases =
      labelled_databases(folder.path(), {{"build/linux", ""}, {"build/windows", "win"}, {"build/linux", ""}});
  REQUIRE(databases.size() == 2);
  CHECK(databases[0].label == "build/linux");
  CHECK(databases[1].label == "win");
  CHECK(labelled_databases(folder.path(), {{"build/linux", ""}}).front().label.empty());
}

TEST_CASE("paths of another machine are mapped wherever a command names them") {
  DatabaseEntry entry{"/workspace/p/build", "/workspace/p/a.cpp", {"c++", "-I/workspace/p/inc", "-I/workspace/pq"}, ""};
  map_paths(entry, {{"/workspace/p", "/home/me/p"}});
  CHECK(entry.directory == "/home/me/p/build");
  CHECK(entry.file == "/home/me/p/a.cpp");
  CHECK(entry.arguments == std::vector<std::string>{"c++", "-I/home/me/p/inc", "-I/workspace/pq"});
}

TEST_CASE("an entry with a fault costs no other") {
  const TemporaryFolder folder;
  folder.write("compile_commands.json", R"([null, {"file": "a.cpp", "arguments": null, "command": "g++ -c a.cpp"},
    {"file": "b.cpp", "arguments": "g++ -c b.cpp"}, {"file": "c.cpp", "arguments": []}])");
  const auto entries = read_compile_database(folder.path() / "compile_commands.json");
  REQUIRE(entries.size() == 4);
  CHECK(entries[0].fault == "entry 1 is not an object");
  CHECK(entries[1].arguments.size() == 3);
  CHECK(entries[2].arguments.size() == 3);
  CHECK(contains(entries[3].fault, "entry 4 has neither"));
}

TEST_CASE("paths of Windows are absolute, and mapped with either slash") {
  const TemporaryFolder folder;
  folder.write("compile_commands.json", R"([{"directory": "C:\\work\\build", "file": "C:\\work\\a.cpp",
    "command": "cl.exe /IC:\\work\\inc /c C:\\work\\a.cpp"}])");
  auto entry = read_compile_database(folder.path() / "compile_commands.json").front();
  CHECK(entry.directory == "C:/work/build");
  CHECK(source_of(entry, entry.directory) == "C:/work/a.cpp");
  map_paths(entry, {{"C:/work", "/here"}});
  CHECK(entry.directory == "/here/build");
  CHECK(entry.file == "/here/a.cpp");
  CHECK(entry.arguments == std::vector<std::string>{"cl.exe", "/I/here/inc", "/c", "/here/a.cpp"});
}

TEST_CASE("backslashes in the path of the source mean Windows, whatever the compiler is called") {
  const TemporaryFolder folder;
  folder.write("compile_commands.json", R"([{"file": "src/a.cpp", "command": "g++ -Iinc\\x -c src\\a.cpp"},
    {"file": "src\\a.cpp", "command": "arm-none-eabi-g++ -DV=\\\"x\\\" -c src\\a.cpp"}])");
  const auto entries = read_compile_database(folder.path() / "compile_commands.json");
  CHECK(entries[0].arguments == std::vector<std::string>{"g++", "-Iinc/x", "-c", "src/a.cpp"});
  CHECK(entries[1].file == "src/a.cpp");
  CHECK(entries[1].arguments == std::vector<std::string>{"arm-none-eabi-g++", "-DV=\"x\"", "-c", "src/a.cpp"});
}

}  // namespace loadline::frontend

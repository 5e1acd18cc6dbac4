// The cache never changes a result: after any change of files, links, folders and flags, warm facts are cold facts.
// SPDX-License-Identifier: Apache-2.0
//
// LOADLINE_RANDOM_CHANGES sets how many changes are tried; LOADLINE_RANDOM_SEED, from where.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>

#include "tests/analyzers/frontend/fixture_facts.h"

namespace loadline::test {
namespace {

namespace fs = std::filesystem;

unsigned long number_in(const char* variable, unsigned long otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoul(text, nullptr, 10);
}

// A project of a few sources and headers in several include folders, and everything that can happen to it.
class ChangingProject {
 public:
  explicit ChangingProject(unsigned long seed) : random_(seed) {
    for (const char* folder : {"first", "second", "src"}) fs::create_directory(root() / folder);
    for (int i = 0; i < 4; ++i) {
      write("src/s" + std::to_string(i) + ".cpp",
            "#include \"h" + std::to_string(i) + ".h\"\n#include <h0.h>\n#if __has_include(\"maybe.h\")\nint with" +
                std::to_string(i) + "();\n#else\nint without" + std::to_string(i) + "();\n#endif\nconst char* where" +
                std::to_string(i) + " = NAME;\nvoid use(const char*);\nvoid say" + std::to_string(i) +
                "() { use(NAME); }\n" +
                (i == 3 ? "const unsigned char bytes[] = {\n#embed \"data.bin\"\n};\nint sized[sizeof bytes];\n" : ""));
      header("second/h" + std::to_string(i) + ".h");
    }
    write("src/data.bin", "abc");
    commands();
  }

  const fs::path& root() const { return project_.root(); }
  Sources sources() const { return project_.sources(); }

  // Changes something and says what.
  std::string change() {
    const std::vector<std::function<std::string()>> changes = {
        [&] { return header(folder() + "/h" + digit() + ".h"); },
        [&] { return removed(folder() + "/h" + digit() + ".h"); },
        [&] { return link(folder() + "/h" + digit() + ".h", "../" + folder() + "/h" + digit() + ".h"); },
        [&] { return toggled("src/maybe.h"); },
        [&] { return toggled("first/maybe.h"); },
        [&] { return write("src/data.bin", std::string(1 + random_() % 9, 'x')); },
        [&] { return moved_folder(); },
        [&] { return link("src/data.bin", "../second/h" + digit() + ".h"); },
        [&] { return commands(); },
        [&] {
          return write("second/h" + digit() + ".h",
                       "#pragma once\n#include_next <h" + digit() + ".h>\nint next" + digit() + "();\n");
        },
        [&] {
          return write("src/s" + digit() + ".cpp",
                       "#include <h" + digit() + ".h>\nint changed" + std::to_string(random_() % 100) + "();\n");
        },
        [&] {
          return write("second/h" + digit() + ".h",
                       "#pragma once\n#if __has_include(<maybe.h>)\nint seen" + digit() + "();\n#endif\n");
        },
    };
    return changes[random_() % changes.size()]();
  }

 private:
  std::string digit() { return std::to_string(random_() % 4); }
  std::string folder() { return std::vector<std::string>{"first", "second", "src"}[random_() % 3]; }

  std::string write(const std::string& name, const std::string& text) {
    fs::remove(root() / name);
    project_.write(name, text);
    return "written " + name;
  }
  std::string header(const std::string& name) {
    return write(name, "#pragma once\nstruct S" + std::to_string(random_() % 5) + " {\n  int get() const { return " +
                           digit() + "; }\n};\n");
  }
  std::string removed(const std::string& name) {
    fs::remove(root() / name);
    return "removed " + name;
  }
  std::string link(const std::string& name, const std::string& target) {
    fs::remove(root() / name);
    fs::create_symlink(target, root() / name);
    return "linked " + name + " to " + target;
  }
  std::string toggled(const std::string& name) { return fs::exists(root() / name) ? removed(name) : write(name, ""); }
  std::string moved_folder() {
    const fs::path first = root() / "first", kept = root() / "kept";
    if (fs::is_symlink(first)) {
      fs::remove(first);
      fs::rename(kept, first);
      return "first is a folder again";
    }
    fs::rename(first, kept);
    fs::create_directory_symlink(random_() % 2 == 0 ? "kept" : "second", first);
    return "first is a link";
  }
  std::string commands() {
    std::vector<std::string> lines;
    const std::string folders = random_() % 2 == 0 ? " -Ifirst -Isecond" : " -Isecond -Ifirst";
    for (int i = 0; i < 4; ++i) {
      lines.push_back("c++ -std=c++20" + folders + " '-DNAME=\"" + root().string() + "/" + digit() + "\"' -c src/s" +
                      std::to_string(i) + ".cpp");
    }
    project_.write_commands(lines);
    return "new commands" + folders;
  }

  FixtureProject project_;
  std::mt19937 random_;
};

std::string facts_of(const ChangingProject& project, FactStore& store, std::size_t round) {
  return extract(project.sources(), store, 1 + round % 2, round % 3 != 0).json();
}

}  // namespace

TEST_CASE("whatever changes between two runs, the second gives what a run without a cache gives") {
  const unsigned long seed = number_in("LOADLINE_RANDOM_SEED", std::random_device{}());
  const unsigned long count = number_in("LOADLINE_RANDOM_CHANGES", 60);
  ChangingProject project(seed);
  const auto store = make_memory_store();
  std::string history;
  for (unsigned long round = 0; round < count; ++round) {
    const std::string warm = facts_of(project, *store, round);
    const bool is_same = warm == facts_of(project, *make_memory_store(), round + 1);
    INFO("seed " << seed << ", change " << round << ": " << history);
    REQUIRE(is_same);
    history = project.change();
  }
}

TEST_CASE("a header that becomes a link to the same content is another file") {
  const FixtureProject project;
  project.write("a.cpp", "#include \"h.h\"\n");
  project.write("h.h", "int h();\n");
  project.write_database("c++20");
  const auto store = make_memory_store();
  extract(project, *store);
  fs::rename(project.root() / "h.h", project.root() / "real.h");
  fs::create_symlink("real.h", project.root() / "h.h");
  const bool is_same = extract(project, *store).json() == extract(project).json();
  CHECK(is_same);
}

TEST_CASE("an embedded file and a header that is only asked for are part of what facts depend on") {
  const FixtureProject project;
  project.write("a.cpp",
                "const unsigned char b[] = {\n#embed \"data.bin\"\n};\nint n[sizeof b];\n#if "
                "__has_include(\"m.h\")\nint m();\n#endif\n");
  project.write("data.bin", "abc");
  project.write_database("c++20");
  const auto store = make_memory_store();
  extract(project, *store);
  CHECK(extract(project, *store).report.from_cache == 1);
  project.write("data.bin", "abcdef");
  CHECK(extract(project, *store).report.from_cache == 0);
  CHECK(extract(project, *store).report.from_cache == 1);
  project.write("m.h", "");
  CHECK(extract(project, *store).report.from_cache == 0);
  project.remove("m.h");
  const ExtractionResult again = extract(project, *store);
  const bool is_same = again.json() == extract(project).json();
  CHECK(is_same);
}

TEST_CASE("a header that becomes a circle of links is not one that is missing") {
  const FixtureProject project;
  project.write("a.cpp", "#include \"h.h\"\n");
  project.write("second/h.h", "int h();\n");
  project.write_commands({"c++ -Isecond -c a.cpp"});
  const auto store = make_memory_store();
  extract(project, *store);
  fs::create_symlink("h.h", project.root() / "h.h");
  CHECK(extract(project, *store).json() == extract(project).json());
}

TEST_CASE("two folders of the include path that were one are searched both") {
  const FixtureProject project;
  project.write("a.cpp", "#include <h.h>\n");
  project.write("second/other.h", "");
  fs::create_directory_symlink("second", project.root() / "first");
  project.write_commands({"c++ -Ifirst -Isecond -c a.cpp"});
  const auto store = make_memory_store();
  extract(project, *store);
  fs::remove(project.root() / "first");
  project.write("first/other.h", "");
  project.write("second/h.h", "int h();\n");
  CHECK(extract(project, *store).json() == extract(project).json());
}

}  // namespace loadline::test

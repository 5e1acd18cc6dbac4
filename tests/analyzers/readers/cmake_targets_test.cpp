// The CMake File API reply: read when sound, skipped with a warning when not.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/readers/cmake_targets.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

using namespace loadline;
namespace fs = std::filesystem;

namespace {

// A project folder with a build folder in it, gone at the end of the test.
class ProjectFolder {
 public:
  ProjectFolder() {
    std::string name = (fs::temp_directory_path() / "loadline-cmake-XXXXXX").string();
    root_ = fs::canonical(mkdtemp(name.data()));
    fs::create_directories(reply());
  }
  ~ProjectFolder() { fs::remove_all(root_); }
  ProjectFolder(const ProjectFolder&) = delete;
  ProjectFolder& operator=(const ProjectFolder&) = delete;

  fs::path root() const { return root_; }
  fs::path reply() const { return root_ / "build/.cmake/api/v1/reply"; }
  void write(const std::string& name, const std::string& content) const { std::ofstream(reply() / name) << content; }
  void write_index(const std::string& name, const std::string& codemodel) const {
    write(name, R"({"objects": [{"kind": "cache", "jsonFile": "cache.json"},
                                {"kind": "codemodel", "version": {"major": 2}, "jsonFile": ")" +
                    codemodel + R"("}]})");
  }
  void write_codemodel(const std::string& name, const std::string& targets) const {
    write(name, R"({"paths": {"source": ")" + root_.string() + R"("},
                    "configurations": [{"targets": [)" +
                    targets + "]}]}");
  }
  std::vector<BuildTarget> read(std::vector<std::string>* warnings) const {
    return read_cmake_targets(root_ / "build", root_, warnings);
  }

 private:
  fs::path root_;
};

}  // namespace

TEST_CASE("targets are read with sources below the root and the libraries they link", "[cmake_targets]") {
  const ProjectFolder project;
  project.write_index("index-2024-01-01.json", "codemodel.json");
  project.write_codemodel("codemodel.json",
                          R"({"id": "app::1", "jsonFile": "app.json"}, {"id": "core::1", "jsonFile": "core.json"},
      {"id": "headers::1", "jsonFile": "headers.json"}, {"id": "gen::1", "jsonFile": "gen.json"})");
  project.write("app.json", R"({"name": "app", "type": "EXECUTABLE",
      "sources": [{"path": "src/main.cc"}, {"path": "/usr/include/x.h"}, {"path": "../outside.cc"}],
      "dependencies": [{"id": "headers::1"}, {"id": "gen::1"}]})");
  project.write("core.json", R"({"name": "core", "type": "STATIC_LIBRARY", "sources": [{"path": ")" +
                                 (project.root() / "src/./core.cc").string() + R"("}]})");
  project.write("headers.json", R"({"name": "headers", "type": "INTERFACE_LIBRARY",
      "dependencies": [{"id": "core::1"}, {"id": "headers::1"}]})");
  project.write("gen.json", R"({"name": "gen", "type": "UTILITY", "dependencies": [{"id": "core::1"}]})");
  std::vector<std::string> warnings;
  const std::vector<BuildTarget> targets = project.read(&warnings);
  CHECK(warnings.empty());
  REQUIRE(targets.size() == 2);
  CHECK(targets[0].name == "app");
  CHECK(targets[0].is_executable);
  CHECK(targets[0].sources == std::vector<std::string>{"src/main.cc"});
  CHECK(targets[0].link_targets == std::vector<std::string>{"core"});
  CHECK(targets[1].is_library);
  CHECK(targets[1].sources == std::vector<std::string>{"src/core.cc"});
}

TEST_CASE("an installed library knows its headers and whether it states a version", "[cmake_targets]") {
  const ProjectFolder project;
  fs::create_directories(project.root() / "api/deep");
  std::ofstream(project.root() / "api/a.h") << "\n";
  std::ofstream(project.root() / "api/deep/b.hpp") << "\n";
  std::ofstream(project.root() / "api/notes.txt") << "\n";
  project.write_index("index-2024-01-01.json", "codemodel.json");
  project.write("codemodel.json", R"({"paths": {"source": ")" + project.root().string() + R"("},
      "configurations": [{"directories": [{"source": ".", "jsonFile": "directory.json"}],
      "targets": [{"id": "a", "jsonFile": "a.json"}, {"id": "b", "jsonFile": "b.json"}, {"id": "c", "jsonFile": "c.json"}]}]})");
  project.write("directory.json",
                R"({"installers": [{"type": "file", "paths": ["own.h"]}, {"type": "target", "paths": [7]},
      {"type": "directory", "paths": [{"from": "api", "to": "."}]}]})");
  project.write("a.json", R"({"name": "a", "type": "SHARED_LIBRARY", "nameOnDisk": "liba.so.1.2", "install": {}})");
  project.write("b.json", R"({"name": "b", "type": "SHARED_LIBRARY", "nameOnDisk": "libb.so", "install": {}})");
  project.write("c.json", R"({"name": "c", "type": "STATIC_LIBRARY", "nameOnDisk": "libc.a"})");
  std::vector<std::string> warnings;
  const std::vector<BuildTarget> targets = project.read(&warnings);
  CHECK(warnings.empty());
  REQUIRE(targets.size() == 3);
  CHECK(targets[0].has_soversion);
  CHECK(targets[0].installed_headers == std::vector<std::string>{"api/a.h", "api/deep/b.hpp", "own.h"});
  CHECK_FALSE(targets[1].has_soversion);
  CHECK_FALSE(targets[1].has_version_file);
  CHECK_FALSE(targets[2].is_installed);
  CHECK(targets[2].installed_headers.empty());
}

TEST_CASE("the newest index counts", "[cmake_targets]") {
  const ProjectFolder project;
  project.write_index("index-2024-01-01.json", "old.json");
  project.write_index("index-2024-01-02.json", "new.json");
  project.write_codemodel("old.json", R"({"id": "a", "jsonFile": "a.json"})");
  project.write_codemodel("new.json", R"({"id": "b", "jsonFile": "b.json"})");
  project.write("a.json", R"({"name": "a", "type": "EXECUTABLE"})");
  project.write("b.json", R"({"name": "b", "type": "SHARED_LIBRARY"})");
  const std::vector<BuildTarget> targets = project.read(nullptr);
  REQUIRE(targets.size() == 1);
  CHECK(targets[0].name == "b");
}

TEST_CASE("without a reply there is no target and no warning", "[cmake_targets]") {
  const ProjectFolder project;
  std::vector<std::string> warnings;
  CHECK(project.read(&warnings).empty());
  CHECK(read_cmake_targets(project.root() / "missing", project.root(), &warnings).empty());
  CHECK(warnings.empty());
}

TEST_CASE("a target file that cannot be read costs that target", "[cmake_targets]") {
  const ProjectFolder project;
  project.write_index("index-1.json", "codemodel.json");
  project.write_codemodel("codemodel.json",
                          R"({"id": "a", "jsonFile": "a.json"}, {"id": "b", "jsonFile": "missing.json"},
      {"id": "c", "jsonFile": "../../../../secret.json"}, {"id": "d", "jsonFile": "d.json"}, 7, {"id": 3})");
  project.write("a.json", R"({"name": "a", "type": "EXECUTABLE", "sources": 7, "dependencies": {"x": [1, null]}})");
  project.write("d.json", R"({"name": "d", "type": )");
  std::vector<std::string> warnings;
  const std::vector<BuildTarget> targets = project.read(&warnings);
  REQUIRE(targets.size() == 1);
  CHECK(targets[0].sources.empty());
  CHECK(warnings.size() == 5);
}

TEST_CASE("absurd replies give nothing and do no harm", "[cmake_targets]") {
  const std::string text = GENERATE(as<std::string>(), "", "{", "[]", "7", "{\"objects\": 3}",
                                    "{\"objects\": [[], 1, {\"kind\": 2}]}", "\xff\xfe", std::string(200000, '['));
  const ProjectFolder project;
  project.write("index-1.json", text);
  CHECK(project.read(nullptr).empty());
  project.write_index("index-2.json", "codemodel.json");
  project.write("codemodel.json", text);
  CHECK(project.read(nullptr).empty());
}

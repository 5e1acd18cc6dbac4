// What the readers do with files that would end or stop the run: pipes, devices, and blocks nested without end.
// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "analyzers/readers/library_copies.h"
#include "analyzers/readers/link_steps.h"
#include "analyzers/readers/proto_files.h"

using namespace loadline;
namespace fs = std::filesystem;

namespace {

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "loadline-hostile-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const fs::path& path() const { return path_; }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name) << text; }
  void make_pipe(const std::string& name) const { REQUIRE(::mkfifo((path_ / name).c_str(), 0600) == 0); }

 private:
  fs::path path_;
};

std::string nested(const std::string& open, std::size_t depth, const std::string& close) {
  std::string text = "syntax = \"proto3\";\n";
  for (std::size_t i = 0; i < depth; ++i) text += open;
  for (std::size_t i = 0; i < depth; ++i) text += close;
  return text + "\nservice Late { }\n";
}

}  // namespace

TEST_CASE("a .proto file that nests deeper than a parser's stack is named and costs only itself") {
  const Folder folder;
  folder.write("deep.proto", nested("message M {", 100000, "}"));
  folder.write("fine.proto", nested("message M { /* }{ */ ", 100, "}"));
  folder.write("text.proto", "syntax = \"proto3\"; // " + std::string(1000, '{') + "\nservice Quoted { }\n");
  std::vector<std::string> warnings;
  const std::vector<ProtoService> services = read_proto_files(folder.path(), {}, &warnings);
  REQUIRE(services.size() == 2);
  CHECK(services[0].name == "Late");
  CHECK(services[1].name == "Quoted");
  REQUIRE(warnings.size() == 1);
  CHECK_THAT(warnings[0], Catch::Contains("deep.proto") && Catch::Contains("200 deep"));
}

TEST_CASE("a .proto file that is a pipe or a device is named, and the others are read") {
  const Folder folder;
  folder.make_pipe("a.proto");
  fs::create_symlink("/dev/zero", folder.path() / "b.proto");
  folder.write("c.proto", "syntax = \"proto3\"; service C { }\n");
  std::vector<std::string> warnings;
  CHECK(read_proto_files(folder.path(), {}, &warnings).size() == 1);
  REQUIRE(warnings.size() == 2);
  CHECK_THAT(warnings[0], Catch::Contains("a.proto: cannot be read"));
  CHECK_THAT(warnings[1], Catch::Contains("b.proto: cannot be read"));
}

TEST_CASE("files of builds and of git that are pipes say nothing, and nobody waits for them") {
  const Folder folder;
  folder.make_pipe("build.ninja");
  folder.make_pipe(".gitmodules");
  CHECK(read_link_steps(folder.path()).empty());
  CHECK(find_library_copies(folder.path()).empty());
}

// Which compilers may be run: those that the user's patterns name once links and ".." are out of the way.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/query_driver.h"

#include <catch2/catch.hpp>

#include "tests/tool/temporary_folder.h"

namespace loadline::frontend {
namespace {

namespace fs = std::filesystem;

class Compilers {
 public:
  Compilers() {
    for (const char* name : {"named/g++", "named/below/g++", "other/g++"}) folder_.write(name, "");
    fs::create_symlink("g++", folder_.path() / "named/c++");
    fs::create_symlink("../other/g++", folder_.path() / "named/away");
    fs::create_directory_symlink("named", folder_.path() / "link");
  }
  bool may_run(const std::string& compiler, const std::string& glob) const {
    return frontend::may_run(path(compiler), {path(glob)});
  }
  std::string path(const std::string& name) const { return folder_.path().string() + "/" + name; }

 private:
  test::TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a compiler that the user names may be run, whichever way the command spells it") {
  const Compilers compilers;
  CHECK(compilers.may_run("named/g++", "named/g++"));
  CHECK(compilers.may_run("other/../named/g++", "named/g++"));
  CHECK(compilers.may_run("link/g++", "named/g++"));
  CHECK(compilers.may_run("named/g++", "link/g*"));
  CHECK(compilers.may_run("named/c++", "named/c++"));
  CHECK(compilers.may_run("named/c++", "named/*"));
  CHECK(compilers.may_run("named/away", "named/away"));
  CHECK_FALSE(compilers.may_run("other/g++", "named/g++"));
}

TEST_CASE("a star of --query-driver stays in its folder, two stars do not") {
  const Compilers compilers;
  CHECK(compilers.may_run("named/g++", "named/*"));
  CHECK_FALSE(compilers.may_run("named/below/g++", "named/*"));
  CHECK(compilers.may_run("named/below/g++", "named/**"));
  CHECK(compilers.may_run("named/below/g++", "**/g++"));
}

TEST_CASE("neither dots nor links lead out of the folder that --query-driver names") {
  const Compilers compilers;
  CHECK_FALSE(compilers.may_run("named/../other/g++", "named/*"));
  CHECK_FALSE(compilers.may_run("named/../other/g++", "named/**"));
  CHECK_FALSE(compilers.may_run("named/away", "named/*"));
  CHECK_FALSE(compilers.may_run("named/missing", "named/*"));
  CHECK_FALSE(may_run("g++", {"g++", "*"}));
}

}  // namespace loadline::frontend

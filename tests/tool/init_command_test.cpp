// `init` as a command: what it writes for a project with a build folder.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/tool/program_run.h"
#include "tests/tool/temporary_folder.h"

namespace loadline {
namespace {

using Catch::Matchers::Contains;
using test::Run;
using test::run_program;
using test::TemporaryFolder;

}  // namespace

TEST_CASE("what the build writes is no part of a guessed module, and needs none") {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  folder.write("lib/a.cc", "#include \"config.h\"\nint a() { return VERSION; }\n");
  folder.write("app/b.cc", "#include \"config.h\"\nint main() { return VERSION; }\n");
  for (const std::string build : {"build", "build2"}) {
    folder.write(build + "/CMakeCache.txt", "");
    folder.write(build + "/config.h", "#define VERSION 1\n");
    std::string database = "[";
    for (const char* source : {"lib/a.cc", "app/b.cc"}) {
      database += std::string(database.size() > 1 ? ",\n" : "\n") + "{\"directory\": \"" + path + "\", \"file\": \"" +
                  source + "\", \"command\": \"c++ -I" + build + " -c " + source + "\"}";
    }
    folder.write(build + "/compile_commands.json", database + "]");
  }
  REQUIRE(run_program({"init", path, "-p", path + "/build"}).exit_code == 0);
  CHECK_THAT(folder.read("loadline.yaml"), !Contains("build/**") && Contains("lib/**"));
  for (const char* build : {"/build", "/build2"}) {
    const Run run = run_program({"check", path, "-p", path + build});
    CHECK(run.exit_code == 0);
    CHECK_THAT(run.out, !Contains("config.h"));
  }
}

}  // namespace loadline

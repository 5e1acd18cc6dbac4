// Code that was not read, or not as it is compiled: what the user is told, and what the program exits with.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <filesystem>

#include "tests/tool/program_run.h"
#include "tests/tool/small_project.h"
#include "tests/tool/temporary_folder.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using test::Run;
using test::run_program;
using test::TemporaryFolder;
using test::write_project;

}  // namespace

TEST_CASE("an incomplete analysis is exit code 3, stronger than findings, which are still shown") {
  const TemporaryFolder folder;
  write_project(folder);
  fs::remove(folder.path() / "ui/window.cc");
  folder.write("core/log.cc", "#include \"ui/window.h\"\nvoid log_line() { show(); }\n");
  folder.write("loadline.yaml",
               "version: 1\nmodules:\n  ui: { paths: [ui/**] }\n  core: { paths: [core/**] }\n"
               "layers: [ui, core]\n");
  const Run run = run_program({"check", folder.path().string()});
  CHECK(run.exit_code == 3);
  CHECK_THAT(run.out, Contains("layer-violation"));
  CHECK_THAT(run.err, Contains("1 of 2 translation units gave no facts") && Contains("loadline doctor"));

  const Run doctor = run_program({"doctor", folder.path().string()});
  CHECK(doctor.exit_code == 3);
  CHECK_THAT(doctor.out, Contains("50.0 % of") && Contains("1 lost)") && Contains("ui/window.cc"));
}

TEST_CASE("code that errors have cost does not pass unless the configuration accepts it") {
  const TemporaryFolder folder;
  write_project(folder);
  folder.write("ui/window.cc", "#include \"ui/window.h\"\nvoid show() {\n  Unknown value;\n}\n");
  const std::string modules = "version: 1\nmodules:\n  ui: { paths: [ui/**] }\n  core: { paths: [core/**] }\n";
  folder.write("loadline.yaml", modules);
  const Run run = run_program({"check", folder.path().string()});
  CHECK(run.exit_code == 3);
  CHECK_THAT(run.err,
             Contains("could not be analysed") && Contains("ui/window.cc: 1 of") && Contains("min_parse_rate: 0."));
  CHECK_THAT(run.out, Contains("with errors") && Contains("not analysed"));

  folder.write("loadline.yaml", modules + "min_parse_rate: 0.5\n");
  CHECK(run_program({"check", folder.path().string()}).exit_code == 0);
}

TEST_CASE("a standard library that is too old for the code is named") {
  const TemporaryFolder folder;
  write_project(folder);
  folder.write("ui/window.cc", "#include \"ui/window.h\"\nnamespace std {}\nvoid show() {\n  std::teleport(1);\n}\n");
  const Run run = run_program({"check", folder.path().string()});
  CHECK_THAT(run.err,
             Contains("the C++ standard library found here lacks std::teleport") && Contains("newer compiler"));
}

TEST_CASE("an error that costs nothing does not matter") {
  const TemporaryFolder folder;
  write_project(folder);
  folder.write("ui/window.cc",
               "#include \"ui/window.h\"\nstruct Size { char width; };\nint wide();\n"
               "void show() { Size size{wide()}; static_cast<void>(size); }\n");
  folder.write("loadline.yaml", "version: 1\nmodules:\n  ui: { paths: [ui/**] }\n  core: { paths: [core/**] }\n");
  const Run run = run_program({"check", folder.path().string()});
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.out, !Contains("degraded-analysis") && !Contains("with errors"));
}

TEST_CASE("a copy of a project whose database names the original has nothing that was read") {
  const TemporaryFolder original, copy;
  write_project(original);
  write_project(copy);
  copy.write("build/compile_commands.json", original.read("build/compile_commands.json"));
  const Run run = run_program({"check", copy.path().string()});
  CHECK(run.exit_code == 3);
  const std::string map = "--path-map " + original.path().string() + "=" + copy.path().string();
  CHECK_THAT(run.err, Contains("no file in " + copy.path().string()) && Contains(map));
  CHECK(run_program({"doctor", copy.path().string()}).exit_code == 3);
}

TEST_CASE("a response file that is missing is named, for its options are not known") {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  folder.write("a.cc", "int a();\n");
  folder.write("compile_commands.json",
               R"([{"directory": ")" + path + R"(", "file": "a.cc", "command": "c++ @flags.rsp -c a.cc"}])");
  const Run run = run_program({"check", path});
  CHECK_THAT(run.err, Contains("response files that cannot be read") && Contains("flags.rsp") && Contains("build"));
  folder.write("flags.rsp", "-DA=1\n");
  CHECK_THAT(run_program({"check", path}).err, !Contains("response files"));
}

}  // namespace loadline

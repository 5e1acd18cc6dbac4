// The program as a user meets it: a process with arguments, output, messages and an exit code.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <filesystem>

#include "tests/support/golden.h"
#include "tests/tool/program_run.h"
#include "tests/tool/small_project.h"
#include "tests/tool/temporary_folder.h"
#include "tool/cache_folder.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Catch::Matchers::Equals;
using Catch::Matchers::StartsWith;
using test::equals_golden;
using test::Run;
using test::run_program;
using test::TemporaryFolder;
using test::write_project;

TEST_CASE("no argument prints the help to stderr and is a usage error") {
  const Run run = run_program({});
  CHECK(run.exit_code == 2);
  CHECK(run.out.empty());
  CHECK_THAT(run.err, Contains("check") && Contains("doctor") && Contains("Exit codes"));
}

TEST_CASE("the help is what the golden file says") {
  const auto [arguments, golden] = GENERATE(table<std::vector<std::string>, std::string>({
      {{"--help"}, "help.txt"},
      {{"check", "--help"}, "help-check.txt"},
      {{"why", "--help"}, "help-why.txt"},
  }));
  const Run run = run_program(arguments);
  CHECK(run.exit_code == 0);
  CHECK(equals_golden("tests/tool/golden/" + golden, run.out));
  CHECK(run.err.empty());
}

TEST_CASE("every command has a help of its own") {
  const std::string command = GENERATE("check", "graph", "why", "impact", "cut", "diff", "query", "init", "baseline",
                                       "doctor", "rules", "explain", "facts", "schema", "version");
  const Run run = run_program({command, "--help"});
  INFO(command);
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.out, Contains("loadline " + command));
}

TEST_CASE("an argument that is spelled like a command is an argument") {
  const std::string name = GENERATE("graph", "facts", "baseline");
  const Run run = run_program({"schema", name});
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.out, StartsWith("{\n  \"$schema\":"));
}

TEST_CASE("mistakes in the arguments are usage errors that say what is meant") {
  const auto [arguments, message] = GENERATE(table<std::vector<std::string>, std::string>({
      {{"chekc"}, "error: unknown command \"chekc\"\n  hint: did you mean \"check\"?"},
      {{"xyzzy"}, "loadline --help lists the commands"},
      {{"check", "--rpeort", "json"}, "error: unexpected argument \"--rpeort\"\n  hint: did you mean \"--report\"?"},
      {{"check", ".", "another"}, "error: unexpected argument \"another\"\n  hint: loadline check --help"},
      {{"check", "--jobs", "many"}, "--jobs"},
      {{"check", "--jobs", "0"}, "--jobs"},
      {{"check", "--report", "jsn"}, "unknown report \"jsn\"\n  hint: did you mean \"json\"?"},
      {{"check", "--report", "json="}, "names no file"},
      {{"check", "--report", "json", "--report", "text"}, "two reports go to stdout"},
      {{"check", "--fail-on", "fatal"}, "--fail-on"},
      {{"check", "--rule", "dependency-cylce"},
       "unknown rule \"dependency-cylce\"\n  hint: did you mean \"dependency-cycle\"?"},
      {{"graph", "--format", "dto"}, "unknown graph format \"dto\""},
      {{"graph", "-o", "picture.xyz"}, "no graph format has the extension of picture.xyz"},
      {{"graph", "--level", "planet"}, "--level"},
      {{"graph", "--kinds", "calls"}, "unknown kind of reference \"calls\""},
      {{"why", "a"}, "B is required"},
      {{"explain", "no-such-rule"}, "unknown rule \"no-such-rule\""},
      {{"schema", "nothing"}, "NAME"},
  }));
  const Run run = run_program(arguments);
  INFO(arguments.front());
  CHECK(run.exit_code == 2);
  CHECK(run.out.empty());
  CHECK_THAT(run.err, StartsWith("loadline: error: ") && Contains(message));
}

TEST_CASE("a PATH that is missing or a file is a usage error that names it") {
  const TemporaryFolder folder;
  folder.write("file.txt", "x");
  const std::string command = GENERATE("check", "graph", "doctor", "facts", "rules");
  const auto run_on = [&](const std::string& path) {
    return command == "rules" ? run_program({command, "x.cc", path}) : run_program({command, path});
  };
  const Run missing = run_on((folder.path() / "missing").string());
  CHECK(missing.exit_code == 2);
  CHECK_THAT(missing.err, Contains("missing: No such file or directory") && Contains("hint: "));
  const Run file = run_on((folder.path() / "file.txt").string());
  CHECK(file.exit_code == 2);
  CHECK_THAT(file.err, Contains("file.txt is not a folder") && Contains("hint: "));
}

TEST_CASE("a project without a compile database is a usage error with a hint") {
  const TemporaryFolder folder;
  folder.write("a.cc", "int x;\n");
  const Run run = run_program({"check", folder.path().string()});
  CHECK(run.exit_code == 2);
  CHECK(run.out.empty());
  CHECK_THAT(run.err, StartsWith("loadline: error: ") && Contains("hint: "));
}

TEST_CASE("mistakes in loadline.yaml are reported before anything is parsed") {
  const TemporaryFolder folder;
  write_project(folder);
  folder.write("loadline.yaml", "version: 1\nlayer: [a]\nfail_on: x\n");
  const Run run = run_program({"check", folder.path().string()});
  CHECK(run.exit_code == 2);
  CHECK_THAT(run.err, Contains("loadline: error: 2 mistakes in loadline.yaml\nloadline.yaml:2:1: ") &&
                          Contains("\nloadline.yaml:3:10: "));
  CHECK_FALSE(fs::exists(default_cache_folder(folder.path())));
}

TEST_CASE("findings make the exit code 1, and --fail-on and --rule decide which") {
  const TemporaryFolder folder;
  write_project(folder);
  const std::string path = folder.path().string();
  const Run check = run_program({"check", path});
  CHECK(check.exit_code == 1);
  CHECK_THAT(check.out, Contains("dependency-cycle"));
  CHECK(run_program({"check", path, "--rule", "unassigned-file"}).exit_code == 0);

  folder.write("loadline.yaml",
               "version: 1\nmodules:\n  ui: { paths: [ui/**] }\n  core: { paths: [core/**] }\n"
               "rules: { dependency-cycle: warning }\n");
  CHECK(run_program({"check", path}).exit_code == 0);
  CHECK(run_program({"check", path, "--fail-on", "warning"}).exit_code == 1);
}

// The doctor also says what was precompiled for this run, which a warm one has no need of.
std::string without_precompiled_headers(std::string text) {
  const std::size_t begin = text.find("\nPrecompiled headers\n");
  if (begin == std::string::npos) return text;
  return text.erase(begin, text.find("\n\n", begin + 1) + 1 - begin);
}

TEST_CASE("the output is the same from a cold and a warm cache and without one") {
  const TemporaryFolder folder;
  write_project(folder);
  const std::string path = folder.path().string();
  const std::string command = GENERATE("check", "facts", "doctor", "graph");
  const Run cold = run_program({command, path});
  const Run warm = run_program({command, path, "--jobs", "1"});
  const Run none = run_program({command, path, "--no-cache"});
  INFO(command);
  CHECK_FALSE(cold.out.empty());
  CHECK(without_precompiled_headers(cold.out) == without_precompiled_headers(warm.out));
  CHECK(cold.out == none.out);
  CHECK(cold.exit_code == warm.exit_code);
}

TEST_CASE("reports go to the files they name, whole, and stdout stays empty") {
  const TemporaryFolder folder;
  write_project(folder);
  const std::string text = (folder.path() / "report.txt").string(), json = (folder.path() / "report.json").string();
  const Run run =
      run_program({"check", folder.path().string(), "--report", "text=" + text, "--report", "json=" + json});
  CHECK(run.exit_code == 1);
  CHECK(run.out.empty());
  CHECK_THAT(folder.read("report.txt"), Contains("dependency-cycle"));
  CHECK_THAT(folder.read("report.json"), StartsWith("{"));
}

TEST_CASE("an output that cannot be written is a failure, whatever was found") {
  const TemporaryFolder folder;
  write_project(folder);
  const std::string path = folder.path().string();
  const Run full = run_program({"check", path, "--report", "json=/dev/full"});
  CHECK(full.exit_code == 3);
  CHECK_THAT(full.err, Contains("cannot write /dev/full: No space left on device\n  hint: "));
  const Run missing = run_program({"graph", path, "-o", path + "/no/such/graph.dot"});
  CHECK(missing.exit_code == 3);
  CHECK_THAT(missing.err, Contains("No such file or directory\n  hint: create the folder first"));
}

TEST_CASE("a full disk behind stdout and a closed pipe are failures, not silence") {
  const TemporaryFolder folder;
  write_project(folder);
  const Run full = run_program({"facts", folder.path().string()}, "/dev/full");
  CHECK(full.exit_code == 3);
  CHECK_THAT(full.err, Contains("cannot write to stdout: No space left on device"));
  const Run closed = test::run_program_into_closed_pipe({"facts", folder.path().string()});
  CHECK(closed.exit_code == 3);
  CHECK_THAT(closed.err, Contains("cannot write to stdout: Broken pipe"));
}

TEST_CASE("a help that cannot be written is a failure") {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--help"}, std::vector<std::string>{"check", "--help"}, {"--version"}}) {
    CHECK(run_program(arguments, "/dev/full").exit_code == 3);
  }
}

TEST_CASE("a matrix in FILE.html is the page, and no other format is written to one") {
  const TemporaryFolder folder;
  write_project(folder);
  const std::string path = folder.path().string(), page = path + "/matrix.html";
  CHECK(run_program({"graph", path, "-f", "dsm", "-o", page}).exit_code == 0);
  CHECK_THAT(folder.read("matrix.html"), StartsWith("<!doctype html>"));
  for (const char* format : {"dot", "mermaid", "json"}) {
    CHECK(run_program({"graph", path, "-f", format, "-o", path + "/x.HTML"}).exit_code == 2);
  }
  CHECK(run_program({"check", path, "--report", "text=" + path + "/x.html"}).exit_code == 2);
  CHECK(run_program({"graph", path, "-f", "dsm", "-o", path + "/matrix.txt"}).exit_code == 0);
}

TEST_CASE("what is not a regular file is named, and stops nothing but itself") {
  const TemporaryFolder folder;
  write_project(folder);
  const std::string path = folder.path().string();
  fs::create_symlink("loop.cc", folder.path() / "core/loop.cc");
  REQUIRE(mkfifo((folder.path() / "core/pipe.cc").c_str(), 0600) == 0);
  std::string database = folder.read("build/compile_commands.json");
  for (const char* source : {"core/loop.cc", "core/pipe.cc"}) {
    database.insert(1, "{\"directory\": \"" + path + "\", \"file\": \"" + source + "\", \"command\": \"c++ -I. -c " +
                           source + "\"},");
  }
  folder.write("build/compile_commands.json", database);
  const Run doctor = run_program({"doctor", path});
  CHECK_THAT(doctor.out, Contains("loop.cc") && Contains("pipe.cc"));
  CHECK(run_program({"check", path}).exit_code == 3);
  fs::remove(folder.path() / "loadline.yaml");
  REQUIRE(mkfifo((folder.path() / "loadline.yaml").c_str(), 0600) == 0);
  const Run run = run_program({"check", path});
  CHECK(run.exit_code == 2);
  CHECK_THAT(run.err, Contains("loadline.yaml") && Contains("pipe"));
}

TEST_CASE("what compile commands make Clang print does not reach the user") {
  const TemporaryFolder folder;
  write_project(folder);
  std::string database = folder.read("build/compile_commands.json");
  for (std::size_t at = 0; (at = database.find("-I.", at)) != std::string::npos; at += 4) {
    database.insert(at, "-H -ftime-report ");
    at += 17;
  }
  folder.write("build/compile_commands.json", database);
  const Run run = run_program({"check", folder.path().string(), "-q", "--no-cache", "--report", "json"});
  CHECK(run.err.empty());
  CHECK_THAT(run.out, StartsWith("{"));
}

TEST_CASE("an unwritable cache is a warning and changes nothing else") {
  const TemporaryFolder folder;
  write_project(folder);
  folder.write("blocked", "a file where a folder is needed");
  const Run run =
      run_program({"check", folder.path().string(), "--cache-dir", (folder.path() / "blocked/cache").string()});
  CHECK(run.exit_code == 1);
  CHECK_THAT(run.err, Contains("loadline: warning: nothing is cached: "));
}

TEST_CASE("with --quiet nothing is said on stderr") {
  const TemporaryFolder folder;
  write_project(folder);
  CHECK(run_program({"check", folder.path().string(), "--quiet"}).err.empty());
}

TEST_CASE("why prints the trail of a dependency; without one it exits with 1") {
  const TemporaryFolder folder;
  write_project(folder);
  folder.write("ui/window.cc", "#include \"ui/window.h\"\nvoid show() {}\n");
  const std::string path = folder.path().string();
  const Run there = run_program({"why", "core", "ui", path});
  CHECK(there.exit_code == 0);
  CHECK_THAT(there.out, Contains("core/log.cc:"));
  const Run back = run_program({"why", "ui", "core", path});
  CHECK(back.exit_code == 1);
  const Run unknown = run_program({"why", "cor", "ui", path});
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.err, Contains("did you mean"));
}

TEST_CASE("rules lists every rule, and those that apply to one file") {
  const TemporaryFolder folder;
  write_project(folder);
  folder.write("loadline.yaml",
               "version: 1\nmodules:\n  ui: { paths: [ui/**], tags: [edge] }\n  core: { paths: [core/**] }\n"
               "layers: [ui, core]\nrules:\n  unassigned-file: off\n  forbidden-dependency:\n"
               "    - { from: core, to: 'tag:edge' }\n    - { from: ui, to_files: [winsock.h] }\n");
  const std::string path = folder.path().string();
  const Run list = run_program({"rules", "--config", path + "/loadline.yaml"});
  CHECK(list.exit_code == 0);
  CHECK_THAT(list.out,
             Contains("off      unassigned-file") && Contains("forbidden-dependency") && Contains("[2 declared]"));
  const Run file = run_program({"rules", "core/log.cc", path});
  CHECK(file.exit_code == 0);
  CHECK_THAT(
      file.out,
      StartsWith("core/log.cc\n  module   core  (loadline.yaml:4)\n  layer    must not use: ui  (loadline.yaml:5)\n"));
  CHECK_THAT(file.out, Contains("forbidden-dependency  from: core  to: tag:edge  (loadline.yaml:9)"));
  CHECK_THAT(file.out, !Contains("winsock.h") && !Contains("unassigned-file"));
  const Run unknown = run_program({"rules", "core/lgo.cc", path});
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.err, Contains("did you mean \"core/log.cc\"?"));
}

TEST_CASE("explain prints the page of a rule, or the evidence of a finding by its fingerprint") {
  const TemporaryFolder folder;
  write_project(folder);
  const std::string path = folder.path().string();
  CHECK_THAT(run_program({"explain", "dependency-cycle"}).out, StartsWith("# dependency-cycle\n"));
  const std::string json = run_program({"check", path, "--report", "json", "--rule", "dependency-cycle"}).out;
  const std::string key = "\"fingerprint\": \"";
  const std::size_t at = json.find(key);
  REQUIRE(at != std::string::npos);
  const Run finding = run_program({"explain", json.substr(at + key.size(), 16), path});
  CHECK(finding.exit_code == 0);
  CHECK_THAT(finding.out, Contains("ui/window.cc:") && Contains("core/log.cc:"));
  CHECK(run_program({"explain", "0123456789abcdef", path}).exit_code == 2);
}

TEST_CASE("version tells the versions of loadline, Clang and the facts") {
  const Run run = run_program({"version"});
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.out, StartsWith("loadline ") && Contains("clang version 19") && Contains("facts "));
  CHECK(run_program({"--version"}).out == run.out);
}

TEST_CASE("schemas are JSON for every name") {
  const std::string name = GENERATE("api", "config", "facts", "graph", "report", "scalability");
  const Run run = run_program({"schema", name});
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.out, StartsWith("{") && Contains("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""));
}

}  // namespace
}  // namespace loadline

// Reports of a real run: where they go, what they agree on, and what a failed run leaves behind.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <regex>

#include <nlohmann/json.hpp>

#include "analyzers/structure/metrics.h"
#include "reports/report.h"
#include "tests/tool/program_run.h"
#include "tests/tool/temporary_folder.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using json = nlohmann::json;
using test::Run;
using test::run_program;
using test::run_program_in;
using test::TemporaryFolder;

// Two modules that use each other.
void write_project(const TemporaryFolder& folder, const std::string& at = "") {
  folder.write(at + "ui/window.h", "#pragma once\nvoid show();\n");
  folder.write(at + "ui/window.cc", "#include \"ui/window.h\"\n#include \"core/log.h\"\nvoid show() { log_line(); }\n");
  folder.write(at + "core/log.h", "#pragma once\nvoid log_line();\n");
  folder.write(at + "core/log.cc", "#include \"core/log.h\"\n#include \"ui/window.h\"\nvoid log_line() { show(); }\n");
  const std::string root = (folder.path() / at).string();
  json database;
  for (const char* source : {"ui/window.cc", "core/log.cc"}) {
    database.push_back(
        {{"directory", root}, {"file", source}, {"command", std::string("c++ -I. -c ") + source + " -o x.o"}});
  }
  folder.write(at + "build/compile_commands.json", database.dump());
  folder.write(at + "loadline.yaml", "version: 1\nmodules:\n  ui: { paths: [ui/**] }\n  core: { paths: [core/**] }\n");
}

// Sets a variable of the environment, which child processes inherit.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { ::unsetenv(name_); }

 private:
  const char* name_;
};

std::vector<std::string> check_with_all_formats(const std::string& folder) {
  std::vector<std::string> arguments{"check", folder, "-q"};
  for (const Report* report : all_reports()) {
    arguments.push_back("--report");
    arguments.push_back(std::string(report->name) + '=' + folder + "/report." + std::string(report->name));
  }
  return arguments;
}

std::size_t occurrences(const std::string& text, const char* pattern) {
  const std::regex regex(pattern);
  return static_cast<std::size_t>(std::distance(std::sregex_iterator(text.begin(), text.end(), regex), {}));
}

TEST_CASE("a report's file counts from where the user is, wherever the project is") {
  const TemporaryFolder folder, elsewhere;
  write_project(folder);
  const Run run = run_program_in(elsewhere.path().string(),
                                 {"check", folder.path().string(), "--report", "sarif=loadline.sarif", "--no-cache"});
  CHECK(run.exit_code == 1);
  CHECK(fs::exists(elsewhere.path() / "loadline.sarif"));
  CHECK_FALSE(fs::exists(folder.path() / "loadline.sarif"));
  const Run graph = run_program_in(elsewhere.path().string(), {"graph", folder.path().string(), "-o", "modules.dot"});
  CHECK(graph.exit_code == 0);
  CHECK(fs::exists(elsewhere.path() / "modules.dot"));
}

TEST_CASE("the exit code and every format say the same about one run") {
  const TemporaryFolder folder;
  write_project(folder);
  const std::string path = folder.path().string();
  const std::string severity = GENERATE("error", "warning");
  folder.write("loadline.yaml", folder.read("loadline.yaml") + "rules: { dependency-cycle: " + severity + " }\n");
  const Run run = run_program(check_with_all_formats(path));
  const bool fails = severity == "error";
  CHECK(run.exit_code == (fails ? 1 : 0));
  CHECK(json::parse(folder.read("report.json")).at("findings").size() == 1);
  const json sarif = json::parse(folder.read("report.sarif")).at("runs").at(0);
  CHECK(sarif.at("results").size() == 1);
  CHECK(sarif.at("results")[0].at("level") == severity);
  CHECK(sarif.at("invocations")[0].at("executionSuccessful") == true);
  CHECK(json::parse(folder.read("report.codeclimate")).size() == 1);
  CHECK(occurrences(folder.read("report.junit"), "<failure ") == (fails ? 1 : 0));
  CHECK(occurrences(folder.read("report.junit"), "<skipped ") == (fails ? 0 : 1));
  CHECK(occurrences(folder.read("report.github"), "::(error|warning) file=") == 1);
  CHECK_THAT(folder.read("report.markdown"),
             StartsWith("## loadline: 1 new finding\n") && Contains(" -->|") && Contains("linkStyle 0,1 "));
  CHECK_THAT(folder.read("report.text"), Contains("1 finding: 1 " + severity));
  CHECK(occurrences(folder.read("report.html"), "<details class=\"finding fresh\"") == 1);
  CHECK_THAT(folder.read("report.html"), Contains("class=\"sev " + severity + "\"") && Contains("class=\"here\""));
}

TEST_CASE("a run that cannot be trusted says so in every format that has a word for it") {
  const TemporaryFolder folder;
  write_project(folder);
  fs::remove(folder.path() / "ui/window.cc");
  const Run run = run_program(check_with_all_formats(folder.path().string()));
  CHECK(run.exit_code == 3);
  const json invocation = json::parse(folder.read("report.sarif")).at("runs").at(0).at("invocations").at(0);
  CHECK(invocation.at("executionSuccessful") == false);
  CHECK(invocation.at("toolExecutionNotifications").at(0).at("level") == "error");
  CHECK(invocation.at("toolExecutionNotifications").dump().find("ui/window.cc") != std::string::npos);
  CHECK(invocation.dump().find(folder.path().string()) == std::string::npos);
  CHECK_THAT(folder.read("report.junit"), Contains("<error "));
  CHECK_THAT(folder.read("report.github"), Contains("::error title=loadline::the analysis is incomplete"));
  CHECK_THAT(folder.read("report.markdown"), StartsWith("## loadline: the analysis is incomplete\n"));
  CHECK(json::parse(folder.read("report.json")).at("coverage").at("complete") == false);
  CHECK_THAT(folder.read("report.html"), Contains("Too little of the code was read"));
}

TEST_CASE("a run that fails leaves no report, and an older one as it was") {
  const TemporaryFolder folder;
  write_project(folder);
  folder.write("loadline.yaml", "version: 1\nlayer: [a]\n");
  for (const Report* report : all_reports()) {
    const std::string name = "report." + std::string(report->name);
    const std::vector<std::string> arguments{"check", folder.path().string(), "--report",
                                             std::string(report->name) + '=' + (folder.path() / name).string()};
    CHECK(run_program(arguments).exit_code == 2);
    CHECK_FALSE(fs::exists(folder.path() / name));
    folder.write(name, "of yesterday");
    CHECK(run_program(arguments).exit_code == 2);
    CHECK(folder.read(name) == "of yesterday");
  }
}

TEST_CASE("inside GitHub Actions annotations come by themselves, without touching stdout") {
  const TemporaryFolder folder;
  write_project(folder);
  const std::string path = folder.path().string();
  const Run outside = run_program({"check", path, "-q"});
  CHECK(outside.err.empty());
  const Variable actions("GITHUB_ACTIONS", "true");
  const Run inside = run_program({"check", path, "-q"});
  CHECK(inside.out == outside.out);
  CHECK(inside.exit_code == outside.exit_code);
  CHECK_THAT(inside.err, StartsWith("::error file=") && Contains("title=loadline dependency-cycle::"));
  const Run asked = run_program({"check", path, "-q", "--report", "github"});
  CHECK(asked.out == inside.err);
  CHECK(asked.err.empty());
}

TEST_CASE("reports name files as the repository does when the project is a part of it") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / ".git");
  write_project(folder, "services/shop/");
  const Run run = run_program(check_with_all_formats((folder.path() / "services/shop").string()));
  CHECK(run.exit_code == 1);
  CHECK_THAT(folder.read("services/shop/report.github"), StartsWith("::error file=services/shop/"));
  CHECK_THAT(folder.read("services/shop/report.sarif"), Contains("\"uri\": \"services/shop/core/log.cc\""));
  CHECK_THAT(folder.read("services/shop/report.codeclimate"), Contains("\"path\": \"services/shop/"));
}

}  // namespace
}  // namespace loadline

// What the README offers to copy: workflow, job and hook are well-formed, and their commands work.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <yaml-cpp/yaml.h>
#include <nlohmann/json.hpp>

#include "analyzers/calls/effects.h"
#include "tests/tool/temporary_folder.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using test::TemporaryFolder;

// The fenced block of the README that holds `marker`.
std::string recipe(const std::string& marker) {
  std::ifstream stream(std::string(LOADLINE_SOURCE_DIR) + "/README.md", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  const std::size_t at = text.find("\n# " + marker);
  if (at == std::string::npos) throw std::runtime_error("the README has no " + marker);
  const std::size_t begin = text.find('\n', text.rfind("```", at)) + 1;
  return text.substr(begin, text.find("\n```", at) + 1 - begin);
}

// A project in which `core` uses `ui`, although it is below when `has_violation`.
void write_project(const TemporaryFolder& folder, bool has_violation) {
  folder.write("ui/window.h", "#pragma once\nvoid show();\n");
  folder.write("ui/window.cc", "#include \"ui/window.h\"\nvoid show() {}\n");
  folder.write("core/log.cc", has_violation ? "#include \"ui/window.h\"\nvoid log_line() { show(); }\n" : "int x;\n");
  folder.write("CMakeLists.txt",
               "cmake_minimum_required(VERSION 3.25)\nproject(shop LANGUAGES CXX)\n"
               "include_directories(${PROJECT_SOURCE_DIR})\nadd_library(shop STATIC core/log.cc ui/window.cc)\n");
  folder.write("loadline.yaml",
               "version: 1\nmodules:\n  ui: { paths: [ui/**] }\n  core: { paths: [core/**] }\nlayers: [ui, core]\n"
               "sources: { exclude: [build/**] }\n");
}

// Runs a script in the folder, with the program of this build first in PATH. Returns its exit code.
int run_script(const TemporaryFolder& folder, const std::string& script) {
  folder.write("script.sh", script);
  const std::string path = folder.path().string();
  const std::string bin = fs::path(LOADLINE_PROGRAM).parent_path().string();
  const std::string command = "cd '" + path + "' && PATH='" + bin + "':\"$PATH\" GITHUB_STEP_SUMMARY='" + path +
                              "/summary.md' bash -e -o pipefail script.sh >out 2>err";
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_CASE("the GitHub Actions workflow of the README checks, uploads and summarises") {
  const YAML::Node workflow = YAML::Load(recipe(".github/workflows/architecture.yml"));
  CHECK(workflow["permissions"]["security-events"].as<std::string>() == "write");
  const YAML::Node steps = workflow["jobs"]["loadline"]["steps"];
  const bool has_violation = GENERATE(false, true);
  const TemporaryFolder folder;
  write_project(folder, has_violation);
  int code = 0;
  for (const YAML::Node& step : steps) {
    if (step["run"] && code == 0) code = run_script(folder, step["run"].as<std::string>());
  }
  INFO(folder.read("err"));
  CHECK(code == (has_violation ? 1 : 0));
  const YAML::Node upload = steps[steps.size() - 1];
  const nlohmann::json sarif = nlohmann::json::parse(folder.read(upload["with"]["sarif_file"].as<std::string>()));
  CHECK(sarif["runs"][0]["results"].size() == (has_violation ? 1 : 0));
  CHECK_THAT(folder.read("summary.md"), StartsWith("## loadline: "));

  fs::remove(folder.path() / "core/log.cc");  // the compile database still names it
  CHECK(run_script(folder, steps[2]["run"].as<std::string>()) == 3);
  CHECK_FALSE(fs::exists(folder.path() / "loadline.sarif"));
}

TEST_CASE("the GitLab job of the README leaves the reports it names") {
  const YAML::Node job = YAML::Load(recipe(".gitlab-ci.yml"))["architecture"];
  const TemporaryFolder folder;
  write_project(folder, true);
  std::string script;
  for (const YAML::Node& line : job["script"]) script += line.as<std::string>() + '\n';
  CHECK(run_script(folder, script) == 1);
  CHECK(job["artifacts"]["when"].as<std::string>() == "always");
  const YAML::Node reports = job["artifacts"]["reports"];
  CHECK(nlohmann::json::parse(folder.read(reports["codequality"].as<std::string>())).size() == 1);
  CHECK_THAT(folder.read(reports["junit"].as<std::string>()), Contains("<failure "));
}

TEST_CASE("the pre-commit hook of the README lets only a clean project through") {
  const bool has_violation = GENERATE(false, true);
  const TemporaryFolder folder;
  write_project(folder, has_violation);
  folder.write("hook", recipe(".git/hooks/pre-commit"));
  const int code = run_script(folder,
                              "cmake -S . -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON\ngit init -q .\n"
                              "cp hook .git/hooks/pre-commit\nchmod +x .git/hooks/pre-commit\ngit add core\n"
                              "git -c user.name=a -c user.email=a@example.org commit -q -m x\n");
  INFO(folder.read("err"));
  CHECK(code == (has_violation ? 1 : 0));
}

}  // namespace
}  // namespace loadline

// The examples on the pages of rules: the first fires, the second does not.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include "rules/all_rules.h"
#include "rules/engine/rule.h"
#include "tests/tool/program_run.h"
#include "tests/tool/temporary_folder.h"

namespace loadline {
namespace {

using test::Run;
using test::run_program;
using test::TemporaryFolder;

// Rules whose examples are whole programs. Those of the others need a library that is not on every machine, a history,
// or more code than fits a page; each has tests of its own.
const std::set<std::string> kRun = {
    "bidirectional-dependency",
    "dependency-cycle",
    "forbidden-dependency",
    "hidden-dependency",
    "independence-violation",
    "layer-violation",
    "low-cohesion",
    "metric-threshold",
    "mixed-concerns",
    "private-access",
    "query",
    "suppression-without-reason",
    "tight-coupling",
    "unassigned-file",
    "undeclared-dependency",
    "unmatched-rule",
    "unstable-dependency",
    "unused-include",
    "unused-suppression",
};

std::string section(std::string_view page, const std::string& heading) {
  const std::size_t begin = page.find("\n## " + heading + "\n");
  const std::size_t end = page.find("\n## ", begin + 1);
  return std::string(page.substr(begin, end - begin));
}

// The files that an example shows. "// ui/window.h" on a line of its own begins a file in a block of C++; a block of
// YAML is loadline.yaml.
std::map<std::string, std::string> files_of(const std::string& section) {
  static const std::regex kFile(R"(// ([\w.-]+(/[\w.-]+)*\.(h|cc)))");
  std::map<std::string, std::string> files;
  std::istringstream lines(section);
  std::string line, block, file;
  while (std::getline(lines, line)) {
    std::smatch match;
    if (line.starts_with("```")) {
      block = block.empty() ? line.substr(3) : "";
      file = block == "yaml" ? "loadline.yaml" : "";
      if (block == "yaml") files[file] = "version: 1\n";
    } else if (block == "cpp" && std::regex_match(line, match, kFile)) {
      file = match[1];
      files[file].clear();
    } else if (!block.empty() && !file.empty()) {
      files[file] += line + '\n';
    }
  }
  return files;
}

// How many findings the rule has in a project of these files.
std::size_t findings_of(const std::string& rule, const std::map<std::string, std::string>& files) {
  const TemporaryFolder folder;
  nlohmann::json database = nlohmann::json::array();
  for (const auto& [name, text] : files) {
    folder.write(name, text);
    if (!name.ends_with(".cc")) continue;
    database.push_back({{"directory", folder.path().string()},
                        {"file", name},
                        {"arguments", {"c++", "-std=c++20", "-I.", "-c", name}}});
  }
  folder.write("compile_commands.json", database.dump());
  const Run run = run_program({"check", folder.path().string(), "--no-cache", "--rule", rule, "--report", "json"});
  INFO(run.err);
  REQUIRE((run.exit_code == 0 || run.exit_code == 1));
  const nlohmann::json report = nlohmann::json::parse(run.out);
  CHECK(report["coverage"]["degraded"] == 0);  // the examples are C++
  return report["findings"].size();
}

TEST_CASE("the examples on the pages of rules fire, and do not, as the page says") {
  for (const std::string& id : kRun) {
    DYNAMIC_SECTION(id) {
      std::map<std::string, std::string> files = files_of(section(rule_page(id), "Example that fires"));
      REQUIRE_FALSE(files.empty());
      CHECK(findings_of(id, files) > 0);
      for (const auto& [name, text] : files_of(section(rule_page(id), "Example that does not"))) files[name] = text;
      CHECK(findings_of(id, files) == 0);
    }
  }
}

}  // namespace
}  // namespace loadline

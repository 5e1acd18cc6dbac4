// Makes the repository.
// SPDX-License-Identifier: Apache-2.0
#include "tests/tool/made_history.h"

#include <catch2/catch.hpp>

#include <cstdlib>

#include <nlohmann/json.hpp>

#include "tests/tool/program_run.h"

namespace loadline::test {

History::History() {
  folder_.write("ui/window.h", "#pragma once\nvoid show();\n");
  folder_.write("ui/window.cc", "#include \"ui/window.h\"\n#include \"core/log.h\"\nvoid show() { log_line(); }\n");
  folder_.write("core/log.h", "#pragma once\nvoid log_line();\n");
  folder_.write("core/log.cc", "#include \"core/log.h\"\n#include \"ui/window.h\"\nvoid log_line() { show(); }\n");
  folder_.write("store/db.h", "#pragma once\nvoid put();\n");
  folder_.write("store/db.cc", "#include \"store/db.h\"\nvoid put() {}\n");
  folder_.write("loadline.yaml",
                "version: 1\nmodules:\n  ui: { paths: [ui/**] }\n  core: { paths: [core/**] }\n"
                "  store: { paths: [store/**] }\nlayers: [ui, core, store]\n"
                "rules: { dependency-cycle: off, bidirectional-dependency: off }\n");
  folder_.write(".gitignore", "build\n");
  write_database({"ui/window.cc", "core/log.cc", "store/db.cc"});
  git("init -q -b main .");
  commit("first");
}

void History::git(const std::string& arguments) const {
  const std::string command = "git -C '" + path() + "' -c user.name=a -c user.email=a@example.org " + arguments;
  REQUIRE(std::system((command + " >/dev/null 2>&1").c_str()) == 0);
}

void History::commit(const std::string& message) const {
  git("add -A");
  git("commit -q -m " + message);
}

void History::write_database(const std::vector<std::string>& sources) const {
  nlohmann::json database;
  for (const std::string& source : sources) {
    database.push_back({{"directory", path() + "/build"},
                        {"file", path() + "/" + source},
                        {"command", "c++ -I" + path() + " -I" + path() + "/build -c " + path() + "/" + source}});
  }
  folder_.write("build/compile_commands.json", database.dump());
}

void History::break_store() const {
  folder_.write("store/db.cc", "#include \"store/db.h\"\n#include \"ui/window.h\"\nvoid put() { show(); }\n");
}

nlohmann::json findings_since(const History& history, const std::string& ref) {
  const Run run = run_program({"check", history.path(), "--since", ref, "--report", "json"});
  INFO(run.err);
  REQUIRE((run.exit_code == 0 || run.exit_code == 1));
  nlohmann::json findings = nlohmann::json::parse(run.out)["findings"];
  std::erase_if(findings.get_ref<nlohmann::json::array_t&>(),
                [](const nlohmann::json& finding) { return finding["status"] != "fresh"; });
  return findings;
}

}  // namespace loadline::test

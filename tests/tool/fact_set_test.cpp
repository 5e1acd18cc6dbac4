// Fact sets: the facts of one state of a project, in one file.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/tool/made_history.h"
#include "tests/tool/program_run.h"
#include "tests/tool/temporary_folder.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using test::findings_since;
using test::History;
using test::Run;
using test::run_program;
using test::run_program_in;
using test::TemporaryFolder;

TEST_CASE("a fact set stands for the state that it was written in, with and without sources") {
  const History history;
  const std::string path = history.path(), before = path + "/build/before.facts", after = path + "/build/after.facts";
  CHECK(run_program({"facts", path, "-o", before}).exit_code == 0);
  history.break_store();
  history.commit("second");
  CHECK(run_program({"facts", path, "-o", after}).exit_code == 0);

  const Run of_commits = run_program({"diff", "-C", path, "HEAD~1", "HEAD", "--format", "json"});
  nlohmann::json expected = nlohmann::json::parse(of_commits.out);
  const auto same_but_names = [&](const Run& run) {
    INFO(run.err);
    CHECK(run.exit_code == 1);
    nlohmann::json document = nlohmann::json::parse(run.out);
    for (const char* side : {"base", "head"}) document[side] = expected[side];
    return document == expected;
  };
  CHECK(same_but_names(run_program({"diff", "-C", path, before, after, "--format", "json"})));
  CHECK(same_but_names(run_program({"diff", "-C", path, before, "--format", "json"})));
  CHECK(same_but_names(run_program({"diff", "-C", path, "HEAD~1", after, "--format", "json"})));
  CHECK(run_program({"diff", "-C", path, after, after}).exit_code == 0);
  CHECK(findings_since(history, before).size() == 1);
  CHECK(findings_since(history, after).empty());

  // Where nothing is left of the project but its configuration.
  const TemporaryFolder elsewhere;
  elsewhere.write("loadline.yaml", history.folder().read("loadline.yaml"));
  fs::copy_file(before, elsewhere.path() / "old.facts");
  fs::copy_file(after, elsewhere.path() / "new.facts");
  CHECK(same_but_names(
      run_program_in(elsewhere.path().string(), {"diff", "old.facts", "new.facts", "--format", "json"})));
}

TEST_CASE("equal facts make equal fact sets, from the cache and without it") {
  const History history;
  const std::string path = history.path();
  run_program({"facts", path, "-o", path + "/build/cold.facts", "--no-cache", "-j", "1"});
  run_program({"facts", path, "-o", path + "/build/filled.facts", "-j", "3"});
  run_program({"facts", path, "-o", path + "/build/warm.facts"});
  const std::string cold = history.folder().read("build/cold.facts");
  CHECK(cold.starts_with("loadline facts "));
  CHECK(history.folder().read("build/filled.facts") == cold);
  CHECK(history.folder().read("build/warm.facts") == cold);
}

TEST_CASE("what is missing in a fact set makes the comparison incomplete") {
  const History history;
  history.folder().write("store/db.cc", "#include \"nowhere.h\"\n");
  fs::remove(history.folder().path() / "core/log.cc");
  const std::string set = history.path() + "/build/broken.facts";
  CHECK(run_program({"facts", history.path(), "-o", set}).exit_code == 3);
  const Run run = run_program({"diff", "-C", history.path(), set, set});
  CHECK(run.exit_code == 3);
  CHECK_THAT(run.err, Contains("of 3 translation units gave no facts"));
}

TEST_CASE("a file that is not a fact set is refused with one message, before anything is parsed") {
  const History history;
  const std::string path = history.path(), set = path + "/build/x.facts";
  CHECK(run_program({"facts", path, "-o", set}).exit_code == 0);
  const std::string good = history.folder().read("build/x.facts");
  std::string changed = good, newer = good;
  changed[good.size() / 2] = static_cast<char>(changed[good.size() / 2] ^ 1);
  newer[sizeof "loadline facts " - 1] = '9';
  const std::vector<std::pair<std::string, std::string>> broken{{"", "is not a fact set"},
                                                                {"{\n\"facts_version\": 4", "is not a fact set"},
                                                                {good.substr(0, good.size() - 1), "is damaged"},
                                                                {good.substr(0, 20), "is damaged"},
                                                                {good + "x", "is damaged"},
                                                                {changed, "is damaged"},
                                                                {newer, "holds facts of another version of loadline"}};
  for (const auto& [bytes, message] : broken) {
    history.folder().write("build/x.facts", bytes);
    const Run run = run_program({"diff", "-C", path, set});
    CHECK(run.exit_code == 2);
    CHECK_THAT(run.err, Contains("x.facts " + message) && Contains("hint: write it again") && !Contains("[1/"));
  }
  CHECK_THAT(run_program({"diff", "-C", path, path + "/nowhere.facts"}).err, Contains("No such file"));
  fs::create_directory(history.folder().path() / "folder.facts");
  CHECK_THAT(run_program({"check", path, "--since", path + "/folder.facts"}).err, Contains("it is a folder"));
}

}  // namespace
}  // namespace loadline

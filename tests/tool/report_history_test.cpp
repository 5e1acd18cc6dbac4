// The history of a project's numbers, and the command that writes reports.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

#include "analyzers/words/user_error.h"
#include "tests/tool/program_run.h"
#include "tests/tool/temporary_folder.h"
#include "tool/report/history.h"

using namespace loadline;
using namespace loadline::test;

namespace {

std::string contents(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("a history is read as it was written", "[history]") {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "history.jsonl").string();
  CHECK(read_history(file).empty());
  write_history(file, {{"a", "2026-01-01", {{"files", 3}}}, {"", "2026-01-02", {{"files", 4.5}}}});
  const std::vector<HistoryEntry> history = read_history(file);
  REQUIRE(history.size() == 2);
  CHECK(history[0].commit == "a");
  CHECK(history[1].values.at("files") == 4.5);
}

TEST_CASE("the same run again changes nothing", "[history]") {
  const std::vector<HistoryEntry> history = with_entry({{"a", "1", {}}, {"b", "2", {}}}, {"a", "3", {{"files", 1}}});
  REQUIRE(history.size() == 2);
  CHECK(history[0].commit == "b");
  CHECK(history[1].date == "3");
  CHECK(with_entry({{"", "1", {}}}, {"", "1", {{"files", 1}}}).size() == 1);
  CHECK(with_entry({{"", "1", {}}}, {"", "2", {}}).size() == 2);
  CHECK(with_entry({{"a", "1", {}}}, {"b", "1", {}}).size() == 2);
}

TEST_CASE("runs are in the order of their dates, whenever they were made", "[history]") {
  const std::vector<HistoryEntry> history = with_entry({{"a", "1", {}}, {"c", "3", {}}}, {"b", "2", {}});
  REQUIRE(history.size() == 3);
  CHECK(history[1].commit == "b");
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "history.jsonl").string();
  std::ofstream(file) << "{\"commit\":\"b\",\"date\":\"2026-02-01\",\"values\":{}}\n\n"
                      << "{\"commit\":\"a\",\"date\":\"2026-01-01T10:00\",\"values\":{}}\n";
  CHECK(read_history(file).front().commit == "a");
}

TEST_CASE("a date is a year, a month and a day, and perhaps a time", "[history]") {
  for (const char* date : {"2026-11-24", "2026-01-31", "2026-11-24T17:05:10Z", "2026-11-24 17:05:10 +0100"}) {
    CHECK(is_history_date(date));
  }
  for (const char* date :
       {"", "2026", "2026-13-01", "2026-00-10", "2026-1-1", "24.11.2026", "2026-11-24x", "yesterday"}) {
    CHECK_FALSE(is_history_date(date));
  }
}

TEST_CASE("a line that is not an entry is named", "[history]") {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "history.jsonl";
  for (const char* bad : {"{}", "nonsense", "{\"commit\": 1, \"date\": \"\", \"values\": {}}", "[]",
                          "{\"commit\": \"a\", \"date\": \"soon\", \"values\": {}}",
                          "{\"commit\": \"a\", \"date\": \"2026-01-01\", \"values\": {\"files\": \"many\"}}"}) {
    std::ofstream(file) << "{\"commit\": \"a\", \"date\": \"2026-01-01\", \"values\": {}}\n" << bad << '\n';
    CHECK_THROWS_WITH(read_history(file.string()), Catch::Contains(":2: this line is not a history entry"));
  }
}

TEST_CASE("report: a project becomes a page, Markdown or JSON, and mistakes are reported before it is read",
          "[report]") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "a.cc") << "int main() {}\n";
  std::ofstream(folder.path() / "compile_commands.json")
      << "[{\"directory\": \"" << folder.path().string() << "\", \"file\": \"a.cc\", \"command\": \"c++ -c a.cc\"}]";
  const std::string project = folder.path().string();
  for (const char* name : {"r.html", "r.md", "r.json"}) {
    const std::string file = (folder.path() / name).string();
    CHECK(run_program({"report", project, "-q", "-o", file}).exit_code == 0);
    CHECK(contents(file).size() > 500);
  }
  const std::string history = (folder.path() / "h.jsonl").string();
  const std::vector<std::vector<std::string>> mistakes = {{"-o", "r.txt"},
                                                          {"--history", history},
                                                          {"--history", history, "--date", "yesterday"},
                                                          {"--link-template", "javascript:{path}"}};
  for (const std::vector<std::string>& mistake : mistakes) {
    std::vector<std::string> arguments{"report", project, "-q"};
    arguments.insert(arguments.end(), mistake.begin(), mistake.end());
    const Run run = run_program_in(project, arguments);
    CHECK(run.exit_code == 2);
    CHECK(run.err.find("hint: ") != std::string::npos);
  }
  CHECK_FALSE(std::filesystem::exists(history));
  CHECK(run_program({"report", project, "-q", "-o", project + "/r.html", "--history", history, "--date", "2026-11-24"})
            .exit_code == 0);
  CHECK(contents(history).find("\"date\":\"2026-11-24\"") != std::string::npos);
}

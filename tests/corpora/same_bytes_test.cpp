// The same code gives the same bytes, whatever the number of jobs, the order of the compile database, and the cache.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <random>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/corpora/loadline_process.h"

namespace loadline::test {

namespace {

// A compile database beside nothing else, so that runs differ in its order alone.
std::string write_database(const std::filesystem::path& folder, const nlohmann::json& entries) {
  write_file(folder / "compile_commands.json", entries.dump());
  return folder.string();
}

class Leveldb {
 public:
  Leveldb() {
    auto entries = nlohmann::json::parse(read_file(corpus("leveldb") / "build" / "compile_commands.json"));
    ordered_ = write_database(scratch_.path() / "ordered", entries);
    std::shuffle(entries.begin(), entries.end(), std::mt19937(7));
    shuffled_ = write_database(scratch_.path() / "shuffled", entries);
  }

  const std::string& ordered() const { return ordered_; }
  const std::string& shuffled() const { return shuffled_; }
  std::string cache() const { return (scratch_.path() / "cache").string(); }

  // What `command` prints about leveldb.
  std::string print(const std::vector<std::string>& command, const std::string& build,
                    const std::vector<std::string>& flags) const {
    std::vector<std::string> arguments = command;
    arguments.insert(arguments.end(), {corpus("leveldb").string(), "-p", build, "--quiet"});
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    const Outcome outcome = run_loadline(arguments);
    INFO(outcome.err);
    REQUIRE((outcome.exit_code == 0 || outcome.exit_code == 1));
    REQUIRE_FALSE(outcome.out.empty());
    return outcome.out;
  }

 private:
  ScratchFolder scratch_;
  std::string ordered_, shuffled_;
};

}  // namespace

// Compared with ==, outside of CHECK: a difference in megabytes of JSON is nothing to print.
TEST_CASE(
    "the facts of leveldb are the same bytes for one job and two, shuffled entries, any cache, without precompiled "
    "headers") {
  const Leveldb leveldb;
  const std::vector<std::string> facts{"facts"}, cache{"--jobs", "2", "--cache-dir", leveldb.cache()};
  const std::string one_job = leveldb.print(facts, leveldb.ordered(), {"--jobs", "1", "--no-cache"});
  const bool cold_is_same = leveldb.print(facts, leveldb.ordered(), cache) == one_job;
  const bool warm_is_same = leveldb.print(facts, leveldb.ordered(), cache) == one_job;
  const bool shuffled_is_same = leveldb.print(facts, leveldb.shuffled(), {"--jobs", "2", "--no-cache"}) == one_job;
  const bool plain_is_same =
      leveldb.print(facts, leveldb.ordered(), {"--jobs", "2", "--no-cache", "--pch", "off"}) == one_job;
  CHECK(plain_is_same);
  CHECK(cold_is_same);
  CHECK(warm_is_same);
  CHECK(shuffled_is_same);

  for (const std::vector<std::string>& command : {std::vector<std::string>{"check", "--report", "json"},
                                                  {"check", "--report", "text"},
                                                  {"graph", "--level", "file", "--format", "json"},
                                                  {"graph", "--level", "file", "--format", "dot", "--force"}}) {
    CAPTURE(command);
    const bool output_is_same =
        leveldb.print(command, leveldb.ordered(), cache) ==
        leveldb.print(command, leveldb.shuffled(), {"--jobs", "1", "--cache-dir", leveldb.cache()});
    CHECK(output_is_same);
  }
}

TEST_CASE(
    "the facts of yaml-cpp are the same bytes with precompiled headers and without, and doctor says who loads them") {
  const std::vector<std::string> project{corpus("yaml-cpp").string(), "-p", (corpus("yaml-cpp") / "build").string(),
                                         "--quiet", "--no-cache"};
  const auto run = [&](std::vector<std::string> command) {
    command.insert(command.end(), project.begin(), project.end());
    return run_loadline(command).out;
  };
  const bool is_same = run({"facts", "--pch", "auto"}) == run({"facts", "--pch", "off"});
  CHECK(is_same);
  const auto doctor = nlohmann::json::parse(run({"doctor", "--format", "json"}));
  std::size_t units = 0;
  for (const auto& header : doctor["precompiled_headers"]["headers"]) units += header["units"].get<std::size_t>();
  CHECK(units > doctor["units"].get<std::size_t>() / 2);
}

}  // namespace loadline::test

// What anyone can check by hand in the sources of leveldb, yaml-cpp, cppcheck and RocksDB, asked of `loadline facts`.
// SPDX-License-Identifier: Apache-2.0
#include <regex>

#include <catch2/catch.hpp>

#include "tests/corpora/loadline_process.h"
#include "tests/corpora/real_facts.h"

namespace loadline::test {

namespace {

// The first group of every match of `pattern` in a file of the corpus: what grep would find.
std::multiset<std::string> grep(const std::string& name, const std::string& path, const std::string& pattern) {
  const std::string text = read_file(corpus(name) / path);
  const std::regex regex(pattern);
  std::multiset<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), regex), end; match != end; ++match)
    found.insert((*match)[1]);
  return found;
}

std::multiset<std::string> qualified(const std::string& scope, const std::multiset<std::string>& names) {
  std::multiset<std::string> result;
  for (const std::string& name : names) result.insert(scope + name);
  return result;
}

std::size_t sources_in_database(const std::string& name) {
  std::set<std::string> files;
  const auto entries = nlohmann::json::parse(read_file(corpus(name) / "build" / "compile_commands.json"));
  for (const auto& entry : entries) files.insert(entry["file"]);
  return files.size();
}

void require_all_parsed(const std::string& name) {
  const RealFacts facts(name);
  CHECK(facts.units()["total"] >= sources_in_database(name));
  CHECK(facts.units()["degraded"] == 0);
  CHECK(facts.units()["lost"] == 0);
}

}  // namespace

TEST_CASE("every source of leveldb is parsed without a problem") { require_all_parsed("leveldb"); }
TEST_CASE("every source of yaml-cpp is parsed without a problem") { require_all_parsed("yaml-cpp"); }
TEST_CASE("every source of cppcheck is parsed without a problem") { require_all_parsed("cppcheck"); }

TEST_CASE("all functions that leveldb/c.h declares are known, and no others") {
  const std::string header = "include/leveldb/c.h";
  const auto declared = grep("leveldb", header, R"(LEVELDB_EXPORT[^;(]*?\b(leveldb_\w+)\()");
  REQUIRE(declared.size() > 60);
  CHECK(RealFacts("leveldb").declared_in(header, {"function"}) == declared);
}

TEST_CASE("all functions that yaml-cpp's parse.h exports are exported, overloads counted") {
  const std::string header = "include/yaml-cpp/node/parse.h";
  const auto exported = qualified("YAML::", grep("yaml-cpp", header, R"(YAML_CPP_API[^;(]*?\b(\w+)\()"));
  REQUIRE(exported.count("YAML::Load") == 3);
  CHECK(RealFacts("yaml-cpp").flagged_in(header, "exported") == exported);
}

TEST_CASE("calls across files of leveldb are known at their line") {
  const RealFacts facts("leveldb");
  CHECK(facts.refers("leveldb_open", "call", "leveldb::DB::Open", find_text("leveldb", "db/c.cc", "DB::Open(")));
  CHECK(facts.refers("leveldb::VersionSet::MakeInputIterator", "call", "leveldb::NewMergingIterator",
                     find_text("leveldb", "db/version_set.cc", "NewMergingIterator(")));
  CHECK(facts.refers("leveldb::DBImpl::Get", "call", "leveldb::MemTable::Get",
                     find_text("leveldb", "db/db_impl.cc", "if (mem->Get(lkey")));
  CHECK(facts.refers("leveldb::TableBuilder::Add", "call", "leveldb::BlockBuilder::Add",
                     find_text("leveldb", "table/table_builder.cc", "data_block.Add(key, value)")));
  CHECK_FALSE(facts.refers("leveldb_close", "call", "leveldb::DB::Open", find_text("leveldb", "db/c.cc", "DB::Open(")));
}

TEST_CASE("calls, overrides and base classes across files of cppcheck and yaml-cpp are known at their line") {
  const RealFacts cppcheck("cppcheck");
  CHECK(cppcheck.refers("main", "call", "CppCheckExecutor::check",
                        find_text("cppcheck", "cli/main.cpp", "exec.check(argc, argv)")));
  CHECK(
      cppcheck.refers("CppCheckExecutor", "inherit", "ErrorLogger",
                      find_text("cppcheck", "cli/cppcheckexecutor.h", "class CppCheckExecutor : public ErrorLogger")));
  const RealFacts yaml("yaml-cpp");
  CHECK(yaml.refers("YAML::Parser::HandleNextDocument", "call", "YAML::SingleDocParser::HandleDocument",
                    find_text("yaml-cpp", "src/parser.cpp", "sdp.HandleDocument(")));
}

// RocksDB's headers of compactions and versions include each other. One source is enough to see it.
TEST_CASE("the cycle of includes around RocksDB's version_set.h is known") {
  const auto entries = nlohmann::json::parse(read_file(corpus("rocksdb") / "build" / "compile_commands.json"));
  nlohmann::json one = nlohmann::json::array();
  for (const auto& entry : entries) {
    if (entry["file"].get<std::string>().ends_with("/db/compaction/compaction.cc") && one.empty()) one.push_back(entry);
  }
  REQUIRE(one.size() == 1);
  const ScratchFolder build;
  write_file(build.path() / "compile_commands.json", one.dump());

  const RealFacts facts("rocksdb", build.path().string());
  CHECK(facts.units()["degraded"] == 0);
  CHECK(facts.includes("db/version_set.h", "db/compaction/compaction.h"));
  CHECK(facts.includes("db/compaction/compaction.h", "db/version_set.h"));
  CHECK(facts.includes("db/compaction/compaction_picker.h", "db/version_set.h"));
  CHECK_FALSE(facts.includes("db/version_set.h", "db/compaction/compaction.cc"));
}

}  // namespace loadline::test

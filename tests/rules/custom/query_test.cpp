// query rules: what rows become, and what a query may not do.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <chrono>

#include "analyzers/questions/sql/program_database.h"
#include "analyzers/routes/route.h"
#include "analyzers/words/user_error.h"
#include "tests/rules/rule_run.h"
#include "tests/support/program_text.h"

using namespace loadline;
using namespace loadline::test;
using Catch::Matchers::Contains;

namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view kProgram =
    "ui/w.cc -> core/log.h [call ui::open -> core::log] :7\n"
    "ui/w.cc -> core/log.h :2\n"
    "core/x.cc -> core/log.h [call core::go -> core::log] :3\n";

std::vector<Finding> run(const std::string& sql) {
  return findings("query", kProgram, {entry({{"name", {"mine"}}, {"sql", {sql}}}, 12)});
}

std::string mistake(const std::string& sql) {
  try {
    run(sql);
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

SelectResult ask(const std::string& sql, const SelectLimits& limits = {}) {
  const Program program = program_from_text(kProgram);
  const std::vector<BuildTarget> no_targets;
  const Architecture architecture;
  const Analyses analyses(program, architecture, no_targets);
  return ProgramDatabase(analyses).select(sql, limits);
}

}  // namespace

TEST_CASE("a row is a finding, with the place and words that its columns name", "[query]") {
  const std::vector<Finding> all = run(
      "SELECT path, line, from_module AS \"from\", to_module AS \"to\", 'too near' AS message, 'step back' AS advice "
      "FROM uses WHERE from_module <> to_module");
  CHECK(summaries(all) == Texts{"ui -> core (mine) at ui/w.cc:7"});
  CHECK(all[0].message == "mine: too near");
  CHECK(all[0].advice == "step back");
}

TEST_CASE("columns without a meaning are shown", "[query]") {
  const std::vector<Finding> all = run("SELECT name AS module, files FROM modules WHERE name = 'core'");
  REQUIRE(all.size() == 1);
  CHECK(all[0].message == "mine: module = core, files = 2");
}

TEST_CASE("rows with one identity are one finding in several places", "[query]") {
  const std::vector<Finding> all = run("SELECT path, line, to_name AS \"from\" FROM uses ORDER BY path, line");
  CHECK(summaries(all) == Texts{"core::log (mine) at core/x.cc:3"});
  REQUIRE(all[0].trail.size() == 2);
  CHECK(all[0].trail[1].where == Place{"ui/w.cc", 7});
}

TEST_CASE("every table can be asked", "[query]") {
  for (const SqlTable& table : sql_tables()) {
    INFO(table.name);
    const SelectResult result = ask("SELECT * FROM \"" + std::string(table.name) + "\"");
    CHECK_FALSE(result.columns.empty());
  }
  for (const SqlView& view : sql_views()) CHECK_FALSE(ask("SELECT * FROM " + std::string(view.name)).columns.empty());
  CHECK(ask("SELECT count(*) FROM \"references\"").rows[0][0] == SqlValue(std::int64_t{2}));
  CHECK(ask("SELECT count(*) FROM includes").rows[0][0] == SqlValue(std::int64_t{1}));
  CHECK(ask("SELECT kind, count FROM module_dependencies ORDER BY kind").rows.size() == 2);
}

TEST_CASE("the metrics of modules are columns", "[query]") {
  const SelectResult result = ask("SELECT name, ca, ce, instability FROM modules ORDER BY name");
  REQUIRE(result.rows.size() == 2);
  CHECK(result.rows[0] == SqlRow{"core", std::int64_t{1}, std::int64_t{0}, 0.0});
  CHECK(result.rows[1] == SqlRow{"ui", std::int64_t{0}, std::int64_t{1}, 1.0});
}

TEST_CASE("a query can do nothing but read", "[query]") {
  const std::string sql = GENERATE(
      "DELETE FROM modules", "INSERT INTO tags VALUES (1, 'x')", "UPDATE files SET path = ''", "DROP TABLE files",
      "CREATE TABLE t (a)", "CREATE VIEW v AS SELECT 1", "CREATE TEMP TABLE t (a)", "ATTACH 'x.db' AS x",
      "ATTACH ':memory:' AS x", "DETACH main", "PRAGMA user_version", "PRAGMA journal_mode = OFF",
      "SELECT * FROM pragma_database_list", "SELECT load_extension('/tmp/x.so')", "VACUUM INTO '/tmp/x.db'", "VACUUM",
      "BEGIN", "COMMIT", "REINDEX", "ANALYZE", "EXPLAIN SELECT 1", "SELECT 1; DELETE FROM modules",
      "SELECT 1; SELECT 2", "", "  -- nothing", "SELECT", "SELECT nothing FROM modules", "SELECT * FROM nowhere",
      "SELECT \"typo\" FROM modules", "WITH x AS (SELECT 1) DELETE FROM modules");
  INFO(sql);
  CHECK_THROWS_AS(require_select(sql), UserError);
  CHECK_THROWS_AS(ask(sql), UserError);
}

TEST_CASE("what follows a query may be blanks, a semicolon or a comment", "[query]") {
  const std::string sql = GENERATE("SELECT 1", "SELECT 1;", " SELECT 1 ; -- one\n", "/* a */ SELECT 1 ;;",
                                   "WITH x AS (SELECT 1 AS a) SELECT a FROM x", "VALUES (1)");
  INFO(sql);
  CHECK_NOTHROW(require_select(sql));
  CHECK(ask(sql).rows.size() == 1);
}

TEST_CASE("a query that would never end, or never fit, is stopped", "[query]") {
  SelectLimits limits;
  limits.time = std::chrono::milliseconds(50);
  const std::string endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) ";
  CHECK_THROWS_WITH(ask(endless + "SELECT max(x) FROM n", limits), Contains("takes longer"));
  limits.rows = 3;
  CHECK_THROWS_WITH(ask(endless + "SELECT x FROM n", limits), Contains("more than 3 rows"));
  CHECK_THROWS_WITH(ask("SELECT zeroblob(900000000)"), Contains("too much memory"));
  CHECK_THROWS_WITH(ask("SELECT hex(zeroblob(9000000))"), Contains("too much memory"));
}

TEST_CASE("a single call that no clock can stop is too small to matter", "[query]") {
  const std::string sql = GENERATE("SELECT instr(zeroblob(9000000), CAST(zeroblob(4500000) AS blob) || x'01')",
                                   "SELECT instr(zeroblob(260000), CAST(zeroblob(130000) AS blob) || x'01')",
                                   "SELECT replace(hex(zeroblob(130000)), hex(zeroblob(65000)) || '1', 'x')");
  const auto begin = std::chrono::steady_clock::now();
  try {
    ask(sql);
  } catch (const UserError&) {
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(30));  // with sanitizers, on a busy machine
}

TEST_CASE("rows that are few but endless in width are stopped", "[query]") {
  SelectLimits limits;
  limits.bytes = 1 << 20;
  const std::string many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 99) ";
  CHECK_THROWS_WITH(ask(many + "SELECT hex(zeroblob(100000)) FROM n", limits), Contains("too much text"));
  CHECK(ask(many + "SELECT hex(zeroblob(1000)) FROM n", limits).rows.size() == 99);
}

TEST_CASE("a mistake names the place, the query and the way out", "[query]") {
  CHECK_THAT(mistake("SELECT * FROM references"), Contains("loadline.yaml:12: query \"mine\": the query is wrong"));
  try {
    require_select("SELECT * FROM references");
    FAIL("accepted");
  } catch (const UserError& error) {
    CHECK_THAT(error.hint(), Contains("double quotes"));
  }
}

TEST_CASE("numbers are written the same way everywhere", "[query]") {
  CHECK(text_of(SqlValue(0.5)) == "0.5");
  CHECK(text_of(SqlValue(std::int64_t{-3})) == "-3");
  CHECK(text_of(SqlValue()).empty());
  CHECK(number_of(SqlValue(std::string("12x"))) == 12);
}

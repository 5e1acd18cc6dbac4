// loadline query: the forms of its answer, and that nothing in a name gets out of hand.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "tests/tool/program_run.h"
#include "tests/tool/temporary_folder.h"

namespace loadline {
namespace {

using Catch::Matchers::Contains;
using test::Run;
using test::run_program;
using test::TemporaryFolder;

void write_project(const TemporaryFolder& folder) {
  folder.write("a/a.cc", "int one() { return 1; }\nint two() { return one() + one(); }\n");
  folder.write("compile_commands.json", "[{\"directory\": \"" + folder.path().string() +
                                            "\", \"file\": \"a/a.cc\", \"command\": \"c++ -c a/a.cc\"}]");
}

TEST_CASE("the rows of a query are a table, CSV or JSON") {
  const TemporaryFolder folder;
  write_project(folder);
  const std::string path = folder.path().string();
  const std::string sql = "SELECT name, line, NULL AS empty FROM symbols WHERE kind = 'function' ORDER BY name";
  CHECK(run_program({"query", sql, path}).out == "name  line  empty\none   1     \ntwo   2     \n");
  CHECK(run_program({"query", sql, path, "--format", "csv"}).out == "name,line,empty\r\none,1,\r\ntwo,2,\r\n");
  const nlohmann::json rows = nlohmann::json::parse(run_program({"query", sql, path, "--format", "json"}).out);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0] == nlohmann::json({{"name", "one"}, {"line", 1}, {"empty", nullptr}}));
}

TEST_CASE("a cell of CSV is quoted where it must be, and never a formula") {
  const TemporaryFolder folder;
  write_project(folder);
  const Run run =
      run_program({"query", "SELECT '=1+1' AS a, 'x,\"y\"' AS b, -3 AS c", folder.path().string(), "--format", "csv"});
  CHECK(run.out == "a,b,c\r\n'=1+1,\"x,\"\"y\"\"\",-3\r\n");
}

TEST_CASE("control characters do not reach the terminal") {
  const TemporaryFolder folder;
  write_project(folder);
  CHECK_THAT(run_program({"query", "SELECT char(27) || '[31m' AS a", folder.path().string()}).out,
             Contains("\\x1b[31m"));
}

TEST_CASE("a cell of CSV has no control characters, and can be read back") {
  const TemporaryFolder folder;
  write_project(folder);
  const Run run =
      run_program({"query", "SELECT char(27) || ']0;x' || char(7) AS a, 'a' || char(10) || 'b' AS b, 'c\\x1b' AS c",
                   folder.path().string(), "--format", "csv"});
  CHECK(run.out == "a,b,c\r\n\\x1b]0;x\\x07,a\\x0ab,c\\\\x1b\r\n");
  CHECK(
      run_program({"query", "SELECT 1", folder.path().string(), "-o", folder.path().string() + "/x.html"}).exit_code ==
      2);
}

TEST_CASE("the tables are listed without a project, and mistakes reported before anything is parsed") {
  const Run tables = run_program({"query", "--tables"});
  CHECK(tables.exit_code == 0);
  CHECK_THAT(tables.out, Contains("references: ") && Contains("handlers: ") && Contains("uses: "));
  for (const char* sql : {"", "SELECT", "DROP TABLE files", "SELECT * FROM nowhere"}) {
    INFO(sql);
    const Run run = run_program({"query", sql, "/nowhere"});
    CHECK(run.exit_code == 2);
    CHECK_THAT(run.err, Contains("quer") && Contains("hint: "));
  }
}

}  // namespace
}  // namespace loadline

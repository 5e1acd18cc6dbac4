// Tables of SQL statements.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "analyzers/services/sql_statement.h"

using namespace loadline;

namespace {

// "orders! users": a written table has a mark. "-" for what is not a statement.
std::string tables(std::string_view text) {
  const std::optional<SqlStatement> statement = read_sql(text);
  if (!statement) return "-";
  std::string names;
  for (const StatementTable& table : statement->tables) {
    names += (names.empty() ? "" : " ") + table.name + (table.is_written ? "!" : "");
  }
  return names;
}

}  // namespace

TEST_CASE("tables follow FROM, JOIN, INTO, UPDATE and TABLE", "[sql]") {
  CHECK(tables("SELECT u.name FROM users u JOIN \"Orders\" AS o ON o.user = u.id") == "users orders");
  CHECK(tables("select * from a, b x, `c d` where 1") == "a b c d");
  CHECK(tables("INSERT INTO carts (id, item) VALUES (?, ?)") == "carts!");
  CHECK(tables("INSERT OR REPLACE INTO carts SELECT * FROM drafts") == "carts! drafts");
  CHECK(tables("UPDATE stock SET count = count - 1 WHERE id = $1") == "stock!");
  CHECK(tables("DELETE FROM carts WHERE id IN (SELECT cart FROM expired)") == "carts! expired");
  CHECK(tables("CREATE TABLE IF NOT EXISTS shop.orders (id INTEGER)") == "shop.orders!");
  CHECK(tables("TRUNCATE public.jobs") == "jobs!");
  CHECK(tables("MERGE INTO stock USING news ON 1") == "stock!");
  CHECK(tables("-- all of them\n  SELECT 1 FROM [users] LIMIT 1") == "users");
}

TEST_CASE("the beginning of a statement is enough", "[sql]") {
  CHECK(tables("SELECT * FROM users WHERE name = '") == "users");
  CHECK(tables("INSERT INTO orders (id) VALUES (") == "orders!");
  CHECK(tables("SELECT * FROM ") == "-");
}

TEST_CASE("a FROM without a table, a function and a named query are not tables", "[sql]") {
  CHECK(tables("SELECT EXTRACT(YEAR FROM day) FROM sales") == "sales");
  CHECK(tables("SELECT a FROM t WHERE a IS DISTINCT FROM b") == "t");
  CHECK(tables("SELECT n FROM generate_series(1, 9), t") == "t");
  CHECK(tables("WITH due AS (SELECT id FROM orders) SELECT * FROM due") == "orders");
  CHECK(tables("INSERT INTO t VALUES (1) ON CONFLICT DO UPDATE SET a = 1") == "t!");
}

TEST_CASE("sentences are not statements", "[sql]") {
  for (const char* text :
       {"Delete from the list", "select a colour from the list of colours", "update failed", "from here", "Select one",
        "", "SELECT 1", "insert coin into the slot please", "with a from b"}) {
    INFO(text);
    CHECK(tables(text) == "-");
  }
}

TEST_CASE("a statement shows what its table is used for", "[sql]") {
  CHECK(read_sql("SELECT id FROM jobs FOR UPDATE SKIP LOCKED")->takes_work);
  CHECK(read_sql("SELECT id FROM items WHERE name LIKE '%lamp%'")->searches_text);
  CHECK_FALSE(read_sql("SELECT id FROM items WHERE name LIKE 'lamp%'")->searches_text);
  CHECK(read_sql("CREATE TABLE files (id INTEGER, content BLOB)")->holds_blobs);
  CHECK(read_sql("CREATE TABLE files (id INTEGER)")->defines);
  CHECK_FALSE(read_sql("INSERT INTO files VALUES (1)")->defines);
}

// Which tables a statement of SQL uses, read from a string constant of the program.
// SPDX-License-Identifier: Apache-2.0
//
//   SELECT u.name FROM users u JOIN "Orders" o ON …        reads users, orders
//   INSERT INTO carts (id, item) VALUES (?, ?)             writes carts
//   DELETE FROM jobs WHERE id = (SELECT id FROM jobs …     writes jobs; is only the beginning of a statement
//   select a port from the list of ports                   no statement
//
// A tokenizer rather than a parser: constants hold the dialects of all databases, with placeholders of all drivers, and
// often only the first part of a statement, to which the program adds the rest. The one SQL parser that Debian has as a
// C library (libpg-query) reads whole statements of PostgreSQL alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loadline {

struct StatementTable {
  std::string name;  // lower case, without quotes; with its schema unless that is the usual one
  bool is_written = false;
};

struct SqlStatement {
  std::vector<StatementTable> tables;  // each once, in order of appearance; at least one
  bool defines = false;                // CREATE, ALTER, DROP: shapes tables rather than using them
  bool takes_work = false;             // FOR UPDATE SKIP LOCKED: rows are handed out like messages of a queue
  bool searches_text = false;          // LIKE '%…', full text search: what a search index is for
  bool holds_blobs = false;            // a column of BLOB or BYTEA
};

// Nothing for a text that is not a statement, or names no table. Linear in the length of the text.
std::optional<SqlStatement> read_sql(std::string_view text);

}  // namespace loadline

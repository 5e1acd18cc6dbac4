// Creates the tables, and fills those that a query reads.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/questions/sql/program_database.h"

#include <algorithm>
#include <memory>
#include <new>
#include <stdexcept>

#include <fmt/core.h>
#include <sqlite3.h>

#include "analyzers/words/user_error.h"

namespace loadline {
namespace {

// Our own statements: an error in them is a bug of ours, or a lack of memory.
void require(sqlite3* database, int code) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  if (code == SQLITE_NOMEM)
    throw UserError("the tables of this project do not fit into the memory a query may use", "");
  throw std::logic_error(sqlite3_errmsg(database));
}

void execute(sqlite3* database, const std::string& sql) {
  require(database, sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr));
}

std::string quoted_name(std::string_view name) { return '"' + std::string(name) + '"'; }

sqlite3* open_with_tables() {
  sqlite3* database = open_memory_database();
  for (const SqlTable& table : sql_tables()) {
    execute(database, fmt::format("CREATE TABLE {} ({})", quoted_name(table.name), table.columns));
  }
  for (const SqlView& view : sql_views()) {
    execute(database, fmt::format("CREATE VIEW {} AS {}", quoted_name(view.name), view.select));
  }
  return database;
}

void bind(sqlite3_stmt* statement, int position, const SqlValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    sqlite3_bind_int64(statement, position, *integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    sqlite3_bind_double(statement, position, *real);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    sqlite3_bind_text64(statement, position, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  } else {
    sqlite3_bind_null(statement, position);
  }
}

// "a, b" → a, b
std::vector<std::string> words_of(std::string_view list) {
  std::vector<std::string> words;
  while (!list.empty()) {
    const std::string_view word = list.substr(0, list.find(", "));
    words.emplace_back(word);
    list.remove_prefix(std::min(list.size(), word.size() + 2));
  }
  return words;
}

std::string insertion(const SqlTable& table) {
  std::string marks = "?";
  for (const char c : table.columns) marks += c == ',' ? ", ?" : "";
  return fmt::format("INSERT INTO {} VALUES ({})", quoted_name(table.name), marks);
}

}  // namespace

ProgramDatabase::ProgramDatabase(const Analyses& analyses) : analyses_(analyses), database_(open_with_tables()) {}

ProgramDatabase::~ProgramDatabase() { sqlite3_close_v2(database_); }

void ProgramDatabase::fill(const SqlTable& table) {
  execute(database_, "BEGIN");
  sqlite3_stmt* raw = nullptr;
  require(database_, sqlite3_prepare_v2(database_, insertion(table).c_str(), -1, &raw, nullptr));
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(raw, sqlite3_finalize);
  table.fill(analyses_, [&](const SqlRow& row) {
    for (std::size_t i = 0; i < row.size(); ++i) bind(statement.get(), static_cast<int>(i) + 1, row[i]);
    require(database_, sqlite3_step(statement.get()));
    require(database_, sqlite3_reset(statement.get()));
  });
  // Afterwards: an index that grows with every row costs more.
  for (const std::string& column : words_of(table.indexed)) {
    execute(database_, fmt::format("CREATE INDEX {} ON {} ({})", quoted_name(std::string(table.name) + " by " + column),
                                   quoted_name(table.name), column));
  }
  execute(database_, "COMMIT");
}

SelectResult ProgramDatabase::select(const std::string& sql, const SelectLimits& limits) {
  const std::set<std::string> read = tables_read_by(database_, sql);
  for (const SqlTable& table : sql_tables()) {
    if (read.contains(std::string(table.name)) && filled_.insert(std::string(table.name)).second) fill(table);
  }
  return run_select(database_, sql, limits);
}

void require_select(const std::string& sql) {
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(open_with_tables(), sqlite3_close_v2);
  tables_read_by(database.get(), sql);
}

}  // namespace loadline

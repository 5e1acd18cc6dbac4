// The sandbox around SQLite: an authorizer, limits, and a clock.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/questions/sql/select.h"

#include <array>
#include <charconv>
#include <memory>
#include <new>
#include <string_view>
#include <utility>

#include <fmt/core.h>
#include <sqlite3.h>

#include "analyzers/words/user_error.h"

namespace loadline {
namespace {

constexpr std::int64_t kMemory = std::int64_t{1} << 30;  // for tables and queries together
// What a table may hold and what a query may make. One call of instr() or replace() takes the square of its length, and no
// clock can stop it: half a second at this length, fifteen minutes at the other.
constexpr int kLongestStored = 10 << 20, kLongestMade = 256 << 10;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

// Functions that reach beyond the database or exist to break it. The rest computes.
bool is_allowed_function(std::string_view name) { return name != "load_extension" && !name.starts_with("fts"); }

int authorize(void* tables, int action, const char* first, const char* second, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_READ:
      if (tables != nullptr) static_cast<std::set<std::string>*>(tables)->insert(first);
      return SQLITE_OK;
    case SQLITE_FUNCTION: return second != nullptr && is_allowed_function(second) ? SQLITE_OK : SQLITE_DENY;
    default: return SQLITE_DENY;
  }
}

// Removes the authorizer again: the program itself may write.
class Sandbox {
 public:
  Sandbox(sqlite3* database, std::set<std::string>* tables) : database_(database) {
    sqlite3_set_authorizer(database_, authorize, tables);
    sqlite3_limit(database_, SQLITE_LIMIT_LENGTH, kLongestMade);
  }
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;
  ~Sandbox() {
    sqlite3_set_authorizer(database_, nullptr, nullptr);
    sqlite3_progress_handler(database_, 0, nullptr, nullptr);
    sqlite3_limit(database_, SQLITE_LIMIT_LENGTH, kLongestStored);
  }

 private:
  sqlite3* database_;
};

[[noreturn]] void refuse(sqlite3* database) {
  const std::string what = sqlite3_errmsg(database);
  if (sqlite3_errcode(database) == SQLITE_AUTH || what.find("authorized") != std::string::npos) {
    throw UserError("the query does more than read: " + what,
                    "write one SELECT over the tables of \"loadline query --tables\"");
  }
  const bool is_keyword = what.find("near \"references\"") != std::string::npos;
  throw UserError("the query is wrong: " + what,
                  is_keyword ? "references is an SQL keyword: write it in double quotes, or use the view \"uses\""
                             : "\"loadline query --tables\" lists tables and columns");
}

Statement prepare(sqlite3* database, const std::string& sql) {
  const char* rest = sql.c_str();
  const char* const end = rest + sql.size();
  if (sql.find('\0') != std::string::npos) throw UserError("the query holds a zero byte", "write one SELECT");
  Statement statement;
  // After the first statement only blanks and comments may follow, which SQLite reads as nothing.
  while (rest != end) {
    sqlite3_stmt* next = nullptr;
    if (sqlite3_prepare_v2(database, rest, static_cast<int>(end - rest), &next, &rest) != SQLITE_OK) refuse(database);
    if (next == nullptr) continue;
    Statement owned(next);
    if (statement) throw UserError("the query holds more than one statement", "write one SELECT");
    if (sqlite3_stmt_readonly(next) == 0 || sqlite3_column_count(next) == 0 || sqlite3_stmt_isexplain(next) != 0) {
      throw UserError("the query is not a SELECT", "write one SELECT");
    }
    statement = std::move(owned);
  }
  if (!statement) throw UserError("the query is empty", "write one SELECT");
  return statement;
}

SqlValue value_in(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL: return {};
    case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
    default: break;
  }
  const void* bytes = sqlite3_column_blob(statement, column);
  const int size = sqlite3_column_bytes(statement, column);
  return bytes == nullptr ? std::string()
                          : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

struct Clock {
  std::chrono::steady_clock::time_point deadline;
  static int is_over(void* clock) {
    return std::chrono::steady_clock::now() > static_cast<Clock*>(clock)->deadline ? 1 : 0;
  }
};

[[noreturn]] void give_up(sqlite3* database, int code, const SelectLimits& limits) {
  if (code == SQLITE_INTERRUPT) {
    throw UserError(fmt::format("the query takes longer than {} s", limits.time.count() / 1000),
                    "join on ids, which are indexed, and select less");
  }
  if (code == SQLITE_NOMEM || code == SQLITE_TOOBIG) throw UserError("the query needs too much memory", "select less");
  refuse(database);
}

}  // namespace

std::string text_of(const SqlValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* real = std::get_if<double>(&value)) {
    std::array<char, 64> digits{};
    sqlite3_snprintf(digits.size(), digits.data(), "%!.15g", *real);
    return digits.data();
  }
  return {};
}

double number_of(const SqlValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  double number = 0;
  const std::string text = text_of(value);
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

sqlite3* open_memory_database() {
  sqlite3_hard_heap_limit64(kMemory);
  sqlite3* database = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY;
  if (sqlite3_open_v2(":memory:", &database, flags, nullptr) != SQLITE_OK) {
    sqlite3_close(database);
    throw std::bad_alloc();
  }
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);  // "x" is a name, never a text: typing errors show
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_exec(database, "PRAGMA temp_store = MEMORY", nullptr, nullptr, nullptr);  // nothing is sorted on disk
  sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(database, SQLITE_LIMIT_LENGTH, kLongestStored);
  sqlite3_limit(database, SQLITE_LIMIT_SQL_LENGTH, 1 << 20);
  sqlite3_limit(database, SQLITE_LIMIT_EXPR_DEPTH, 200);
  sqlite3_limit(database, SQLITE_LIMIT_COMPOUND_SELECT, 100);
  sqlite3_limit(database, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000);
  return database;
}

std::set<std::string> tables_read_by(sqlite3* database, const std::string& sql) {
  std::set<std::string> tables;
  const Sandbox sandbox(database, &tables);
  prepare(database, sql);
  return tables;
}

SelectResult run_select(sqlite3* database, const std::string& sql, const SelectLimits& limits) {
  const Sandbox sandbox(database, nullptr);
  Clock clock{std::chrono::steady_clock::now() + limits.time};
  sqlite3_progress_handler(database, 1000, Clock::is_over, &clock);
  const Statement statement = prepare(database, sql);
  SelectResult result;
  const int columns = sqlite3_column_count(statement.get());
  for (int i = 0; i < columns; ++i) result.columns.emplace_back(sqlite3_column_name(statement.get(), i));
  int code = SQLITE_OK;
  std::size_t bytes = 0;
  while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) {
    if (result.rows.size() == limits.rows) {
      throw UserError(fmt::format("the query yields more than {} rows", limits.rows), "select less, or add LIMIT");
    }
    std::vector<SqlValue>& row = result.rows.emplace_back();
    for (int i = 0; i < columns; ++i) {
      row.push_back(value_in(statement.get(), i));
      bytes += sizeof(SqlValue);
      if (const auto* text = std::get_if<std::string>(&row.back())) bytes += text->size();
    }
    if (bytes > limits.bytes) throw UserError("the query yields too much text", "select less, or add LIMIT");
  }
  if (code != SQLITE_DONE) give_up(database, code, limits);
  return result;
}

}  // namespace loadline

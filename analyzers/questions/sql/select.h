// Untrusted SQL on an SQLite database in memory: one SELECT, which can neither change anything nor run forever.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <variant>
#include <vector>

struct sqlite3;

namespace loadline {

using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string>;  // monostate: NULL

// As SQLite prints it; "" for NULL.
std::string text_of(const SqlValue& value);
// 0 for NULL and for text that is not a number.
double number_of(const SqlValue& value);

struct SelectLimits {
  std::chrono::milliseconds time{10'000};
  std::size_t rows = 100'000;
  std::size_t bytes = 128 << 20;  // of all rows together
};

struct SelectResult {
  std::vector<std::string> columns;
  std::vector<std::vector<SqlValue>> rows;
};

// Opens an empty database in memory, with everything off that could reach beyond it. The caller closes it. Throws
// std::bad_alloc.
sqlite3* open_memory_database();

// The tables that one SELECT reads. Throws UserError for anything but a SELECT, for more than one statement, an unknown table
// or column, or anything that would write, attach, load or change settings.
std::set<std::string> tables_read_by(sqlite3* database, const std::string& sql);

// Runs one SELECT. Throws UserError as above, and when it needs more time, rows, text or memory than the limits
// allow.
SelectResult run_select(sqlite3* database, const std::string& sql, const SelectLimits& limits);

}  // namespace loadline

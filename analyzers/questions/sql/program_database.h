// The program as an SQL database: what `query` rules and `loadline query` ask.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "analyzers/questions/sql/tables.h"

namespace loadline {

// Keeps a reference to the analyses. A table is filled when the first query reads it. Not thread-safe.
class ProgramDatabase {
 public:
  explicit ProgramDatabase(const Analyses& analyses);
  ~ProgramDatabase();
  ProgramDatabase(const ProgramDatabase&) = delete;
  ProgramDatabase& operator=(const ProgramDatabase&) = delete;

  // Runs one SELECT. Throws UserError when it is not a SELECT, or goes beyond the limits. The time that filling takes
  // does not count.
  SelectResult select(const std::string& sql, const SelectLimits& limits = {});

 private:
  void fill(const SqlTable& table);

  const Analyses& analyses_;
  sqlite3* database_;
  std::set<std::string> filled_;
};

// Throws UserError unless `sql` is one SELECT over existing tables and columns. Runs nothing.
void require_select(const std::string& sql);

}  // namespace loadline

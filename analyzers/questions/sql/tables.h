// The tables that queries see: their columns, and how each is filled from the analyses.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "analyzers/analyses.h"
#include "analyzers/questions/sql/select.h"

namespace loadline {

using SqlRow = std::vector<SqlValue>;

struct SqlTable {
  std::string_view name;
  std::string_view summary;
  std::string_view columns;  // as in CREATE TABLE
  std::string_view indexed;  // columns that others join on, each an index of its own: "a, b"
  void (*fill)(const Analyses& analyses, const std::function<void(const SqlRow&)>& row);
};

// Ids are numbers that mean the same thing in all tables of one run: modules.id, files.id, symbols.id, handlers.id.
// Rows come in a fixed order.
std::span<const SqlTable> sql_tables();

// A view over them, for people: names instead of numbers.
struct SqlView {
  std::string_view name, summary, select;
};
std::span<const SqlView> sql_views();

}  // namespace loadline

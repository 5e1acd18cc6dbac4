// Which databases, tables and keys the program uses, through which clients, and where.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzers/libraries/libraries.h"
#include "analyzers/services/sql_statement.h"

namespace loadline {

// A call of a client's function.
struct StoreClientCall {
  Location where;
  std::uint32_t function = 0;  // into Bodies::functions
  std::uint32_t call = 0;      // into Bodies::calls
  std::uint32_t client = 0;    // into Apis::store_clients
  StoreAccess access = StoreAccess::other;
};

enum class StoreItemKind : std::uint8_t { table, collection, key_prefix, database };
std::string_view name_of(StoreItemKind kind);  // "table", "collection", "key prefix", "database"

// One thing in a store, as a string constant names it.
struct StoreItem {
  StoreItemKind kind = StoreItemKind::table;
  std::string name;  // "orders", "cart:"
  Location where;
  std::uint32_t function = 0;    // into Bodies::functions
  std::uint32_t client = kNone;  // into Apis::store_clients; kNone: not known which
  bool is_written = false;
  SqlStatement statement;  // of a table: the statement it is in
};

struct StoreUses {
  std::vector<StoreClientCall> calls;  // in order of functions
  std::vector<StoreItem> items;        // the same
};

// Tests, and the code of a store that is part of the program itself, are left out. Linear in calls; statements are read
// only when a client of a database is used.
StoreUses find_store_uses(const Program& program, const Libraries& libraries);

}  // namespace loadline

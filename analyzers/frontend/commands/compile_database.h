// Reads compile_commands.json: its entries as written.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analyzers/frontend/commands/sources.h"

namespace loadline::frontend {

struct DatabaseEntry {
  std::string directory;               // absolute
  std::string file;                    // as written
  std::vector<std::string> arguments;  // as written, or split from `command`
  std::string output;                  // as written, or what -o says; "" when neither does
  bool is_from_windows = false;        // its paths may have backslashes in them
  std::string fault;                   // what is wrong with it: "entry 3 has no \"file\""; nothing else is set then
};

// Accepts what read_database_text() does. Throws UserError that says what is wrong and where: unreadable, empty, not JSON
// (line and column), not an array, no entries, none without a fault.
std::vector<DatabaseEntry> read_compile_database(const std::filesystem::path& database);

// The file of the entry, absolute: where it is here, links resolved, or where Windows has it. `directory`: where the compiler
// starts, which counts when the entry's own folder has no such file.
std::string source_of(const DatabaseEntry& entry, const std::string& directory);

// Puts the folders of this machine in the place of those that the database names.
void map_paths(DatabaseEntry& entry, const std::vector<PathMapping>& path_map);

}  // namespace loadline::frontend

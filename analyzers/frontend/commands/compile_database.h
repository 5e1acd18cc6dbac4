// Reads compile_commands.json: finding it, and its entries as written.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace loadline::frontend {

struct DatabaseEntry {
  std::string directory;               // absolute
  std::string file;                    // as written
  std::vector<std::string> arguments;  // as written, or split from `command`
};

// The database the user means: `build_dir` when given (a directory or the file itself), else the first of root, build*/,
// out*/, build*/*/ and out*/*/. Empty when there is none. Throws UserError when `build_dir` is given and has none.
std::filesystem::path find_compile_database(const std::filesystem::path& root, const std::string& build_dir);

// How to get a database from the build system that `root` uses.
std::string advice_for_missing_database(const std::filesystem::path& root);

// Throws UserError that says what is wrong and where: unreadable, empty, not JSON (line and column), not an array, an entry
// without file or command (by number), no entries.
std::vector<DatabaseEntry> read_compile_database(const std::filesystem::path& database);

}  // namespace loadline::frontend

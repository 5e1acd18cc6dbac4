// Rewrites the paths of compile commands, so that they mean another folder.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "analyzers/frontend/commands/compile_database.h"

namespace loadline {

// Folders move as wholes: what was in one is in its new place under the same name.
struct MovedFolder {
  std::filesystem::path from;  // canonical
  std::filesystem::path to;
};

// A compile database names one folder in many ways: through a symbolic link, with "..", as /proc/self/cwd. The file system
// says which of its paths mean a moved folder; each such spelling is replaced, wherever in an argument it appears as a whole
// path in front of others ("-I/src/a", but not "-I/src2").
class MovedPaths {
 public:
  // With several folders the innermost counts. Reads links, and nothing else.
  MovedPaths(std::vector<MovedFolder> folders, const std::vector<frontend::DatabaseEntry>& entries);

  frontend::DatabaseEntry moved(const frontend::DatabaseEntry& entry) const;

 private:
  void note_spellings(const std::string& text);
  std::string moved(const std::string& text) const;
  std::string without_way_out(const std::string& argument, const std::filesystem::path& directory) const;

  std::vector<MovedFolder> folders_;
  std::map<std::string, std::string> spellings_;  // "/link" → where the folder that it means has moved to
  std::map<std::string, std::filesystem::path> resolved_;
};

}  // namespace loadline

// What happens to an entry of a compile database: parsed, or left out for a stated reason.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analyzers/frontend/commands/sources.h"

namespace loadline::frontend {

// Where an entry comes from.
struct EntryPlace {
  std::filesystem::path root;
  std::filesystem::path database;   // the folder of the database
  std::filesystem::path directory;  // of the entry
  bool among_sources = false;       // the folder of the database holds the project's sources: it is no build tree
};

// Why the entry is not parsed; an empty reason for those that are. `source` is absolute, `arguments` are cleaned.
SkippedEntries skip_reason(const std::string& source, const std::vector<std::string>& arguments,
                           const EntryPlace& place);

// Whether a build or configure step makes what is there: below a build folder of CMake, Meson, Ninja or Bazel, or named as
// moc, protoc and other generators name what they write.
bool is_made_by_build(const std::filesystem::path& source, const EntryPlace& place);

// Whether the source only includes others, as a build system writes it for a unity build, for moc or for a precompiled
// header. Then it stands for its includes.
bool only_includes(const std::filesystem::path& source);

// The folder of the machine that made the database which is at `root` here, recognised by the sources that are missing there
// and present here: "/workspace/project". "" when the missing ones do not agree on one.
std::string moved_root(const std::vector<std::string>& missing, const std::filesystem::path& root);

}  // namespace loadline::frontend

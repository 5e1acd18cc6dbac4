// What to parse: the compile database, cleaned up, or commands inferred from the source tree. No Clang type in sight.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace loadline {

struct SourceRequest {
  std::filesystem::path root;              // canonical directory the user named
  std::string build_dir;                   // -p or config `build`; "" = look in root, build*/, out*/
  bool infer_commands = false;             // go on without a compile database, with guessed include paths
  std::vector<std::string> query_drivers;  // globs of compilers that may be run to ask for their include paths
  std::vector<std::string> exclude;        // path globs: sources that are not parsed
};

// One translation unit to parse.
struct CompileCommand {
  std::string source;                  // absolute, symlinks resolved
  std::string directory;               // absolute: where the arguments' relative paths start
  std::vector<std::string> arguments;  // arguments[0] is the compiler; cleaned: no output, no warnings, no plug-ins
};

// A change to the arguments of the database, for `loadline doctor`.
struct ArgumentChange {
  std::string argument;     // as written
  std::string reason;       // "unknown to Clang", "only affects warnings", …
  std::string replacement;  // "" = dropped
  std::uint32_t commands = 0;
  // True for what may change the meaning of the code; false for output names, warnings and the like.
  bool matters = false;
};

// An entry of the database that is not parsed at all, with others that fail for the same reason.
struct SkippedEntries {
  std::string reason;                // "source file does not exist", "assembler", "CUDA", …
  std::vector<std::string> sources;  // as written; sorted
  bool matters = false;              // counts against the parse rate: a C++ source that should have been there
};

struct Sources {
  std::filesystem::path root;
  std::filesystem::path build_dir;       // where the database lies; root for inferred commands
  std::filesystem::path database;        // "" for inferred commands
  std::vector<CompileCommand> commands;  // sorted by source, then arguments; equal ones once
  std::uint32_t entries = 0;             // in the database
  std::uint32_t duplicates = 0;          // entries equal to another one in all that matters to parsing
  std::vector<ArgumentChange> changes;   // sorted
  std::vector<SkippedEntries> skipped;   // sorted
  bool inferred = false;
};

// Finds and reads the compile database. Throws UserError (no database: how to get one for the build system that is there;
// empty, truncated, absurd: what is wrong and where).
Sources find_sources(const SourceRequest& request);

}  // namespace loadline

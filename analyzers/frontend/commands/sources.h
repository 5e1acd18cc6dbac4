// What to parse: the compile database, cleaned up, or commands inferred from the source tree. No Clang type in sight.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace loadline {

// A folder that holds a compile database, or the database itself.
struct BuildFolder {
  std::string dir;
  std::string label;  // "": the folder's own name
};

// A folder of the machine that made the database (a container, say), and where that is here.
struct PathMapping {
  std::string from;
  std::string to;
};

struct SourceRequest {
  std::filesystem::path root;              // canonical directory the user named
  std::vector<BuildFolder> builds;         // -p or config `build`; none = look in root, build*/, out*/ and the like
  std::vector<PathMapping> path_map;       // for the databases; the first that fits a path counts
  bool infer_commands = false;             // continue without a compile database, with guessed include paths
  std::vector<std::string> query_drivers;  // globs of compilers that may be run to ask for their include paths
  std::vector<std::string> exclude;        // path globs: sources that are not parsed
};

// One translation unit to parse.
struct CompileCommand {
  std::string source;                  // absolute, symlinks resolved
  std::string directory;               // absolute: where the arguments' relative paths start
  std::vector<std::string> arguments;  // arguments[0] is the compiler; cleaned: no output, no warnings, no plug-ins
  std::string label;                   // of its database when there are several; else ""
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

// What has to be done about entries that are not parsed.
enum class SkipCause : std::uint8_t {
  nothing,    // they are not C or C++ (assembler), or compile nothing
  language,   // they are code that cannot be read (CUDA)
  not_built,  // the build generates them, and has not done so yet
  probe,      // a configure step compiled them to learn about the compiler
  gone,       // they should be there and are not
  elsewhere,  // they are there, in another folder than the database says
  command,    // it is unknown what the command does with them
  entry,      // the database has no command for them, or no name
};

// Entries of a database that are not parsed at all, for the same reason.
struct SkippedEntries {
  std::string reason;                // "the source file does not exist", "assembler", "CUDA", …
  std::vector<std::string> sources;  // as written; sorted
  bool matters = false;              // counts against the parse rate: a C++ source that should have been there
  SkipCause cause = SkipCause::nothing;
};

// The object file of an entry, from which targets are derived.
struct UnitObject {
  std::string source;  // as CompileCommand::source
  std::string object;  // absolute
};

struct CompileDatabase {
  std::filesystem::path file;
  std::string label;  // "" when there is one only
  std::uint32_t entries = 0;
};

// A compiler that has its own headers and was not asked for them.
struct CrossCompiler {
  std::string program;         // as --query-driver takes it
  std::uint32_t commands = 0;  // that call it
};

struct Sources {
  std::filesystem::path root;
  std::filesystem::path build_dir;             // where the first database is; root for inferred commands
  std::filesystem::path database;              // the first, or compile_flags.txt; "" for inferred commands
  std::vector<CompileDatabase> databases;      // in the order of the request; none for compile_flags.txt
  std::vector<PathMapping> path_map;           // of the request
  std::vector<CompileCommand> commands;        // sorted by source, then arguments; equal ones once
  std::uint32_t entries = 0;                   // in the databases
  std::uint32_t duplicates = 0;                // entries equal to another one in all that matters to parsing
  std::vector<ArgumentChange> changes;         // sorted
  std::vector<SkippedEntries> skipped;         // sorted
  std::vector<UnitObject> objects;             // sorted; one for each entry that is parsed and names its object
  std::vector<CrossCompiler> cross_compilers;  // sorted
  std::vector<std::string> unknown_targets;    // "xtensa-esp32-elf": read for another target; sorted
  std::string moved_from;                      // where the sources that are elsewhere have the root
  bool inferred = false;
};

// Finds and reads the compile database. Throws UserError (no database: how to get one for the build system that is there;
// empty, truncated, absurd: what is wrong and where).
Sources find_sources(const SourceRequest& request);

}  // namespace loadline

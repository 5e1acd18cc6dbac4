// Reading compile_commands.json.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/compile_database.h"

#include <fmt/core.h>
#include <algorithm>

#include "analyzers/frontend/commands/command_words.h"
#include "analyzers/frontend/commands/database_text.h"
#include "analyzers/frontend/files/file_paths.h"
#include "analyzers/words/json_text.h"
#include "analyzers/words/regular_file.h"
#include "analyzers/words/user_error.h"

namespace loadline::frontend {
namespace {

namespace fs = std::filesystem;
std::string place_in(const std::string& text, std::size_t byte) {
  const std::string_view before(text.data(), std::min(byte, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 == 0
  return std::to_string(line) + ":" + std::to_string(before.size() - line_start + 1);
}

Json parse(const fs::path& database, const std::string& text) {
  const bool is_blank = text.find_first_not_of(" \t\r\n") == std::string::npos;
  if (is_blank) {
    throw UserError(database.string() + ": the compile database is empty",
                    "configure the build again so that it is written");
  }
  try {
    return read_database_text(text);
  } catch (const DatabaseTextError& error) {
    throw UserError(fmt::format("{}:{}: the compile database cannot be read: {}", database.string(),
                                place_in(text, error.byte), error.what()),
                    "configure the build again so that it is written as a whole; an edited one must be JSON");
  }
}

[[noreturn]] void reject(const fs::path& database, std::size_t number, const std::string& what) {
  throw UserError(fmt::format("{}: entry {} {}", database.string(), number + 1, what),
                  "each entry needs \"directory\", \"file\" and \"command\" or \"arguments\"");
}

std::string text_member(const Json& entry, const char* member) {
  const auto found = entry.find(member);
  return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::string> arguments_of(const fs::path& database, const Json& entry, std::size_t number) {
  const auto list = entry.find("arguments");
  if (list == entry.end()) return split_command(text_member(entry, "command"));
  if (!list->is_array()) reject(database, number, "has \"arguments\" that are not a list");
  std::vector<std::string> arguments;
  for (const Json& argument : *list) {
    if (!argument.is_string()) reject(database, number, "has an argument that is not a string");
    arguments.push_back(argument.get<std::string>());
  }
  return arguments;
}

// What -o says, or /Fo.
std::string output_of(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "-o") return i + 1 < arguments.size() ? arguments[i + 1] : std::string();
    if (word.starts_with("/Fo") || word.starts_with("-Fo")) return word.substr(3);
    if (word.starts_with("-o") && (word.ends_with(".o") || word.ends_with(".obj"))) return word.substr(2);
  }
  return {};
}

DatabaseEntry read_entry(const fs::path& database, const Json& entry, std::size_t number) {
  if (!entry.is_object()) reject(database, number, "is not an object");
  DatabaseEntry result;
  result.file = text_member(entry, "file");
  if (result.file.empty()) reject(database, number, "has no \"file\"");
  if (result.file.find('\0') != std::string::npos) reject(database, number, "has a \"file\" with a NUL byte in it");
  result.arguments = arguments_of(database, entry, number);
  if (result.arguments.empty()) reject(database, number, "has neither \"command\" nor \"arguments\"");
  const fs::path base = fs::absolute(database).parent_path();
  result.directory = (base / text_member(entry, "directory")).lexically_normal().string();
  result.output = text_member(entry, "output");
  if (result.output.empty()) result.output = output_of(result.arguments);
  return result;
}

}  // namespace

std::vector<DatabaseEntry> read_compile_database(const fs::path& database) {
  const FileText file = read_regular_file(database);
  if (!file.is_read()) {
    throw UserError(database.string() + ": cannot be read: " + file.why_not(), "check the file and its permissions");
  }
  const Json entries = parse(database, decoded_text(file.text));
  if (!entries.is_array()) {
    throw UserError(database.string() + ": the compile database is not a JSON array",
                    "it should be a list of {directory, file, command} objects, as CMake, Meson and bear write it");
  }
  if (entries.empty()) {
    throw UserError(database.string() + ": the compile database has no entries",
                    "the build has no C or C++ sources, or it was recorded when nothing needed compiling");
  }
  std::vector<DatabaseEntry> result;
  for (std::size_t i = 0; i < entries.size(); ++i) result.push_back(read_entry(database, entries[i], i));
  return result;
}

void map_paths(DatabaseEntry& entry, const std::vector<PathMapping>& path_map) {
  for (const PathMapping& mapping : path_map) {
    for (std::string* text : {&entry.directory, &entry.file, &entry.output}) {
      replace_prefixes(*text, mapping.from, mapping.to);
    }
    for (std::string& argument : entry.arguments) replace_prefixes(argument, mapping.from, mapping.to);
  }
}

}  // namespace loadline::frontend

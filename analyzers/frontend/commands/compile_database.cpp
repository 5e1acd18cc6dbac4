// Reading compile_commands.json.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/compile_database.h"

#include <fmt/core.h>
#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

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

// What is wrong with one entry.
class EntryFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

std::string text_member(const Json& entry, const char* member) {
  const auto found = entry.find(member);
  return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string command_text(const Json& entry) {
  const auto list = entry.find("arguments");
  if (list != entry.end() && list->is_string()) return list->get<std::string>();
  if (list == entry.end() || !list->is_array() || list->empty()) return text_member(entry, "command");
  std::string text;
  for (const Json& word : *list) {
    if (word.is_string()) text += (text.empty() ? "" : " ") + word.get<std::string>();
  }
  return text;
}

// Paths with backslashes in a command mean Windows even where its compiler has a name that others have as well.
bool is_windows_entry(const Json& entry, const std::string& file, const std::string& command) {
  if (is_windows_command(command) || is_windows_path(text_member(entry, "directory")) || is_windows_path(file))
    return true;
  std::string there = file;
  std::replace(there.begin(), there.end(), '/', '\\');
  return there.find('\\') != std::string::npos && (there == file || command.find(there) != std::string::npos);
}

std::vector<std::string> arguments_of(const Json& entry, bool is_from_windows) {
  const auto list = entry.find("arguments");
  const bool has_list = list != entry.end() && !list->is_null() && !(list->is_array() && list->empty());
  if (!has_list || list->is_string()) {
    const std::string command = has_list ? list->get<std::string>() : text_member(entry, "command");
    return is_from_windows ? split_windows_command(command) : split_command(command);
  }
  if (!list->is_array()) throw EntryFault("has \"arguments\" that are not a list");
  std::vector<std::string> arguments;
  for (const Json& argument : *list) {
    if (!argument.is_string()) throw EntryFault("has an argument that is not a string");
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

// What of an argument is a path: all of an input, and what follows an option such as -I or -include.
std::string_view path_in(std::string_view word, std::string_view before) {
  static constexpr std::array<std::string_view, 8> kOptions = {"-I",       "-isystem", "-iquote",    "-idirafter",
                                                               "-include", "-imacros", "--sysroot=", "@"};
  if (before == "-D" || before == "/D") return {};
  for (const std::string_view option : kOptions) {
    if (word.starts_with(option)) return word.substr(option.size());
  }
  return word.starts_with('-') || word.starts_with('/') ? std::string_view() : word;
}

void use_slashes(DatabaseEntry& entry) {
  for (std::size_t i = 1; i < entry.arguments.size(); ++i) {
    std::string& word = entry.arguments[i];
    const std::string_view path = path_in(word, entry.arguments[i - 1]);
    word = word.substr(0, word.size() - path.size()) + with_slashes(std::string(path));
  }
}

DatabaseEntry read_entry(const fs::path& database, const Json& entry) {
  if (!entry.is_object()) throw EntryFault("is not an object");
  DatabaseEntry result;
  result.file = text_member(entry, "file");
  if (result.file.empty()) throw EntryFault("has no \"file\"");
  if (result.file.find('\0') != std::string::npos) throw EntryFault("has a \"file\" with a NUL byte in it");
  const std::string directory = text_member(entry, "directory");
  const fs::path base = fs::absolute(database).parent_path();
  result.directory =
      is_windows_path(directory) ? with_slashes(directory) : (base / directory).lexically_normal().string();
  std::error_code error;
  const bool is_here = fs::exists(fs::path(result.directory) / result.file, error);
  const bool has_slashes = !is_here || result.file.find('\\') == std::string::npos;
  result.is_from_windows = has_slashes && is_windows_entry(entry, result.file, command_text(entry));
  result.arguments = arguments_of(entry, result.is_from_windows);
  if (result.arguments.empty()) throw EntryFault("has neither \"command\" nor \"arguments\"");
  result.output = text_member(entry, "output");
  if (result.output.empty()) result.output = output_of(result.arguments);
  if (!result.is_from_windows) return result;
  result.file = with_slashes(result.file);
  result.output = with_slashes(result.output);
  use_slashes(result);
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
  bool has_sound_one = false;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    try {
      result.push_back(read_entry(database, entries[i]));
      has_sound_one = true;
    } catch (const EntryFault& fault) {
      result.emplace_back().fault = fmt::format("entry {} {}", i + 1, fault.what());
    }
  }
  if (has_sound_one) return result;
  throw UserError(database.string() + ": " + result.front().fault,
                  "each entry needs \"directory\", \"file\" and \"command\" or \"arguments\"");
}

std::string source_of(const DatabaseEntry& entry, const std::string& directory) {
  if (is_windows_path(entry.file)) return entry.file;
  if (is_windows_path(entry.directory)) {
    return (fs::path(entry.directory) / entry.file).lexically_normal().generic_string();
  }
  std::error_code error;
  const bool is_elsewhere =
      !fs::exists(fs::path(entry.directory) / entry.file, error) && fs::exists(fs::path(directory) / entry.file, error);
  return real_path(entry.file, is_elsewhere ? directory : entry.directory);
}

void map_paths(DatabaseEntry& entry, const std::vector<PathMapping>& path_map) {
  for (const PathMapping& mapping : path_map) {
    const auto map = [&](std::string& text) {
      if (is_windows_path(mapping.from) && text.find('\\') != std::string::npos) {
        std::string slashed = with_slashes(text);
        if (slashed.find(mapping.from) != std::string::npos) text = std::move(slashed);
      }
      replace_prefixes(text, mapping.from, mapping.to);
    };
    for (std::string* text : {&entry.directory, &entry.file, &entry.output}) map(*text);
    for (std::string& argument : entry.arguments) map(argument);
  }
}

}  // namespace loadline::frontend

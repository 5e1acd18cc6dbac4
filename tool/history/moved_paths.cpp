// Finds the spellings of folders in a compile database, and replaces them.
// SPDX-License-Identifier: Apache-2.0
#include "tool/history/moved_paths.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

namespace loadline {

namespace {

namespace fs = std::filesystem;
using frontend::DatabaseEntry;

// Options that are written together with a path.
constexpr std::array<std::string_view, 11> kJoined = {
    "-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-iwithprefix", "-isysroot", "-I", "-L", "-F", "-B"};

bool ends_path(char c) { return std::string_view("/\"'\\:,; ").find(c) != std::string_view::npos; }
bool comes_before_path(char c) { return std::string_view("=\"'\\:,; @").find(c) != std::string_view::npos; }

// Where the path in an argument begins: after an option that it is joined to, or after a "=" and quotes.
std::size_t begin_of_path(const std::string& argument) {
  for (const std::string_view option : kJoined) {
    if (argument.starts_with(option)) return option.size() + (argument.substr(option.size(), 1) == "=" ? 1 : 0);
  }
  if (!argument.starts_with('-')) return argument.starts_with('@') ? 1 : 0;
  const std::size_t equals = argument.find('=');
  if (equals == std::string::npos) return argument.size();
  return argument.find_first_not_of("\"'\\", equals + 1);
}

bool is_below(const fs::path& path, const fs::path& folder) {
  const fs::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

MovedPaths::MovedPaths(std::vector<MovedFolder> folders, const std::vector<DatabaseEntry>& entries)
    : folders_(std::move(folders)) {
  std::sort(folders_.begin(), folders_.end(),
            [](const MovedFolder& a, const MovedFolder& b) { return a.from.native().size() > b.from.native().size(); });
  for (const MovedFolder& folder : folders_) spellings_.emplace(folder.from.string(), folder.to.string());
  for (const DatabaseEntry& entry : entries) {
    note_spellings(entry.directory);
    note_spellings(entry.file);
    for (const std::string& argument : entry.arguments) {
      if (const std::size_t begin = begin_of_path(argument); begin < argument.size()) {
        note_spellings(argument.substr(begin));
      }
    }
  }
}

// Every beginning of an absolute path may be a name of a folder that moves.
void MovedPaths::note_spellings(const std::string& text) {
  if (!text.starts_with('/')) return;
  for (std::size_t end = text.find('/', 1);; end = text.find('/', end + 1)) {
    const std::string folder = text.substr(0, end);
    const auto [known, is_new] = resolved_.try_emplace(folder);
    if (is_new) {
      std::error_code error;
      known->second = fs::canonical(folder, error);
      for (const MovedFolder& moved : folders_) {
        if (!error && known->second == moved.from) spellings_.emplace(folder, moved.to.string());
      }
    }
    if (end == std::string::npos) return;
  }
}

// In one pass: the new place may be inside an old one, or be named like it.
std::string MovedPaths::moved(const std::string& text) const {
  const std::size_t begin = begin_of_path(text);
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::pair<const std::string, std::string>* longest = nullptr;
    if (text[at] == '/' && (at == begin || (at > 0 && comes_before_path(text[at - 1])))) {
      for (const auto& spelling : spellings_) {
        const std::size_t end = at + spelling.first.size();
        const bool fits = text.compare(at, spelling.first.size(), spelling.first) == 0 &&
                          (end >= text.size() || ends_path(text[end]));
        if (fits && (longest == nullptr || spelling.first.size() > longest->first.size())) longest = &spelling;
      }
    }
    result += longest != nullptr ? longest->second : text.substr(at, 1);
    at += longest != nullptr ? longest->first.size() : 1;
  }
  return result;
}

// "-I../../other/include" from a folder that moves keeps its meaning.
std::string MovedPaths::without_way_out(const std::string& argument, const fs::path& directory) const {
  const std::size_t begin = begin_of_path(argument);
  if (begin >= argument.size() || !std::string_view(argument).substr(begin).starts_with("..")) return argument;
  const fs::path full = (directory / argument.substr(begin)).lexically_normal();
  std::error_code error;
  const bool moves = std::any_of(folders_.begin(), folders_.end(), [&](const MovedFolder& folder) {
    return is_below(full, folder.from) || is_below(folder.from, full);
  });
  return moves || !fs::exists(full, error) ? argument : argument.substr(0, begin) + full.string();
}

DatabaseEntry MovedPaths::moved(const DatabaseEntry& entry) const {
  std::error_code error;
  const fs::path directory = fs::weakly_canonical(entry.directory, error);
  DatabaseEntry result = entry;
  result.directory = moved(entry.directory);
  result.file = moved(entry.file);
  for (std::string& argument : result.arguments) {
    argument = moved(error ? argument : without_way_out(argument, directory));
  }
  return result;
}

}  // namespace loadline

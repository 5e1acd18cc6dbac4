// Sorting of database entries.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/entry_kind.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>

#include "analyzers/words/source_language.h"

namespace loadline::frontend {
namespace {

namespace fs = std::filesystem;

bool lies_below(const fs::path& path, const fs::path& folder) {
  const fs::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != ".." && relative != ".";
}

// Programs that configure steps compile to learn about the compiler and the system: autoconf's, CMake's and Meson's.
bool is_probe(const fs::path& source) {
  static constexpr std::array<std::string_view, 6> kFolders = {"CMakeTmp",      "CMakeScratch",  "CompilerIdC",
                                                               "CompilerIdCXX", "meson-private", "_CMakeLTOTest-CXX"};
  if (source.filename().string().starts_with("conftest")) return true;
  return std::any_of(source.begin(), source.end(), [](const fs::path& part) {
    return std::find(kFolders.begin(), kFolders.end(), part.string()) != kFolders.end();
  });
}

bool is_build_tree(const fs::path& folder) {
  static constexpr std::array<const char*, 4> kMarks = {"CMakeCache.txt", "build.ninja", "meson-private",
                                                        "config.status"};
  std::error_code error;
  return std::any_of(kMarks.begin(), kMarks.end(), [&](const char* mark) { return fs::exists(folder / mark, error); });
}

SkippedEntries reason_for_language(SourceLanguage language) {
  switch (language) {
    case SourceLanguage::assembler:
    case SourceLanguage::other: return {name_of(language), {}, false, SkipCause::nothing};
    case SourceLanguage::header: return {name_of(language), {}, false, SkipCause::nothing};
    case SourceLanguage::cuda:
    case SourceLanguage::hip: return {name_of(language) + ", which is not read", {}, true, SkipCause::language};
    case SourceLanguage::preprocessed:
      return {"preprocessed source, whose includes are gone", {}, true, SkipCause::language};
    default: return {};
  }
}

}  // namespace

bool is_made_by_build(const fs::path& source, const EntryPlace& place) {
  const bool is_in_source_tree = lies_below(place.root, place.database) || place.root == place.database;
  if (!is_in_source_tree && lies_below(source, place.database)) return true;
  if (place.directory != place.root && lies_below(source, place.directory) && is_build_tree(place.directory))
    return true;
  return std::any_of(source.begin(), source.end(), [](const fs::path& part) {
    const std::string name = part.string();
    return name == "CMakeFiles" || name.ends_with("_autogen");
  });
}

SkippedEntries skip_reason(const std::string& source, const std::vector<std::string>& arguments,
                           const EntryPlace& place) {
  if (is_probe(source)) return {"a probe of the configure step, not part of the project", {}, false, SkipCause::probe};
  SkippedEntries reason = reason_for_language(language_of_unit(source, arguments));
  if (!reason.reason.empty()) return reason;
  std::error_code error;
  const fs::file_status status = fs::status(source, error);
  if (fs::is_regular_file(status)) return {};
  if (fs::exists(status)) return {"the source is a folder, a device or a pipe", {}, true, SkipCause::gone};
  if (status.type() != fs::file_type::not_found) {
    return {"the source file cannot be opened: " + error.message(), {}, true, SkipCause::gone};
  }
  if (is_made_by_build(source, place)) {
    return {"the build generates the source, and has not done so yet", {}, false, SkipCause::not_built};
  }
  return {"the source file does not exist (deleted or renamed since)", {}, true, SkipCause::gone};
}

bool only_includes(const fs::path& source) {
  std::error_code error;
  if (!fs::is_regular_file(source, error)) return false;
  std::ifstream file(source);
  std::string line;
  bool has_include = false, in_comment = false;
  while (std::getline(file, line)) {
    if (in_comment) {
      const std::size_t end = line.find("*/");
      if (end == std::string::npos) continue;
      in_comment = false;
      line.erase(0, end + 2);
    }
    const std::size_t start = line.find_first_not_of(" \t\r");
    if (start == std::string::npos || line.compare(start, 2, "//") == 0) continue;
    if (line.compare(start, 2, "/*") == 0) {
      in_comment = line.find("*/", start + 2) == std::string::npos;
      continue;
    }
    if (line[start] != '#') return false;
    has_include |= line.find("include", start) != std::string::npos;
  }
  return has_include;
}

std::string moved_root(const std::vector<std::string>& missing, const fs::path& root) {
  std::map<std::string, std::size_t> votes;
  for (const std::string& source : missing) {
    const fs::path path(source);
    fs::path prefix, rest = path.relative_path();
    // The longest rest that exists here shows where the root was there.
    for (fs::path folder = path.root_path(); !rest.empty(); folder = prefix) {
      prefix = folder / *rest.begin();
      rest = rest.lexically_relative(*rest.begin());
      if (rest == "." || rest.empty()) break;
      std::error_code error;
      if (fs::exists(root / rest, error)) {
        ++votes[prefix.string()];
        break;
      }
    }
  }
  const auto best =
      std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (best == votes.end() || best->second * 2 <= missing.size() || best->first == root.string()) return {};
  return best->first;
}

}  // namespace loadline::frontend

// Sorting of database entries.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/entry_kind.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <initializer_list>
#include <map>
#include <string_view>

#include "analyzers/frontend/commands/command_words.h"
#include "analyzers/words/source_language.h"

namespace loadline::frontend {
namespace {

namespace fs = std::filesystem;

bool lies_below(const fs::path& path, const fs::path& folder) {
  const fs::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != ".." && relative != ".";
}

bool has_part(const fs::path& source, bool (*is_wanted)(std::string_view name)) {
  return std::any_of(source.begin(), source.end(), [&](const fs::path& part) { return is_wanted(part.string()); });
}

// Whether the end of the path, its name alone at least, is there below `root`.
bool is_known_below(const fs::path& root, const fs::path& path) {
  std::error_code error;
  for (fs::path rest = path.relative_path(); !rest.empty() && rest != ".";
       rest = rest.lexically_relative(*rest.begin())) {
    if (fs::exists(root / rest, error)) return true;
  }
  return false;
}

bool is_temporary(const fs::path& source, const fs::path& root) {
  const auto lies_in = [&](const char* folder) { return lies_below(source, folder); };
  // loadline: allow(hardcoded-path) where configure steps of other machines put their probes, not a place of ours
  return !lies_below(source, root) && (lies_in("/tmp") || lies_in("/var/tmp") || lies_in("/private/tmp"));
}

// The names of programs that configure steps compile to learn about the compiler and the system: those of autoconf, CMake,
// Meson, SCons and waf.
bool is_named_like_probe(const fs::path& source) {
  if (source.filename().string().starts_with("conftest")) return true;
  return has_part(source, [](std::string_view name) {
    return name == "CMakeTmp" || name == "CMakeScratch" || name.starts_with("CompilerId") || name == "meson-private" ||
           name.starts_with("_CMakeLTOTest-") || name == ".sconf_temp" || name.starts_with(".conf_check_");
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

bool is_in_build_tree(const fs::path& source, const EntryPlace& place) {
  const bool is_in_source_tree =
      place.among_sources || lies_below(place.root, place.database) || place.root == place.database;
  if (!is_in_source_tree && lies_below(source, place.database)) return true;
  const auto is_directory = [&](const fs::path& folder) { return place.directory.lexically_relative(folder) == "."; };
  const bool is_own_folder = !is_directory(place.root) && !(place.among_sources && is_directory(place.database));
  return is_own_folder && lies_below(source, place.directory) && is_build_tree(place.directory);
}

// What generators call the sources that they write: moc, rcc, uic, protoc, bison and flex.
bool is_named_like_output(const std::string& name) {
  const auto ends_with_any = [&](std::initializer_list<std::string_view> ends) {
    return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return name.ends_with(end); });
  };
  return name.starts_with("moc_") || name.starts_with("mocs_compilation") || name.starts_with("qrc_") ||
         name.starts_with("lex.yy.") || name.starts_with("y.tab.") || name.find(".tab.c") != std::string::npos ||
         ends_with_any({".pb.cc", ".pb.cpp", ".pb.c", ".pb-c.c", ".moc.cpp"});
}

// Whether what the source would be made from stands beside it: parser.y for parser.cc, version.cpp.in for version.cpp.
bool has_origin(const fs::path& source) {
  static constexpr std::array<const char*, 14> kOrigins = {
      ".y", ".yy", ".ypp", ".l", ".ll", ".lpp", ".rl", ".re", ".g4", ".proto", ".pyx", ".gperf", ".thrift", ".vala"};
  std::error_code error;
  return fs::exists(source.string() + ".in", error) ||
         std::any_of(kOrigins.begin(), kOrigins.end(),
                     [&](const char* suffix) { return fs::exists(fs::path(source).replace_extension(suffix), error); });
}

// The source of the module `std`, which CMake takes from the toolchain.
bool is_standard_module(const fs::path& source, const fs::path& root) {
  const std::string stem = source.stem().string();
  return (stem == "std" || stem == "std.compat") && !lies_below(source, root) &&
         language_by_suffix(source) != SourceLanguage::other;
}

bool is_probe(const std::string& source, const EntryPlace& place) {
  const fs::path path(source);
  if (path.filename() == "-" || path == "/dev/null" || path == "/dev/stdin") return true;
  std::error_code error;
  const bool is_there = fs::exists(path, error);
  if (is_named_like_probe(path)) return !is_there || is_in_build_tree(path, place);
  return !is_there && is_temporary(path, place.root) && !is_known_below(place.root, path);
}

}  // namespace

bool is_made_by_build(const fs::path& source, const EntryPlace& place) {
  if (is_in_build_tree(source, place) || is_named_like_output(source.filename().string())) return true;
  return has_part(source, [](std::string_view name) { return name == "CMakeFiles" || name == "bazel-out"; });
}

SkippedEntries skip_reason(const std::string& source, const std::vector<std::string>& arguments,
                           const EntryPlace& place) {
  if (is_probe(source, place))
    return {"a probe of the configure step, not part of the project", {}, false, SkipCause::probe};
  SkippedEntries reason = reason_for_language(language_of_unit(source, arguments));
  if (!reason.reason.empty()) return reason;
  std::error_code error;
  const fs::file_status status = fs::status(source, error);
  if (fs::is_regular_file(status)) return {};
  if (fs::exists(status)) return {"the source is a folder, a device or a pipe", {}, true, SkipCause::gone};
  if (status.type() != fs::file_type::not_found) {
    return {"the source file cannot be opened: " + error.message(), {}, true, SkipCause::gone};
  }
  if (is_standard_module(source, place.root)) {
    return {"a module of the standard library, whose toolchain is not here", {}, false, SkipCause::nothing};
  }
  if (is_windows_path(source)) return {"the source is on another machine", {}, true, SkipCause::gone};
  if (is_made_by_build(source, place) || has_origin(source)) {
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

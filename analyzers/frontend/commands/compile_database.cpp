// Finding and reading compile_commands.json.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/compile_database.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "analyzers/frontend/commands/arguments.h"
#include "analyzers/words/regular_file.h"
#include "analyzers/words/user_error.h"

namespace loadline::frontend {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view kName = "compile_commands.json";

std::vector<fs::path> folders_named(const fs::path& parent, std::initializer_list<std::string_view> prefixes) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(parent, error)) {
    const std::string name = entry.path().filename().string();
    const bool fits = std::any_of(prefixes.begin(), prefixes.end(),
                                  [&](std::string_view prefix) { return name.compare(0, prefix.size(), prefix) == 0; });
    if (fits && entry.is_directory(error)) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string place_in(const std::string& text, std::size_t byte) {
  const std::string_view before(text.data(), std::min(byte, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 == 0
  return std::to_string(line) + ":" + std::to_string(before.size() - line_start + 1);
}

json parse(const fs::path& database, const std::string& text) {
  const bool is_blank = text.find_first_not_of(" \t\r\n") == std::string::npos;
  if (is_blank) {
    throw UserError(database.string() + ": the compile database is empty",
                    "configure the build again so that it is written");
  }
  try {
    return json::parse(text);
  } catch (const json::parse_error& error) {
    throw UserError(database.string() + ":" + place_in(text, error.byte) +
                        ": the compile database is not valid JSON (cut off, or edited by hand?)",
                    "configure the build again to rewrite it");
  } catch (const json::out_of_range&) {
    throw UserError(database.string() + ": the compile database holds a number beyond all bounds",
                    "configure the build again to rewrite it");
  }
}

[[noreturn]] void reject(const fs::path& database, std::size_t number, const std::string& what) {
  throw UserError(database.string() + ": entry " + std::to_string(number + 1) + " " + what,
                  "each entry needs \"directory\", \"file\" and \"command\" or \"arguments\"");
}

std::string text_member(const json& entry, const char* member) {
  const auto found = entry.find(member);
  return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::string> arguments_of(const fs::path& database, const json& entry, std::size_t number) {
  const auto list = entry.find("arguments");
  if (list == entry.end()) return split_command(text_member(entry, "command"));
  if (!list->is_array()) reject(database, number, "has \"arguments\" that are not a list");
  std::vector<std::string> arguments;
  for (const json& argument : *list) {
    if (!argument.is_string()) reject(database, number, "has an argument that is not a string");
    arguments.push_back(argument.get<std::string>());
  }
  return arguments;
}

DatabaseEntry read_entry(const fs::path& database, const json& entry, std::size_t number) {
  if (!entry.is_object()) reject(database, number, "is not an object");
  DatabaseEntry result;
  result.file = text_member(entry, "file");
  if (result.file.empty()) reject(database, number, "has no \"file\"");
  if (result.file.find('\0') != std::string::npos) reject(database, number, "has a \"file\" with a NUL byte in it");
  result.arguments = arguments_of(database, entry, number);
  if (result.arguments.empty()) reject(database, number, "has neither \"command\" nor \"arguments\"");
  const fs::path base = fs::absolute(database).parent_path();
  result.directory = (base / text_member(entry, "directory")).lexically_normal().string();
  return result;
}

}  // namespace

fs::path find_compile_database(const fs::path& root, const std::string& build_dir) {
  std::error_code error;
  if (!build_dir.empty()) {
    const fs::path named = fs::path(build_dir);
    for (const fs::path& candidate : {named, fs::current_path() / named, root / named}) {
      if (fs::is_regular_file(candidate, error)) return fs::canonical(candidate);
      if (fs::is_regular_file(candidate / kName, error)) return fs::canonical(candidate / kName);
    }
    throw UserError(build_dir + ": no " + std::string(kName) + " there", advice_for_missing_database(root));
  }
  std::vector<fs::path> folders{root};
  const std::vector<fs::path> builds = folders_named(root, {"build", "out", "cmake-build"});
  folders.insert(folders.end(), builds.begin(), builds.end());
  for (const fs::path& build : builds) {
    const std::vector<fs::path> presets = folders_named(build, {""});
    folders.insert(folders.end(), presets.begin(), presets.end());
  }
  for (const fs::path& folder : folders) {
    if (fs::is_regular_file(folder / kName, error)) return fs::canonical(folder / kName);
  }
  return {};
}

std::string advice_for_missing_database(const fs::path& root) {
  std::error_code error;
  const auto has = [&](std::string_view file) { return fs::exists(root / file, error); };
  std::string advice;
  if (has("CMakeLists.txt")) {
    advice = "run `cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON` (with the Ninja or Makefile generator)";
  } else if (has("meson.build")) {
    advice = "run `meson setup build`: it writes build/compile_commands.json";
  } else if (has("MODULE.bazel") || has("WORKSPACE") || has("WORKSPACE.bazel")) {
    advice = "use hedron_compile_commands: `bazel run @hedron_compile_commands//:refresh_all`";
  } else if (has("Makefile") || has("makefile") || has("GNUmakefile") || has("configure") || has("configure.ac")) {
    advice = "record a build with bear: `bear -- make`";
  } else {
    advice = "let the build system write one, or record a build with `bear -- <build command>`";
  }
  return advice + "; then name its folder with -p DIR, or go on without one with --infer-compile-commands";
}

std::vector<DatabaseEntry> read_compile_database(const fs::path& database) {
  const FileText file = read_regular_file(database);
  if (!file.is_read()) {
    throw UserError(database.string() + ": cannot be read: " + file.why_not(), "check the file and its permissions");
  }
  const json entries = parse(database, file.text);
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

}  // namespace loadline::frontend

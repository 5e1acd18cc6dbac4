// Where compile databases are.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/database_search.h"

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <set>
#include <string_view>

#include <fmt/core.h>

#include "analyzers/words/user_error.h"

namespace loadline::frontend {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kName = "compile_commands.json";
constexpr std::size_t kMaxFolders = 4000, kMaxNamed = 8;
constexpr int kMaxDepth = 5;

bool is_build_folder(const std::string& name) {
  static constexpr std::array<std::string_view, 3> kPrefixes = {"build", "out", "cmake-build"};
  return name == "_build" || name == ".build" ||
         std::any_of(kPrefixes.begin(), kPrefixes.end(),
                     [&](std::string_view prefix) { return name.compare(0, prefix.size(), prefix) == 0; });
}

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

std::vector<fs::path> subfolders(const fs::path& parent) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry(parent, fs::directory_options::skip_permission_denied, error), end;
       !error && entry != end; entry.increment(error)) {
    std::error_code is_broken;
    if (entry->is_directory(is_broken)) found.push_back(entry->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

struct BuildSystem {
  std::string_view file;    // that tells it; "*.pro": any of that ending
  std::string_view advice;  // what to run in the folder of the file
};

// The first that fits.
constexpr std::array<BuildSystem, 20> kBuildSystems{{
    {"CMakeLists.txt",
     "run `cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON` (with the Ninja or Makefile generator)"},
    {"meson.build", "run `meson setup build`: it writes build/compile_commands.json"},
    {"MODULE.bazel", "use hedron_compile_commands: `bazel run @hedron_compile_commands//:refresh_all`"},
    {"WORKSPACE", "use hedron_compile_commands: `bazel run @hedron_compile_commands//:refresh_all`"},
    {"WORKSPACE.bazel", "use hedron_compile_commands: `bazel run @hedron_compile_commands//:refresh_all`"},
    {"xmake.lua", "run `xmake project -k compile_commands`"},
    {"platformio.ini", "run `pio run -t compiledb`"},
    {"*.pro", "record a build with bear: `qmake && bear -- make`"},
    {"configure", "record a build with bear: `./configure && bear -- make`"},
    {"autogen.sh", "record a build with bear: `./autogen.sh && ./configure && bear -- make`"},
    {"configure.ac", "record a build with bear: `autoreconf -i && ./configure && bear -- make`"},
    {"configure.in", "record a build with bear: `autoreconf -i && ./configure && bear -- make`"},
    {"Makefile", "record a build with bear: `bear -- make`"},
    {"makefile", "record a build with bear: `bear -- make`"},
    {"GNUmakefile", "record a build with bear: `bear -- make`"},
    {"SConstruct", "record a build with bear: `bear -- scons`"},
    {"build.ninja", "run `ninja -t compdb > compile_commands.json`"},
    {"*.sln", "let Clang Power Tools write one: `clang-build.ps1 -export-jsondb`"},
    {"*.vcxproj", "let Clang Power Tools write one: `clang-build.ps1 -export-jsondb`"},
    {"*.xcodeproj", "record a build: `xcodebuild | xcpretty -r json-compilation-database`"},
}};

const BuildSystem* build_system_of(const fs::path& folder) {
  std::set<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error), end;
       !error && entry != end; entry.increment(error)) {
    names.insert(entry->path().filename().string());
  }
  const auto found = std::find_if(kBuildSystems.begin(), kBuildSystems.end(), [&](const BuildSystem& system) {
    if (!system.file.starts_with('*')) return names.contains(std::string(system.file));
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return name.ends_with(system.file.substr(1)); });
  });
  return found == kBuildSystems.end() ? nullptr : &*found;
}

bool is_left_out(const fs::path& folder) {
  std::error_code error;
  const std::string name = folder.filename().string();
  return (name.starts_with('.') && name != ".build") || name == "node_modules" || name == "CMakeFiles" ||
         fs::is_symlink(folder, error);
}

// The folders below `root`, nearest first, that satisfy `wanted`, a few thousand being asked at most. `goes_on`: whether to
// look below one that does.
std::vector<fs::path> folders_below(const fs::path& root, bool goes_on,
                                    const std::function<bool(const fs::path&)>& wanted) {
  std::vector<fs::path> found;
  std::deque<std::pair<fs::path, int>> pending{{root, 0}};
  for (std::size_t seen = 0; !pending.empty() && seen < kMaxFolders; ++seen) {
    const auto [folder, depth] = pending.front();
    pending.pop_front();
    const bool is_wanted = wanted(folder);
    if (is_wanted) found.push_back(folder);
    if (depth == kMaxDepth || (is_wanted && !goes_on)) continue;
    for (const fs::path& inner : subfolders(folder)) {
      if (!is_left_out(inner)) pending.emplace_back(inner, depth + 1);
    }
  }
  return found;
}

std::string name_below(const fs::path& root, const fs::path& folder) {
  const std::string name = folder.lexically_relative(root).generic_string();
  return name.find(' ') == std::string::npos ? name : "'" + name + "'";
}

// "a, b and 3 more"
std::string first_names(const fs::path& root, const std::vector<fs::path>& folders) {
  std::string text;
  for (std::size_t i = 0; i < std::min(kMaxNamed, folders.size()); ++i) {
    text += (i == 0 ? "" : ", ") + name_below(root, folders[i]);
  }
  return folders.size() > kMaxNamed ? fmt::format("{} and {} more", text, folders.size() - kMaxNamed) : text;
}

std::string advice_by_build_system(const fs::path& root) {
  constexpr std::string_view kElse = "or continue without one with --infer-compile-commands";
  if (const BuildSystem* system = build_system_of(root)) {
    return fmt::format("{}; then try again (-p DIR when it is in another folder), {}", system->advice, kElse);
  }
  const std::vector<fs::path> folders =
      folders_below(root, false, [](const fs::path& folder) { return build_system_of(folder) != nullptr; });
  if (folders.empty()) {
    return fmt::format(
        "let the build system write one, or record a build with `bear -- <build command>`; "
        "then name its folder with -p DIR, {}",
        kElse);
  }
  return fmt::format("what is built is deeper in the tree; in {}: {}; then name the folder of the database with {}, {}",
                     first_names(root, folders), build_system_of(folders[0])->advice,
                     folders.size() == 1 ? "-p DIR" : "-p DIR for each", kElse);
}

}  // namespace

fs::path named_database(const fs::path& root, const std::string& build_dir) {
  const fs::path named = fs::path(build_dir);
  for (const fs::path& candidate : {named, fs::current_path() / named, root / named}) {
    if (is_file(candidate)) return fs::canonical(candidate);
    if (is_file(candidate / kName)) return fs::canonical(candidate / kName);
  }
  throw UserError(fmt::format("{}: no {} there", build_dir, kName), advice_for_missing_database(root));
}

fs::path usual_database(const fs::path& root) {
  std::vector<fs::path> builds;
  for (const fs::path& folder : subfolders(root)) {
    if (is_build_folder(folder.filename().string())) builds.push_back(folder);
  }
  builds.push_back(root / "cmake" / "build");
  std::vector<fs::path> folders{root};
  folders.insert(folders.end(), builds.begin(), builds.end());
  for (const fs::path& build : builds) {
    const std::vector<fs::path> inner = subfolders(build);
    folders.insert(folders.end(), inner.begin(), inner.end());
  }
  const std::vector<fs::path> presets = subfolders(root / "out" / "build");
  folders.insert(folders.end(), presets.begin(), presets.end());
  for (const fs::path& folder : folders) {
    if (is_file(folder / kName)) return fs::canonical(folder / kName);
  }
  return {};
}

std::vector<fs::path> nested_databases(const fs::path& root) {
  std::vector<fs::path> found =
      folders_below(root, true, [](const fs::path& folder) { return is_file(folder / kName); });
  for (fs::path& folder : found) folder /= kName;
  return found;
}

std::string advice_for_missing_database(const fs::path& root) {
  const std::vector<fs::path> nested = nested_databases(root);
  if (nested.empty()) return advice_by_build_system(root);
  std::string flags;
  for (std::size_t i = 0; i < std::min(kMaxNamed, nested.size()); ++i) {
    flags += " -p " + name_below(root, nested[i].parent_path());
  }
  const std::string more = nested.size() > kMaxNamed ? fmt::format(" (and {} more)", nested.size() - kMaxNamed) : "";
  return fmt::format("deeper in the tree there {}: give{}{}, or list them in loadline.yaml under build:",
                     nested.size() == 1 ? "is one" : "are some", flags, more);
}

std::vector<CompileDatabase> labelled_databases(const fs::path& root, const std::vector<BuildFolder>& builds) {
  std::vector<CompileDatabase> databases;
  for (const BuildFolder& build : builds) {
    const fs::path file = named_database(root, build.dir);
    const bool is_known = std::any_of(databases.begin(), databases.end(),
                                      [&](const CompileDatabase& database) { return database.file == file; });
    if (is_known) continue;
    const fs::path relative = file.parent_path().lexically_relative(root);
    const bool is_inside = !relative.empty() && *relative.begin() != ".." && relative != ".";
    const std::string own = is_inside ? relative.generic_string() : file.parent_path().filename().string();
    databases.push_back({file, build.label.empty() ? own : build.label, 0});
  }
  if (databases.size() == 1 && builds.front().label.empty()) databases.front().label.clear();
  return databases;
}

}  // namespace loadline::frontend

// Where compile databases are.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/database_search.h"

#include <algorithm>
#include <array>
#include <deque>
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

std::string advice_by_build_system(const fs::path& root) {
  std::error_code error;
  const auto has = [&](std::string_view file) { return fs::exists(root / file, error); };
  if (has("CMakeLists.txt")) {
    return "run `cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON` (with the Ninja or Makefile generator)";
  }
  if (has("meson.build")) return "run `meson setup build`: it writes build/compile_commands.json";
  if (has("MODULE.bazel") || has("WORKSPACE") || has("WORKSPACE.bazel")) {
    return "use hedron_compile_commands: `bazel run @hedron_compile_commands//:refresh_all`";
  }
  if (has("configure") || has("configure.ac")) return "record a build with bear: `./configure && bear -- make`";
  if (has("Makefile") || has("makefile") || has("GNUmakefile")) return "record a build with bear: `bear -- make`";
  return "let the build system write one, or record a build with `bear -- <build command>`";
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
  std::vector<fs::path> found;
  std::deque<std::pair<fs::path, int>> pending{{root, 0}};
  for (std::size_t seen = 0; !pending.empty() && seen < kMaxFolders; ++seen) {
    const auto [folder, depth] = pending.front();
    pending.pop_front();
    if (is_file(folder / kName)) found.push_back(folder / kName);
    if (depth == kMaxDepth) continue;
    std::error_code error;
    for (const fs::path& inner : subfolders(folder)) {
      const std::string name = inner.filename().string();
      const bool is_left_out = (name.starts_with('.') && name != ".build") || name == "node_modules" ||
                               name == "CMakeFiles" || fs::is_symlink(inner, error);
      if (!is_left_out) pending.emplace_back(inner, depth + 1);
    }
  }
  return found;
}

std::string advice_for_missing_database(const fs::path& root) {
  const std::vector<fs::path> nested = nested_databases(root);
  if (nested.empty()) {
    return advice_by_build_system(root) +
           "; then name its folder with -p DIR, or continue without one with --infer-compile-commands";
  }
  std::string flags;
  for (std::size_t i = 0; i < std::min(kMaxNamed, nested.size()); ++i) {
    const std::string folder = nested[i].parent_path().lexically_relative(root).generic_string();
    flags += " -p " + (folder.find(' ') == std::string::npos ? folder : "'" + folder + "'");
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

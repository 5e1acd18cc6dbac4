// Walks the folders of a project.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/readers/project_files.h"

#include <algorithm>
#include <array>

#include "analyzers/words/path_pattern.h"

namespace loadline {

namespace fs = std::filesystem;

namespace {

bool is_left_out(const fs::path& folder, const fs::path& root) {
  constexpr std::array<std::string_view, 7> kNames = {"third_party", "third-party", "thirdparty",  "3rdparty",
                                                      "vendor",      "external",    "node_modules"};
  const std::string name = folder.filename().string();
  const bool is_top = folder.parent_path() == root;
  return name.starts_with('.') || (is_top && (name.starts_with("build") || name.starts_with("out"))) ||
         std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

}  // namespace

std::vector<std::string> find_project_files(const fs::path& root, std::string_view extension,
                                            const std::vector<PathPattern>& exclude) {
  std::vector<std::string> files;
  std::vector<Glob> patterns;
  for (const PathPattern& pattern : exclude) patterns.emplace_back(pattern.text, PatternSyntax::path);
  std::error_code failure;
  fs::recursive_directory_iterator entry(root, fs::directory_options::skip_permission_denied, failure), end;
  for (; !failure && entry != end; entry.increment(failure)) {
    std::error_code unknown;
    if (entry->is_directory(unknown)) {
      if (is_left_out(entry->path(), root)) entry.disable_recursion_pending();
      continue;
    }
    if (entry->path().extension() != extension) continue;
    std::string path = entry->path().lexically_relative(root).generic_string();
    const auto is_excluded = [&](const Glob& pattern) { return pattern.matches(path); };
    if (std::none_of(patterns.begin(), patterns.end(), is_excluded)) files.push_back(std::move(path));
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace loadline

// The one place that turns absolute paths into the names that facts use, and back.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace loadline::frontend {

// Shared by all threads. Both directories are absolute with symlinks resolved.
class FilePaths {
 public:
  FilePaths(const std::filesystem::path& root, const std::filesystem::path& build);

  // The name of a project file: relative to the root, or "@build/…" for a generated file in a build directory outside it.
  // Nothing for other files: they belong to the system.
  std::optional<std::string> project_name(std::string_view absolute) const;

  // The root and the build directory.
  std::vector<std::string> folders() const { return {root_, build_}; }

  // For messages: the project name, or the path as it is.
  std::string display_name(std::string_view absolute) const;

  // The same text with every mention of the root and build directory replaced, so that cache keys and scans survive a
  // move of the checkout to another folder or machine.
  std::string portable(std::string_view text) const;
  std::string absolute(std::string_view portable) const;

  // An absolute path as real_path() has it. Each is looked up once: links are not expected to move during a run.
  std::string resolved(const std::string& absolute) const;

 private:
  std::string root_;
  std::string build_;
  mutable std::shared_mutex mutex_;
  mutable std::unordered_map<std::string, std::string> resolved_;
};

// Replaces `what` by `with` wherever it appears as a whole path prefix: "/src/x" in "-I/src/x/y", not in "-I/src/xy".
void replace_prefixes(std::string& text, std::string_view what, std::string_view with);

// `path` made absolute against `directory`, with symlinks resolved as far as the path exists, and without "." and "..".
std::string real_path(const std::string& path, const std::string& directory);

}  // namespace loadline::frontend

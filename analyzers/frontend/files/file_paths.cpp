// Absolute paths to the names that facts use, and back.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/files/file_paths.h"

#include <array>
#include <mutex>
#include <utility>

namespace loadline::frontend {
namespace {

constexpr std::string_view kRootMark = "<root>";
constexpr std::string_view kBuildMark = "<build>";

bool lies_below(std::string_view path, std::string_view directory) {
  return path.size() > directory.size() && path.starts_with(directory) && path[directory.size()] == '/';
}

}  // namespace

FilePaths::FilePaths(const std::filesystem::path& root, const std::filesystem::path& build)
    : root_(root.string()), build_(build.string()) {}

std::optional<std::string> FilePaths::project_name(std::string_view absolute) const {
  if (lies_below(absolute, root_)) return std::string(absolute.substr(root_.size() + 1));
  if (lies_below(absolute, build_)) return "@build" + std::string(absolute.substr(build_.size()));
  return std::nullopt;
}

std::string FilePaths::display_name(std::string_view absolute) const {
  return project_name(absolute).value_or(std::string(absolute));
}

std::string FilePaths::portable(std::string_view text) const {
  std::string result(text);
  // The longer directory first: a build directory inside the root is still below the root.
  const bool build_first = build_.size() > root_.size() && !lies_below(build_, root_);
  if (build_first) replace_prefixes(result, build_, kBuildMark);
  replace_prefixes(result, root_, kRootMark);
  if (!build_first && !lies_below(build_, root_) && build_ != root_) replace_prefixes(result, build_, kBuildMark);
  return result;
}

std::string FilePaths::absolute(std::string_view portable) const {
  if (portable.starts_with(kRootMark)) return root_ + std::string(portable.substr(kRootMark.size()));
  if (portable.starts_with(kBuildMark)) return build_ + std::string(portable.substr(kBuildMark.size()));
  return std::string(portable);
}

std::string FilePaths::resolved(const std::string& absolute) const {
  {
    const std::shared_lock lock(mutex_);
    const auto known = resolved_.find(absolute);
    if (known != resolved_.end()) return known->second;
  }
  std::string real = real_path(absolute, "/");
  const std::unique_lock lock(mutex_);
  return resolved_.try_emplace(absolute, std::move(real)).first->second;
}

void replace_prefixes(std::string& text, std::string_view what, std::string_view with) {
  if (what.size() < 2) return;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
    const std::size_t end = at + what.size();
    if (end == text.size() || text[end] == '/') {
      text.replace(at, what.size(), with);
      at += with.size();
    } else {
      at = end;
    }
  }
}

std::string real_path(const std::string& path, const std::string& directory) {
  const std::filesystem::path full = std::filesystem::path(directory) / path;
  std::error_code error;
  const std::filesystem::path resolved = std::filesystem::weakly_canonical(full, error);
  return error ? full.lexically_normal().string() : resolved.string();
}

}  // namespace loadline::frontend

// Chooses the folder of the cache and makes sure that a project cannot point it elsewhere.
// SPDX-License-Identifier: Apache-2.0
#include "tool/cache_folder.h"

#include <fmt/core.h>
#include <unistd.h>
#include <fstream>

namespace loadline {

namespace {

namespace fs = std::filesystem;

bool is_below(const fs::path& path, const fs::path& folder) {
  const fs::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

// The project's own files (a `build:` key, a symbolic link) must not make the program write outside the project: only a
// flag may. `folder` has all links resolved.
bool may_write_to(const fs::path& folder, const CacheRequest& request) {
  if (is_below(folder, request.root)) return true;
  std::error_code error;
  const fs::path build_dir = fs::weakly_canonical(request.build_dir, error);
  return request.build_dir_is_explicit && !error && is_below(folder, build_dir);
}

std::unique_ptr<FactStore> without_cache(std::vector<std::string>& warnings, const std::string& why) {
  warnings.push_back("nothing is cached: " + why);
  return make_memory_store();
}

// A cache below the project must not show up in `git status`.
void hide_from_git(const fs::path& folder) {
  const fs::path ignore = folder / ".gitignore";
  std::error_code error;
  if (!fs::exists(fs::symlink_status(ignore, error))) std::ofstream(ignore) << "*\n";
}

}  // namespace

std::unique_ptr<FactStore> open_cache(const CacheRequest& request, std::vector<std::string>& warnings) {
  if (request.off) return make_memory_store();
  const bool is_explicit = !request.explicit_dir.empty();
  std::error_code error;
  const fs::path folder =
      fs::weakly_canonical(is_explicit ? fs::path(request.explicit_dir) : request.build_dir / ".loadline", error);
  if (error) return without_cache(warnings, "the cache folder cannot be reached: " + error.message());
  if (!is_explicit && !may_write_to(folder, request)) {
    return without_cache(warnings, folder.string() + " lies outside the project; name a folder with --cache-dir");
  }
  fs::create_directories(folder, error);
  if (error) return without_cache(warnings, fmt::format("cannot create {}: {}", folder.string(), error.message()));
  if (::access(folder.c_str(), W_OK | X_OK) != 0) return without_cache(warnings, "cannot write to " + folder.string());
  if (!is_explicit) hide_from_git(folder);
  return make_disk_store(folder);
}

}  // namespace loadline

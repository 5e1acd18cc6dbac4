// Chooses the folder of the cache, and the secret that its entries must be sealed with.
// SPDX-License-Identifier: Apache-2.0
#include "tool/cache_folder.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "analyzers/frontend/files/seal.h"
#include "tool/cache_secret.h"

namespace loadline {

namespace {

namespace fs = std::filesystem;

bool is_in(const fs::path& path, const fs::path& folder) {
  const fs::path relative = path.lexically_relative(folder);
  return !folder.empty() && !relative.empty() && *relative.begin() != "..";
}

// The user's cache folder of this program; "" when there is no home.
fs::path user_folder() {
  const auto named = [](const char* variable) {
    const char* value = std::getenv(variable);
    const fs::path path = value == nullptr ? "" : value;
    return path.is_absolute() ? path : fs::path();
  };
  fs::path folder = named("XDG_CACHE_HOME");
  if (folder.empty()) {
    fs::path home = named("HOME");
    const passwd* user = home.empty() ? ::getpwuid(::geteuid()) : nullptr;
    if (user != nullptr && user->pw_dir != nullptr) home = user->pw_dir;
    if (home.empty()) return {};
    folder = home / ".cache";
  }
  std::error_code error;
  const fs::path real = fs::weakly_canonical(folder / "loadline", error);
  return error ? fs::path() : real;
}

// What lies in the project or in a checkout may have come with the code.
bool comes_with_code(const fs::path& folder, const fs::path& root) {
  if (is_in(folder, root)) return true;
  for (fs::path at = folder; at.has_relative_path(); at = at.parent_path()) {
    std::error_code error;
    if (fs::exists(at / ".git", error)) return true;
  }
  return false;
}

// Only the user may be able to write to it. "" when that is so.
std::string fault_of(const fs::path& folder) {
  struct stat status{};
  if (::stat(folder.c_str(), &status) != 0 || ::access(folder.c_str(), W_OK | X_OK) != 0) {
    return "cannot write to " + folder.string();
  }
  if (status.st_uid != ::geteuid()) return folder.string() + " belongs to somebody else";
  if ((status.st_mode & S_IWOTH) != 0) return folder.string() + " can be written by others (chmod o-w)";
  return {};
}

// The user's alone, and so are the folders that have to be made for it.
std::string make_folder(const fs::path& folder) {
  std::error_code error;
  if (folder.has_relative_path() && !fs::exists(folder.parent_path(), error)) make_folder(folder.parent_path());
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return "cannot create " + folder.string() + ": " + std::error_code(errno, std::generic_category()).message();
  }
  return fault_of(folder);
}

// Where the secret of the cache in `folder` is kept; "" for nowhere.
fs::path secret_folder(const fs::path& folder, const fs::path& root) {
  const fs::path user = user_folder();
  const bool is_users = is_in(folder, user);
  const fs::path place = is_users || comes_with_code(folder, root) ? user : folder;
  return comes_with_code(place, root) ? fs::path() : place;
}

std::optional<Secret> secret_for(const fs::path& folder, const fs::path& root, std::string& problem) {
  if (const char* text = std::getenv(kSecretVariable); text != nullptr && *text != '\0') return secret_from_text(text);
  const fs::path place = secret_folder(folder, root);
  if (place.empty()) {
    problem = folder.string() +
              " may have come with the code, and there is no other place for the key of the cache; set " +
              kSecretVariable + " to a secret text, or XDG_CACHE_HOME to a folder outside the checkout";
    return std::nullopt;
  }
  problem = make_folder(place);
  return problem.empty() ? secret_in(place, problem) : std::nullopt;
}

}  // namespace

fs::path default_cache_folder(const fs::path& root) {
  const fs::path user = user_folder();
  return user.empty() ? user : user / (root.filename().string() + "-" + short_name_of(root.string()));
}

std::unique_ptr<FactStore> open_cache(const CacheRequest& request, std::vector<std::string>& warnings) {
  if (request.off) return make_memory_store();
  const auto without_cache = [&](const std::string& why) {
    warnings.push_back("nothing is cached: " + why);
    return make_memory_store();
  };
  std::error_code error;
  const fs::path folder = request.explicit_dir.empty() ? default_cache_folder(request.root)
                                                       : fs::weakly_canonical(request.explicit_dir, error);
  if (error) return without_cache("the cache folder cannot be reached: " + error.message());
  if (folder.empty()) return without_cache("you have no home folder; name a folder with --cache-dir");
  std::string problem = make_folder(folder);
  if (!problem.empty()) return without_cache(problem);
  const std::optional<Secret> secret = secret_for(folder, request.root, problem);
  if (!secret) return without_cache(problem);
  return make_disk_store(folder, seals_of(*secret));
}

}  // namespace loadline

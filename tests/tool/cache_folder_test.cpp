// Where the cache is, and whose entries are believed: the user's own, never those that came with the code.
// SPDX-License-Identifier: Apache-2.0
#include "tool/cache_folder.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "tests/tool/temporary_folder.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

// The cache folder of one user, for one test.
class User {
 public:
  User() {
    ::setenv("XDG_CACHE_HOME", home_.path().c_str(), 1);
    ::unsetenv("LOADLINE_CACHE_KEY");
  }
  ~User() { ::unsetenv("LOADLINE_CACHE_KEY"); }
  User(const User&) = delete;
  User& operator=(const User&) = delete;
  fs::path key() const { return home_.path() / "loadline/key"; }

 private:
  test::TemporaryFolder home_;
};

const StoreKey kKey(32, 'a');

std::vector<std::string> save(const CacheRequest& request) {
  std::vector<std::string> warnings;
  open_cache(request, warnings)->save(kKey, "facts");
  return warnings;
}

bool finds(const CacheRequest& request) {
  std::vector<std::string> ignored;
  return open_cache(request, ignored)->load(kKey, [](std::string_view) {});
}

CacheRequest request_for(const test::TemporaryFolder& project, const std::string& cache_dir = "") {
  CacheRequest request;
  request.root = project.path();
  request.explicit_dir = cache_dir;
  return request;
}

TEST_CASE("by default the cache is in the user's cache folder, one for each project, and outlives the run") {
  const User user;
  const test::TemporaryFolder project, other;
  CHECK(save(request_for(project)).empty());
  CHECK(finds(request_for(project)));
  CHECK_FALSE(finds(request_for(other)));
  CHECK(fs::is_empty(project.path()));
  CHECK(default_cache_folder(project.path()) != default_cache_folder(other.path()));
}

TEST_CASE("the key of the cache is the user's alone") {
  const User user;
  const test::TemporaryFolder project;
  save(request_for(project));
  CHECK(fs::file_size(user.key()) == 32);
  CHECK(fs::status(user.key()).permissions() == (fs::perms::owner_read | fs::perms::owner_write));

  fs::permissions(user.key(), fs::perms::others_read, fs::perm_options::add);
  const std::vector<std::string> warnings = save(request_for(project));
  REQUIRE(warnings.size() == 1);
  CHECK_THAT(warnings[0], Contains("key") && Contains("remove it"));
  CHECK_FALSE(finds(request_for(project)));
}

TEST_CASE("a cache that is saved and restored with its key is found, one without its key is not") {
  const User user;
  const test::TemporaryFolder project, machine;
  const std::string cache = (machine.path() / "cache").string();
  save(request_for(project, cache));
  fs::copy(cache, machine.path() / "restored", fs::copy_options::recursive);
  CHECK(finds(request_for(project, (machine.path() / "restored").string())));

  fs::remove(machine.path() / "restored/key");
  CHECK_FALSE(finds(request_for(project, (machine.path() / "restored").string())));
}

TEST_CASE("entries that came with the code are foreign, even with a key") {
  const User user;
  const test::TemporaryFolder project, attacker;
  const std::string forged = (attacker.path() / "cache").string();
  save(request_for(project, forged));
  fs::copy(forged, project.path() / ".cache", fs::copy_options::recursive);
  CHECK_FALSE(finds(request_for(project, (project.path() / ".cache").string())));

  // Beside the project, but in the same checkout.
  const test::TemporaryFolder checkout;
  checkout.write(".git/HEAD", "ref: refs/heads/main\n");
  checkout.write("part/a.cpp", "");
  fs::copy(forged, checkout.path() / "cache", fs::copy_options::recursive);
  CacheRequest part;
  part.root = checkout.path() / "part";
  part.explicit_dir = (checkout.path() / "cache").string();
  CHECK_FALSE(finds(part));
}

TEST_CASE("a cache folder in the project is used with the user's key") {
  const User user;
  const test::TemporaryFolder project;
  const CacheRequest request = request_for(project, (project.path() / "cache").string());
  CHECK(save(request).empty());
  CHECK(finds(request));
  CHECK_FALSE(fs::exists(project.path() / "cache/key"));
}

TEST_CASE("a user's cache folder inside the checkout is used only with a key from the environment") {
  const User user;
  const test::TemporaryFolder project;
  ::setenv("XDG_CACHE_HOME", (project.path() / ".cache").c_str(), 1);
  const std::vector<std::string> warnings = save(request_for(project));
  REQUIRE(warnings.size() == 1);
  CHECK_THAT(warnings[0], Contains("LOADLINE_CACHE_KEY"));
  CHECK_FALSE(finds(request_for(project)));

  ::setenv("LOADLINE_CACHE_KEY", "a secret of the build server", 1);
  CHECK(save(request_for(project)).empty());
  CHECK(finds(request_for(project)));
  ::setenv("LOADLINE_CACHE_KEY", "another", 1);
  CHECK_FALSE(finds(request_for(project)));
}

TEST_CASE("a folder that others can write to is not used") {
  const User user;
  const test::TemporaryFolder project, elsewhere;
  const fs::path cache = elsewhere.path() / "cache";
  fs::create_directory(cache);
  fs::permissions(cache, fs::perms::others_write, fs::perm_options::add);
  const std::vector<std::string> warnings = save(request_for(project, cache.string()));
  REQUIRE(warnings.size() == 1);
  CHECK_THAT(warnings[0], Contains("can be written by others"));
  CHECK(fs::is_empty(cache));
}

TEST_CASE("with --no-cache nothing is kept and no folder created") {
  const User user;
  const test::TemporaryFolder project;
  CacheRequest request = request_for(project);
  request.off = true;
  CHECK(save(request).empty());
  CHECK_FALSE(finds(request));
  CHECK_FALSE(fs::exists(user.key().parent_path()));
}

TEST_CASE("a cache folder that cannot be made is a warning, and the run continues") {
  const User user;
  const test::TemporaryFolder project;
  project.write("file", "in the way");
  const CacheRequest request = request_for(project, (project.path() / "file/cache").string());
  CHECK(save(request).size() == 1);
  CHECK_FALSE(finds(request));
}

}  // namespace
}  // namespace loadline

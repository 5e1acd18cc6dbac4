// Where the cache may be: a project's own files cannot point it out of the project.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <filesystem>

#include "tests/tool/temporary_folder.h"
#include "tool/cache_folder.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

struct Opened {
  bool keeps = false;  // a second run finds what the first one saved
  std::vector<std::string> warnings;
};

Opened open_twice(const CacheRequest& request) {
  const StoreKey key(32, 'a');
  Opened opened;
  open_cache(request, opened.warnings)->save(key, "facts");
  std::vector<std::string> ignored;
  opened.keeps = open_cache(request, ignored)->load(key, [](std::string_view) {});
  return opened;
}

CacheRequest request_for(const fs::path& root, const fs::path& build_dir) {
  CacheRequest request;
  request.root = root;
  request.build_dir = build_dir;
  return request;
}

TEST_CASE("by default the cache is in the build folder and outlives the run") {
  const test::TemporaryFolder project;
  project.write("build/compile_commands.json", "[]");
  const Opened opened = open_twice(request_for(project.path(), project.path() / "build"));
  CHECK(opened.keeps);
  CHECK(opened.warnings.empty());
  CHECK(fs::is_directory(project.path() / "build/.loadline"));
  CHECK(fs::exists(project.path() / "build/.loadline/.gitignore"));  // not in `git status`
}

TEST_CASE("with --no-cache nothing is kept and no folder created") {
  const test::TemporaryFolder project;
  CacheRequest request = request_for(project.path(), project.path());
  request.off = true;
  const Opened opened = open_twice(request);
  CHECK_FALSE(opened.keeps);
  CHECK(opened.warnings.empty());
  CHECK(fs::is_empty(project.path()));
}

TEST_CASE("a build folder outside the project holds the cache only when the user names it") {
  const test::TemporaryFolder project, build;
  CacheRequest request = request_for(project.path(), build.path());
  const Opened by_config = open_twice(request);
  CHECK_FALSE(by_config.keeps);
  REQUIRE(by_config.warnings.size() == 1);
  CHECK_THAT(by_config.warnings[0], Contains("outside the project") && Contains("--cache-dir"));
  CHECK(fs::is_empty(build.path()));

  request.build_dir_is_explicit = true;
  CHECK(open_twice(request).keeps);
}

TEST_CASE("a link in the project cannot lead the cache out of it") {
  const test::TemporaryFolder project, elsewhere;
  fs::create_directory(project.path() / "build");
  fs::create_directory_symlink(elsewhere.path(), project.path() / "build/.loadline");
  const Opened opened = open_twice(request_for(project.path(), project.path() / "build"));
  CHECK_FALSE(opened.keeps);
  CHECK(opened.warnings.size() == 1);
  CHECK(fs::is_empty(elsewhere.path()));
}

TEST_CASE("the folder of --cache-dir may be anywhere and is created") {
  const test::TemporaryFolder project, elsewhere;
  CacheRequest request = request_for(project.path(), project.path());
  request.explicit_dir = (elsewhere.path() / "new/cache").string();
  const Opened opened = open_twice(request);
  CHECK(opened.keeps);
  CHECK(opened.warnings.empty());
}

TEST_CASE("a cache folder that cannot be made is a warning, and the run continues") {
  const test::TemporaryFolder project;
  project.write("file", "in the way");
  CacheRequest request = request_for(project.path(), project.path());
  request.explicit_dir = (project.path() / "file/cache").string();
  const Opened opened = open_twice(request);
  CHECK_FALSE(opened.keeps);
  CHECK(opened.warnings.size() == 1);
}

}  // namespace
}  // namespace loadline

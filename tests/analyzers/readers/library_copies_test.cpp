// Copies of libraries that git or a licence tells.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/readers/library_copies.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "analyzers/model/third_party.h"

using namespace loadline;
namespace fs = std::filesystem;

namespace {

using Texts = std::vector<std::string>;

class Repository {
 public:
  Repository() {
    std::string name = (fs::temp_directory_path() / "loadline-copies-XXXXXX").string();
    root_ = mkdtemp(name.data());
  }
  ~Repository() { fs::remove_all(root_); }
  Repository(const Repository&) = delete;
  Repository& operator=(const Repository&) = delete;

  void write(const std::string& path, const std::string& text) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }
  Texts copies() const {
    Texts patterns;
    for (const PathPattern& pattern : find_library_copies(root_)) patterns.push_back(pattern.text);
    return patterns;
  }

 private:
  fs::path root_;
};

}  // namespace

TEST_CASE("submodules are copies of libraries") {
  const Repository repository;
  repository.write(".gitmodules",
                   "[submodule \"fast\"]\n\tpath = libs/fast\n\turl = ../fast\n[submodule \"x\"]\r\n path=mods/x/\r\n");
  CHECK(repository.copies() == Texts{"libs/fast/**", "mods/x/**"});
}

TEST_CASE("a folder with a licence of its own is a copy of a library") {
  const Repository repository;
  repository.write("LICENSE", "ours");
  repository.write("src/LICENSE", "ours");
  repository.write("src/util/sort/COPYING.txt", "theirs");
  repository.write("src/util/sort/deep/LICENSE.md", "theirs");
  CHECK(repository.copies() == Texts{"src/util/sort/**"});
}

TEST_CASE("in a repository without a licence no folder is judged by one") {
  const Repository repository;
  repository.write("services/orders/LICENSE", "ours");
  CHECK(repository.copies().empty());
}

TEST_CASE("a copied library is one folder below those that are named for copied code") {
  CHECK(copied_library("deps/zlib/src/inflate.c") == "deps/zlib");
  CHECK(copied_library("core/third_party/jot/jot.h") == "core/third_party/jot");
  CHECK(copied_library("deps/json.hpp").empty());
  CHECK(copied_library("src/deps.cc").empty());
}

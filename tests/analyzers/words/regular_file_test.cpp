// Files whose names come from the code that is checked.
// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <stdlib.h>
#include <sys/stat.h>
#include <filesystem>
#include <fstream>

#include "analyzers/words/regular_file.h"

using namespace loadline;
namespace fs = std::filesystem;

TEST_CASE("only regular files are read, up to a limit", "[regular_file]") {
  std::string name = (fs::temp_directory_path() / "loadline-test-XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  const fs::path folder = name;
  std::ofstream(folder / "file") << std::string(100'000, 'x');
  fs::create_symlink("file", folder / "link");
  fs::create_symlink("loop", folder / "loop");
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);

  CHECK(read_regular_file(folder / "file").text == std::string(100'000, 'x'));
  CHECK(read_regular_file(folder / "link").is_read());
  CHECK(read_regular_file(folder / "file", 100'000).is_read());
  CHECK(read_regular_file(folder / "file", 99'999).is_too_large);
  for (const fs::path& other : {folder, folder / "pipe", fs::path("/dev/zero")}) {
    CHECK_FALSE(read_regular_file(other).is_regular);
  }
  for (const fs::path& other : {folder / "loop", folder / "absent", folder / std::string(300, 'n')}) {
    CHECK(read_regular_file(other).error != 0);
    CHECK_FALSE(read_regular_file(other).why_not().empty());
  }
  fs::remove_all(folder);
}

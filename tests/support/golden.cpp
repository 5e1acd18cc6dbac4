// Golden files: read, compared, rewritten on request.
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/golden.h"
#include "analyzers/calls/effects.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace loadline::test {
namespace {

namespace fs = std::filesystem;

void write_file(const fs::path& path, const std::string& content) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
}

}  // namespace

bool equals_golden(const std::string& path, const std::string& actual) {
  const fs::path golden = fs::path(LOADLINE_SOURCE_DIR) / path;
  const char* update = std::getenv("LOADLINE_UPDATE_GOLDEN");
  if (update != nullptr && std::string(update) == "1") {
    write_file(golden, actual);
    return true;
  }
  std::ifstream file(golden, std::ios::binary);
  std::ostringstream expected;
  expected << file.rdbuf();
  if (file && expected.str() == actual) return true;
  const fs::path left = fs::current_path() / "golden" / golden.filename();
  write_file(left, actual);
  std::cerr << "differs from " << path << ":\n  diff " << golden.string() << ' ' << left.string()
            << "\nrewrite it with LOADLINE_UPDATE_GOLDEN=1\n";
  return false;
}

}  // namespace loadline::test

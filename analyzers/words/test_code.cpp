// Judges paths by their folders and names.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/test_code.h"

#include <algorithm>
#include <array>

namespace loadline {
namespace {

template <std::size_t count>
bool lies_in(std::string_view path, const std::array<std::string_view, count>& folders) {
  for (std::size_t end = path.find('/'); end != std::string_view::npos; end = path.find('/')) {
    if (std::find(folders.begin(), folders.end(), path.substr(0, end)) != folders.end()) return true;
    path.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

bool is_test_code(std::string_view path) {
  constexpr std::array<std::string_view, 16> kFolders = {
      "test",      "tests",      "testing", "unittest", "unittests", "unit_tests", "ut",   "bench",
      "benchmark", "benchmarks", "example", "examples", "sample",    "samples",    "fuzz", "mock",
  };
  if (lies_in(path, kFolders)) return true;
  std::string_view stem = path.substr(path.rfind('/') + 1);
  stem = stem.substr(0, stem.rfind('.'));
  constexpr std::array<std::string_view, 8> kEnds = {"_test", "_tests",    "-test",  "Test",
                                                     "Tests", "_unittest", "_bench", "_benchmark"};
  return stem.starts_with("test_") || stem.starts_with("test-") ||
         std::any_of(kEnds.begin(), kEnds.end(), [&](auto end) { return stem.ends_with(end); });
}

bool is_generated(std::string_view path) {
  constexpr std::array<std::string_view, 4> kEnds = {".pb.h", ".pb.cc", "_generated.h", ".pb.hpp"};
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name.starts_with("moc_") || name.starts_with("ui_") || name.starts_with("qrc_") ||
         path.find("gen-cpp/") != std::string_view::npos ||
         std::any_of(kEnds.begin(), kEnds.end(), [&](auto end) { return name.ends_with(end); });
}

}  // namespace loadline

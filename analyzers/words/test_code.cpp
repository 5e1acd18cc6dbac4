// Judges paths by their folders and names.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/test_code.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "analyzers/words/identifier_words.h"
#include "analyzers/words/source_language.h"

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

// At either end of a name: MockNet, net_mock, base.test. Whole words: "latest" and "contest" are none.
bool is_word_of_tests(std::string_view word) {
  constexpr std::array<std::string_view, 7> kWords = {"test",     "tests", "unittest", "unittests",
                                                      "selftest", "gtest", "mock"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

}  // namespace

bool is_test_code(std::string_view path) {
  constexpr std::array<std::string_view, 18> kFolders = {
      "test",       "tests",   "testing",  "unittest", "unittests", "unit_tests", "ut",   "bench", "benchmark",
      "benchmarks", "example", "examples", "sample",   "samples",   "fuzz",       "mock", "mocks", "fakes",
  };
  if (lies_in(path, kFolders)) return true;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::string_view stem = name.substr(0, name.rfind('.'));
  const std::vector<std::string> words = words_in(stem);
  if (words.size() == 1) return words.front() == "selftest" || words.front() == "unittest";
  if (words.empty()) return false;
  if (is_word_of_tests(words.front()) || is_word_of_tests(words.back())) return true;
  if (words.back() == "bench" || words.back() == "benchmark" || stem.ends_with(".t")) return true;
  // table_spec.h may say what a table looks like; table_spec.cc says how it behaves.
  return (stem.ends_with("_spec") || stem.ends_with(".spec")) && !language_of(name).empty();
}

bool is_generated(std::string_view path) {
  constexpr std::array<std::string_view, 4> kEnds = {".pb.h", ".pb.cc", "_generated.h", ".pb.hpp"};
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name.starts_with("moc_") || name.starts_with("ui_") || name.starts_with("qrc_") ||
         path.find("gen-cpp/") != std::string_view::npos ||
         std::any_of(kEnds.begin(), kEnds.end(), [&](auto end) { return name.ends_with(end); });
}

}  // namespace loadline

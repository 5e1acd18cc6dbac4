// -Wp, -Xpreprocessor and folders after an equals sign.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/preprocessor_words.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace loadline::frontend {
namespace {

using Words = std::vector<std::string>;

// With these, the preprocessor itself wants the name of a file in the next word, unlike the driver.
bool names_dependency_file(std::string_view word) {
  static constexpr std::array<std::string_view, 5> kOptions = {"-MD", "-MMD", "-MF", "-MT", "-MQ"};
  return std::find(kOptions.begin(), kOptions.end(), word) != kOptions.end();
}

Words split_at_commas(std::string_view text) {
  Words words;
  while (true) {
    const std::size_t comma = text.find(',');
    words.emplace_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return words;
    text.remove_prefix(comma + 1);
  }
}

void add_preprocessor_words(const Words& words, Words& result, std::vector<ArgumentChange>& changes) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (names_dependency_file(words[i])) {
      changes.push_back({"-Wp," + words[i], "names an output or a stage", "", 0, false});
      ++i;
    } else if (!words[i].empty()) {
      result.push_back(words[i]);
    }
  }
}

// The option of a word such as "-isystem=dir"; "" for others.
std::string_view option_before_equals(std::string_view word) {
  static constexpr std::array<std::string_view, 3> kOptions = {"-isystem", "-iquote", "-idirafter"};
  for (const std::string_view option : kOptions) {
    if (word.starts_with(option) && word.size() > option.size() + 1 && word[option.size()] == '=') return option;
  }
  return {};
}

}  // namespace

Words with_plain_options(const Words& arguments, std::vector<ArgumentChange>& changes) {
  // With a sysroot, GCC puts that in the place of the equals sign, and so does Clang.
  const bool has_sysroot = std::any_of(arguments.begin(), arguments.end(), [](const std::string& word) {
    return word.starts_with("--sysroot") || word.starts_with("-isysroot");
  });
  Words result, behind;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    const std::string_view option = has_sysroot ? std::string_view() : option_before_equals(word);
    if (word.starts_with("-Wp,")) {
      add_preprocessor_words(split_at_commas(std::string_view(word).substr(4)), result, changes);
    } else if (word == "-Xpreprocessor" && i + 1 < arguments.size()) {
      behind.push_back(arguments[++i]);
      const bool goes_on = i + 1 < arguments.size() && arguments[i + 1] == "-Xpreprocessor";
      if (goes_on) continue;
      add_preprocessor_words(behind, result, changes);
      behind.clear();
    } else if (!option.empty()) {
      result.emplace_back(option);
      result.push_back(word.substr(option.size() + 1));
    } else {
      result.push_back(word);
    }
  }
  return result;
}

}  // namespace loadline::frontend

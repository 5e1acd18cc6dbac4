// Splits identifiers.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/identifier_words.h"

#include <algorithm>

namespace loadline {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A word begins at `at`: "logFile", "log2", and the last capital before small letters: "HTTPThreads".
bool begins_word(std::string_view text, std::size_t at) {
  const char before = text[at - 1], c = text[at];
  if (is_digit(c) != is_digit(before)) return true;
  if (is_upper(c) && is_lower(before)) return true;
  return is_upper(c) && is_upper(before) && at + 1 < text.size() && is_lower(text[at + 1]);
}

}  // namespace

std::vector<std::string> words_in(std::string_view identifier) {
  std::vector<std::string> words;
  bool is_open = false;
  for (std::size_t at = 0; at < identifier.size(); ++at) {
    const char c = identifier[at];
    if (!is_upper(c) && !is_lower(c) && !is_digit(c)) {
      is_open = false;
      continue;
    }
    if (!is_open || begins_word(identifier, at)) words.emplace_back();
    words.back() += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    is_open = true;
  }
  return words;
}

bool has_word(std::string_view identifier, std::initializer_list<std::string_view> wanted) {
  const std::vector<std::string> words = words_in(identifier);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(wanted.begin(), wanted.end(), word) != wanted.end();
  });
}

}  // namespace loadline

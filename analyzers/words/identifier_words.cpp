// Splits identifiers.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/identifier_words.h"

#include <algorithm>
#include <iterator>

namespace loadline {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_or_digit(char c) { return is_upper(c) || is_lower(c) || is_digit(c); }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

// A word begins at `at`: "logFile", "log2", and the last capital before lower-case letters: "HTTPThreads".
bool begins_word(std::string_view text, std::size_t at) {
  const char before = text[at - 1], c = text[at];
  if (is_digit(c) != is_digit(before)) return true;
  if (is_upper(c) && is_lower(before)) return true;
  return is_upper(c) && is_upper(before) && at + 1 < text.size() && is_lower(text[at + 1]);
}

// Calls visit(word) for each word as it is written, until it returns true; returns whether one did.
template <class Visit>
bool any_word(std::string_view identifier, Visit visit) {
  std::size_t start = 0;
  for (std::size_t at = 0; at <= identifier.size(); ++at) {
    const bool is_part = at < identifier.size() && is_letter_or_digit(identifier[at]);
    if (is_part && (at == start || !begins_word(identifier, at))) continue;
    if (at > start && visit(identifier.substr(start, at - start))) return true;
    start = is_part ? at : at + 1;
  }
  return false;
}

bool is_same_word(std::string_view written, std::string_view small) {
  return std::equal(written.begin(), written.end(), small.begin(), small.end(),
                    [](char a, char b) { return to_lower(a) == b; });
}

}  // namespace

std::vector<std::string> words_in(std::string_view identifier) {
  std::vector<std::string> words;
  any_word(identifier, [&](std::string_view written) {
    std::transform(written.begin(), written.end(), std::back_inserter(words.emplace_back()), to_lower);
    return false;
  });
  return words;
}

bool has_word(std::string_view identifier, std::initializer_list<std::string_view> wanted) {
  return any_word(identifier, [&](std::string_view word) {
    return std::any_of(wanted.begin(), wanted.end(), [&](std::string_view one) { return is_same_word(word, one); });
  });
}

}  // namespace loadline

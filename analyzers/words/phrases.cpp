// Makes phrases.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/phrases.h"

#include <algorithm>

#include <fmt/core.h>

namespace loadline {

std::string plural(std::uint64_t count, std::string_view noun) { return std::string(noun) + (count == 1 ? "" : "s"); }

std::string counted(std::uint64_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + plural(count, noun);
}

std::string listed(const std::vector<std::string>& names, std::size_t most, std::string_view word) {
  const std::size_t shown = std::min(most, names.size());
  const std::size_t rest = names.size() - shown;
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 == shown && rest == 0 ? fmt::format(" {} ", word) : ", ";
    text += '`' + names[i] + '`';
  }
  if (rest > 0) text += fmt::format(" and {} more", rest);
  return text;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace loadline

// Cuts qualified names.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/qualified_name.h"

#include <cctype>

namespace loadline {

std::string_view last_name(std::string_view qualified_name) {
  const std::size_t colon = qualified_name.rfind("::");
  return colon == std::string_view::npos ? qualified_name : qualified_name.substr(colon + 2);
}

std::string_view without_last(std::string_view qualified_name) {
  const std::size_t colon = qualified_name.rfind("::");
  return colon == std::string_view::npos ? std::string_view() : qualified_name.substr(0, colon);
}

std::string dotted_name(std::string_view qualified_name) {
  std::string name;
  for (std::size_t at = 0; at < qualified_name.size(); ++at) {
    const bool is_separator = qualified_name.substr(at, 2) == "::";
    name += is_separator ? '.' : qualified_name[at];
    at += is_separator ? 1 : 0;
  }
  return name;
}

bool is_operator(std::string_view qualified_name) {
  constexpr std::string_view kWord = "operator";
  const std::string_view name = last_name(qualified_name);
  if (!name.starts_with(kWord) || name.size() == kWord.size()) return false;
  const auto next = static_cast<unsigned char>(name[kWord.size()]);
  return std::isalnum(next) == 0 && next != '_';
}

}  // namespace loadline

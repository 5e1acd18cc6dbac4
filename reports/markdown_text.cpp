// Spells out what Markdown and HTML would obey.
// SPDX-License-Identifier: Apache-2.0
#include "reports/markdown_text.h"

#include <cstddef>

#include <fmt/core.h>

#include "reports/terminal_text.h"

namespace loadline {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Full stops and hyphens occur in every path; they mean something only at the start of a line and in "www.".
bool is_plain(char c, char before) {
  constexpr std::string_view kPlain = " /,()=;?^%";
  if (c == '.') return is_letter(before) && before != 'w' && before != 'W';
  if (c == '-') return is_letter(before);
  return is_letter(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80 ||
         kPlain.find(c) != std::string_view::npos;
}

// Markdown never takes a character reference for markup; it is text wherever it is.
std::string referenced(std::string_view text, bool in_code) {
  std::string out;
  char before = ' ';
  for (const char c : text) {
    const std::string character =
        is_plain(c, before) ? std::string(1, c) : "&#" + std::to_string(static_cast<int>(c)) + ';';
    // Code hosts look for mentions in the finished page, where only code is safe.
    const bool mentions = !in_code && (c == '@' || c == '#');
    out += mentions ? fmt::format("<code>{}</code>", character) : character;
    before = c;
  }
  return out;
}

}  // namespace

std::string markdown_text(std::string_view text) {
  const std::string shown = terminal_text(text);
  std::string_view rest = shown;
  std::string out;
  while (!rest.empty()) {
    const std::size_t open = rest.find('`');
    const std::size_t close = open == std::string_view::npos ? open : rest.find('`', open + 1);
    if (close == std::string_view::npos) return out + referenced(rest, false);
    out += referenced(rest.substr(0, open), false);
    out += fmt::format("<code>{}</code>", referenced(rest.substr(open + 1, close - open - 1), true));
    rest.remove_prefix(close + 1);
  }
  return out;
}

std::string markdown_code(std::string_view text) {
  return fmt::format("<code>{}</code>", referenced(terminal_text(text), true));
}

}  // namespace loadline

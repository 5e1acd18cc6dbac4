// Spells out what a terminal would obey.
// SPDX-License-Identifier: Apache-2.0
#include "reports/terminal_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace loadline {
namespace {

struct Character {
  std::uint32_t code = 0;
  std::size_t length = 0;  // in bytes; 0: not UTF-8
};

// The first character of `text`, which is not empty.
Character decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) return {byte(0), 1};
  const std::size_t length = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 2;
  if (byte(0) < 0xc2 || byte(0) > 0xf4 || text.size() < length) return {};
  std::uint32_t code = byte(0) & (0x7fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {};
    code = (code << 6) | (byte(i) & 0x3fu);
  }
  constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code < kSmallest[length] || code > 0x10ffff || is_surrogate) return {};
  return {code, length};
}

bool is_obeyed(std::uint32_t code) {
  const bool is_control = code < 0x20 || (code >= 0x7f && code < 0xa0);
  const bool breaks_line = code == 0x2028 || code == 0x2029;
  const bool turns_direction = code == 0x200e || code == 0x200f || code == 0x061c ||
                               (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
  return is_control || breaks_line || turns_direction;
}

// What Unicode reserves for internal use, so that no text holds it. XML, and so SVG, has no way at all to write some of it.
bool is_no_character(std::uint32_t code) { return (code & 0xfffe) == 0xfffe || (code >= 0xfdd0 && code <= 0xfdef); }

// GitHub's runner obeys "::name::" where only white space comes before it, and "##[name]" anywhere. White space has
// many forms in Unicode, so whatever is not ASCII counts as such.
bool starts_command(std::string_view text, bool after_white_space) {
  return text.starts_with("##[") || (after_white_space && text.starts_with("::"));
}

void spell_out(std::string_view bytes, std::string& shown) {
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    shown += {'\\', 'x', "0123456789abcdef"[value >> 4], "0123456789abcdef"[value & 15]};
  }
}

}  // namespace

std::string terminal_text(std::string_view text) {
  std::string shown;
  bool at_start = true;  // nothing but what may be white space so far
  while (!text.empty()) {
    const Character character = decode(text);
    const std::string_view bytes = text.substr(0, std::max<std::size_t>(character.length, 1));
    const bool is_text = character.length > 0 && !is_obeyed(character.code) && !is_no_character(character.code);
    if (is_text && !starts_command(text, at_start)) {
      shown += bytes;
    } else {
      spell_out(bytes, shown);
    }
    at_start = at_start && is_text && (bytes == " " || bytes.size() > 1);
    text.remove_prefix(bytes.size());
  }
  return shown;
}

}  // namespace loadline

// Calls the JSON library's parser and writer.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/json_text.h"

namespace loadline {

std::string json_text(const Json& value, JsonCharacters characters) {
  return indented_json_text(value, -1, characters);
}

namespace {

// The characters of Unicode that a terminal obeys (DEL, C1 controls, turns of direction), which JSON may leave as they are.
// In JSON they stand inside of strings only.
std::string with_controls_escaped(const std::string& json) {
  std::string text;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const auto byte = [&](std::size_t i) {
      return at + i < json.size() ? static_cast<unsigned char>(json[at + i]) : 0u;
    };
    unsigned code = 0;
    std::size_t length = 0;
    if (byte(0) == 0x7f) {
      code = 0x7f, length = 1;
    } else if (byte(0) == 0xc2 && byte(1) < 0xa0) {
      code = byte(1), length = 2;
    } else if (byte(0) == 0xd8 && byte(1) == 0x9c) {
      code = 0x61c, length = 2;
    } else if (byte(0) == 0xe2 && (byte(1) == 0x80 || byte(1) == 0x81)) {
      const unsigned three = 0x2000u | ((byte(1) & 0x3fu) << 6) | (byte(2) & 0x3fu);
      const bool turns = three == 0x200e || three == 0x200f || (three >= 0x2028 && three <= 0x202e) ||
                         (three >= 0x2066 && three <= 0x2069);
      if (turns) code = three, length = 3;
    }
    if (length == 0) {
      text += json[at];
      continue;
    }
    constexpr std::string_view kDigits = "0123456789abcdef";
    text += {'\\', 'u', kDigits[code >> 12], kDigits[code >> 8 & 15], kDigits[code >> 4 & 15], kDigits[code & 15]};
    at += length - 1;
  }
  return text;
}

}  // namespace

std::string indented_json_text(const Json& value, int indent, JsonCharacters characters) {
  const bool is_ascii = characters == JsonCharacters::ascii;
  std::string text = value.dump(indent, ' ', is_ascii, Json::error_handler_t::replace);
  return is_ascii ? text : with_controls_escaped(text);
}

Json parse_json(std::string_view text) { return Json::parse(text); }

Json parse_json_or_null(std::string_view text) {
  Json value = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  return value.is_discarded() ? Json() : value;
}

}  // namespace loadline

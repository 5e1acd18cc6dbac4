// Calls the JSON library's parser and writer.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/json_text.h"

namespace loadline {

std::string json_text(const Json& value, JsonCharacters characters) {
  return indented_json_text(value, -1, characters);
}

std::string indented_json_text(const Json& value, int indent, JsonCharacters characters) {
  return value.dump(indent, ' ', characters == JsonCharacters::ascii, Json::error_handler_t::replace);
}

Json parse_json(std::string_view text) { return Json::parse(text); }

Json parse_json_or_null(std::string_view text) {
  Json value = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  return value.is_discarded() ? Json() : value;
}

}  // namespace loadline

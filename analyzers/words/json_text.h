// JSON values from text and to text.
// SPDX-License-Identifier: Apache-2.0
//
// The parser and the writer of the JSON library are templates that take seconds to compile: they are compiled in
// json_text.cpp, and nowhere else.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace loadline {

// Members keep the order in which they were added.
using Json = nlohmann::ordered_json;

enum class JsonCharacters { unicode, ascii };  // ascii: all others are written \uXXXX

// On one line, or with each level indented by so many spaces. Bytes that are not UTF-8 become U+FFFD.
std::string json_text(const Json& value, JsonCharacters characters = JsonCharacters::unicode);
std::string indented_json_text(const Json& value, int indent, JsonCharacters characters = JsonCharacters::unicode);

// Throws Json::parse_error with the byte at fault, and Json::out_of_range for a number beyond all bounds.
Json parse_json(std::string_view text);
// The same, but null for what is not JSON.
Json parse_json_or_null(std::string_view text);

}  // namespace loadline

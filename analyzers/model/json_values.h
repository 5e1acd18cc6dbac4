// How the parts of facts are written in JSON, and the JSON Schema of each.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/model/program.h"
#include "analyzers/words/json_text.h"

namespace loadline::json {

// Sixteen hexadecimal digits; null for "no symbol".
Json symbol_id(SymbolId id);
// The names of the bits that are set; name i is that of bit i.
Json flag_list(std::uint32_t flags, std::span<const std::string_view> names);
// Null for kNone.
Json path(const Program& program, FileIndex file);
// "src/a.cc:12"; null when the file is kNone.
Json location(const Program& program, FileIndex file, std::uint32_t line);

}  // namespace loadline::json

// Builders of JSON Schemas.
namespace loadline::json::schema {

struct Property {
  std::string key;
  Json schema;
};

Json string();
Json boolean();
Json number();
Json list_of(const Json& schema);
Json or_null(const Json& schema);
Json defined(std::string_view name);  // a reference into "$defs"
Json flags(std::span<const std::string_view> names);
// With no description when `about` is empty.
Json described(Json schema, std::string_view about);
// An object that has all of `required`, perhaps some of `optional`, and nothing else.
Json object(const std::vector<Property>& required, const std::vector<Property>& optional = {});

// One of the names of an enum that ends with `last`.
template <class Enum>
Json one_of(Enum last) {
  Json names = Json::array();
  for (unsigned value = 0; value <= static_cast<unsigned>(last); ++value) {
    names.push_back(std::string(name_of(static_cast<Enum>(value))));
  }
  return {{"enum", names}};
}

}  // namespace loadline::json::schema

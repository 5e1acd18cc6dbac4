// How the parts of facts are written in JSON, and the JSON Schema of each.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/json_values.h"

#include <cstddef>

namespace loadline::json {

Json symbol_id(SymbolId id) {
  if (id == 0) return nullptr;
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits(16, '0');
  for (int i = 15; i >= 0; --i, id >>= 4) digits[static_cast<std::size_t>(i)] = kDigits[id & 0xf];
  return digits;
}

Json flag_list(std::uint32_t flags, std::span<const std::string_view> names) {
  Json list = Json::array();
  for (std::size_t bit = 0; bit < names.size(); ++bit) {
    if ((flags >> bit) & 1u) list.push_back(std::string(names[bit]));
  }
  return list;
}

Json path(const Program& program, FileIndex file) {
  return file == kNone ? Json(nullptr) : Json(std::string(program.files()[file].path));
}

Json location(const Program& program, FileIndex file, std::uint32_t line) {
  if (file == kNone) return nullptr;
  return std::string(program.files()[file].path) + ":" + std::to_string(line);
}

namespace schema {

Json string() { return {{"type", "string"}}; }
Json boolean() { return {{"type", "boolean"}}; }
Json number() { return {{"type", "integer"}, {"minimum", 0}}; }
Json list_of(const Json& schema) { return {{"type", "array"}, {"items", schema}}; }
Json or_null(const Json& schema) { return {{"anyOf", Json::array({schema, {{"type", "null"}}})}}; }
Json defined(std::string_view name) { return {{"$ref", "#/$defs/" + std::string(name)}}; }

Json flags(std::span<const std::string_view> names) {
  Json list = Json::array();
  for (const std::string_view name : names) list.push_back(std::string(name));
  return {{"type", "array"}, {"items", {{"enum", list}}}, {"uniqueItems", true}};
}

Json described(Json schema, std::string_view about) {
  if (!about.empty()) schema["description"] = std::string(about);
  return schema;
}

Json object(const std::vector<Property>& required, const std::vector<Property>& optional) {
  Json properties = Json::object();
  Json keys = Json::array();
  for (const auto& [key, schema] : required) {
    properties[key] = schema;
    keys.push_back(key);
  }
  for (const auto& [key, schema] : optional) properties[key] = schema;
  return {{"type", "object"}, {"properties", properties}, {"required", keys}, {"additionalProperties", false}};
}

}  // namespace schema
}  // namespace loadline::json

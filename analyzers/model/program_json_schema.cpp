// The JSON Schema of the merged facts, made from the same lists of names as the facts themselves.
// SPDX-License-Identifier: Apache-2.0
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "analyzers/facts/flag_names.h"
#include "analyzers/model/program_json.h"

namespace loadline {
namespace {

using Json = nlohmann::ordered_json;
using Property = std::pair<const char*, Json>;

Json string() { return {{"type", "string"}}; }
Json boolean() { return {{"type", "boolean"}}; }
Json number() { return {{"type", "integer"}, {"minimum", 0}}; }
Json list_of(const Json& schema) { return {{"type", "array"}, {"items", schema}}; }
Json or_null(const Json& schema) { return {{"anyOf", Json::array({schema, {{"type", "null"}}})}}; }
Json defined(const char* name) { return {{"$ref", std::string("#/$defs/") + name}}; }

Json described(Json schema, const char* description) {
  schema["description"] = description;
  return schema;
}

// An object that has all of `required`, perhaps some of `optional`, and nothing else.
Json object(std::initializer_list<Property> required, std::initializer_list<Property> optional = {}) {
  Json properties = Json::object();
  Json names = Json::array();
  for (const auto& [name, schema] : required) {
    properties[name] = schema;
    names.push_back(name);
  }
  for (const auto& [name, schema] : optional) properties[name] = schema;
  return {{"type", "object"}, {"properties", properties}, {"required", names}, {"additionalProperties", false}};
}

template <class Enum>
Json one_of(Enum last) {
  Json names = Json::array();
  for (unsigned value = 0; value <= static_cast<unsigned>(last); ++value) {
    names.push_back(std::string(name_of(static_cast<Enum>(value))));
  }
  return {{"enum", names}};
}

Json flags(std::span<const std::string_view> names) {
  Json list = Json::array();
  for (const std::string_view name : names) list.push_back(std::string(name));
  return {{"type", "array"}, {"items", {{"enum", list}}}, {"uniqueItems", true}};
}

Json file_schema() {
  return object({{"path", described(string(), "relative to the root; of a system file, as an #include spells it")},
                 {"origin", one_of(Origin::system)},
                 {"lines", number()},
                 {"source", described(boolean(), "the main file of a translation unit")}});
}

Json include_schema() {
  return object({{"path", string()},
                 {"line", number()},
                 {"to", described(or_null(string()), "null: the header was not found")},
                 {"spelling", string()},
                 {"angled", boolean()},
                 {"condition", described(string(), "the innermost #if around it, without include guards")}});
}

Json symbol_schema() {
  return object({{"id", defined("symbol_id")},
                 {"name", described(string(), "qualified, without template arguments and inline namespaces")},
                 {"kind", one_of(SymbolKind::namespace_alias)},
                 {"signature", described(string(), "parameter types of a function, the type of anything else")},
                 {"value", described(string(), "the literal a constant is initialised with")},
                 {"declared", described(or_null(defined("place")), "where other files see it")},
                 {"defined", or_null(defined("place"))},
                 {"end_line", described(number(), "of the definition; 0 when there is none")},
                 {"flags", flags(symbol_flag_names())},
                 {"access", one_of(Access::private_)},
                 {"linkage", one_of(Linkage::external)},
                 {"parent", described(or_null(defined("symbol_id")), "the class, function or namespace that holds it")},
                 {"type", described(or_null(defined("symbol_id")), "the class behind its type")}});
}

Json reference_schema() {
  return object({{"from", described(or_null(defined("symbol_id")), "null: code at file scope")},
                 {"to", defined("symbol_id")},
                 {"kind", one_of(ReferenceKind::catch_)},
                 {"path", string()},
                 {"line", number()},
                 {"flags", flags(reference_flag_names())}});
}

Json object_place_schema() {
  return described(object({{"root", one_of(Root::literal)}},
                          {{"index", described(number(), "a parameter, or (call-result) a call of the same function")},
                           {"symbol", described(defined("symbol_id"), "the variable it is rooted in")},
                           {"field", described(defined("symbol_id"), "the first field on the way from the root")},
                           {"last_field", defined("symbol_id")},
                           {"path", described(string(), "the fields, joined with '.'")}}),
                   "where an object lives");
}

Json value_number() { return described(number(), "into the values of the function"); }

Json call_schema() {
  const Json argument =
      object({{"position", number()}, {"passing", one_of(Passing::move)}, {"place", defined("object_place")}},
             {{"literal", described(string(), "the constant that is passed")},
              {"callable", described(defined("symbol_id"), "the function or lambda that is passed")},
              {"type", defined("symbol_id")},
              {"value", value_number()}});
  return object(
      {{"callee", described(or_null(defined("symbol_id")), "null: not known")},
       {"at", or_null(defined("place"))},
       {"object", defined("object_place")},
       {"flags", flags(call_flag_names())},
       {"arguments", list_of(argument)}},
      {{"chain", described(number(), "the call whose result the object is")}, {"object_value", value_number()}});
}

Json write_schema() {
  return object(
      {{"at", or_null(defined("place"))}, {"how", one_of(WriteHow::initialize)}, {"place", defined("object_place")}},
      {{"value", value_number()}, {"target", described(number(), "the call whose result is written to")}});
}

Json value_schema() {
  return object({{"kind", one_of(ValueKind::choice)}},
                {{"place", defined("object_place")},
                 {"symbol", described(defined("symbol_id"), "the callable, the enumerator, or the class")},
                 {"literal", string()},
                 {"element", described(number(), "which part of the place")},
                 {"first_child", number()},
                 {"child_count", number()}});
}

Json test_schema() {
  return object({{"at", or_null(defined("place"))},
                 {"begin_line", described(number(), "what runs only when the condition holds")},
                 {"end_line", number()}},
                {{"value", value_number()}, {"enumerator", defined("symbol_id")}, {"constant", string()}});
}

Json function_schema() {
  const Json guard =
      object({{"at", or_null(defined("place"))}, {"end_line", number()}, {"mutex", defined("object_place")}});
  const Json capture = object({{"variable", described(or_null(defined("symbol_id")), "null: this")},
                               {"by_copy", boolean()},
                               {"place", described(defined("object_place"), "in terms of the enclosing function")}},
                              {{"name", string()},
                               {"value", described(number(), "into the values of the enclosing function")},
                               {"within", described(defined("symbol_id"), "the enclosing function")}});
  const Json result = object({{"root", one_of(Root::literal)}}, {{"index", number()},
                                                                 {"symbol", defined("symbol_id")},
                                                                 {"field", defined("symbol_id")},
                                                                 {"last_field", defined("symbol_id")},
                                                                 {"path", string()},
                                                                 {"value", value_number()}});
  const Json handler = object({{"type", described(or_null(defined("symbol_id")), "null: catch (...)")},
                               {"at", or_null(defined("place"))},
                               {"end_line", number()},
                               {"rethrows", boolean()},
                               {"empty", boolean()},
                               {"uses_exception", boolean()}});
  return object({{"symbol", or_null(defined("symbol_id"))},
                 {"path", string()},
                 {"line", number()},
                 {"end_line", number()},
                 {"from_instantiation", boolean()},
                 {"calls", list_of(call_schema())},
                 {"writes", list_of(write_schema())},
                 {"guards", list_of(guard)},
                 {"returns", list_of(result)},
                 {"captures", list_of(capture)},
                 {"catches", list_of(handler)},
                 {"values", list_of(value_schema())},
                 {"tests", list_of(test_schema())}});
}

Json problem_schema() {
  return object({{"kind", one_of(ProblemKind::crash)},
                 {"path", or_null(string())},
                 {"line", number()},
                 {"message", string()},
                 {"source", described(or_null(string()), "the first translation unit that met it")}});
}

Json mark_schema() {
  return object({{"path", string()},
                 {"line", number()},
                 {"covered", described(number(), "the line that the mark is for")},
                 {"rules", described(string(), "or, when the mark is not understood, its text")},
                 {"reason", string()},
                 {"is_understood", boolean()}});
}

}  // namespace

std::string program_json_schema() {
  Json schema = {
      {"$schema", "https://json-schema.org/draft/2020-12/schema"},
      {"title", "loadline facts"},
      {"description", "What `loadline facts` prints: all that loadline knows about a program, before any rule."}};
  const Json units = object({{"total", number()},
                             {"degraded", described(number(), "had problems, lost ones included")},
                             {"lost", described(number(), "gave nothing at all")}});
  schema.update(object({{"facts_version", number()},
                        {"units", units},
                        {"files", list_of(file_schema())},
                        {"includes", list_of(include_schema())},
                        {"symbols", list_of(symbol_schema())},
                        {"references", list_of(reference_schema())},
                        {"functions", list_of(function_schema())},
                        {"problems", list_of(problem_schema())},
                        {"bases", list_of(object({{"derived", defined("symbol_id")}, {"base", defined("symbol_id")}}))},
                        {"marks", list_of(mark_schema())}}));
  schema["$defs"] = {{"symbol_id", {{"type", "string"}, {"pattern", "^[0-9a-f]{16}$"}}},
                     {"place", {{"type", "string"}, {"pattern", ":[0-9]+$"}, {"description", "path:line"}}},
                     {"object_place", object_place_schema()}};
  return schema.dump(2) + "\n";
}

}  // namespace loadline

// Builds pieces of JSON Schema.
// SPDX-License-Identifier: Apache-2.0
#include "reports/schema_parts.h"

#include "analyzers/facts/facts.h"
#include "analyzers/words/json_text.h"

namespace loadline::schema {

Json text(std::string_view description) { return {{"type", "string"}, {"description", description}}; }

Json count(std::string_view description) { return {{"type", "integer"}, {"minimum", 0}, {"description", description}}; }

Json number(std::string_view description) { return {{"type", "number"}, {"description", description}}; }

Json flag(std::string_view description) { return {{"type", "boolean"}, {"description", description}}; }

Json list(const Json& item) { return {{"type", "array"}, {"items", item}}; }

Json or_null(const Json& schema, std::string_view description) {
  return {{"description", description}, {"anyOf", {schema, {{"type", "null"}}}}};
}

Json record(const Json& properties) {
  std::vector<std::string> required;
  for (const auto& [name, schema] : properties.items()) required.push_back(name);
  return record(properties, required);
}

Json record(const Json& properties, const std::vector<std::string>& required) {
  Json schema{{"type", "object"}, {"properties", properties}};
  if (!required.empty()) schema["required"] = required;
  schema["additionalProperties"] = false;
  return schema;
}

Json map(const Json& value, std::string_view description) {
  return {{"type", "object"}, {"additionalProperties", value}, {"description", description}};
}

Json kind_counts() {
  Json properties = Json::object();
  for (int i = 0; i < kReferenceKinds; ++i) {
    properties[std::string(name_of(static_cast<ReferenceKind>(i)))] = {{"type", "integer"}, {"minimum", 1}};
  }
  return {{"type", "object"},
          {"properties", properties},
          {"additionalProperties", false},
          {"description", "how many references of each kind; absent means none"}};
}

std::string document(std::string_view title, const Json& properties, const Json& definitions) {
  return document_of(title, record(properties), definitions);
}

std::string document_of(std::string_view title, const Json& record, const Json& definitions) {
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}};
  schema.update(record);
  if (!definitions.is_null()) schema["$defs"] = definitions;
  return indented_json_text(schema, 2) + '\n';
}

}  // namespace loadline::schema

// The JSON Schema of loadline.yaml, generated from the rules' option specs so that it cannot fall behind them.
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <nlohmann/json.hpp>

#include "analyzers/handlers/handler_state.h"
#include "analyzers/libraries/models.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/structure/coupling.h"
#include "tool/config/config.h"
#include "tool/config/sections.h"

namespace loadline {

namespace {

using Json = nlohmann::ordered_json;

Json text_schema(std::string_view description) {
  return {{"type", "string"}, {"minLength", 1}, {"description", description}};
}

Json one_or_many(const Json& item, std::string_view description) {
  return {{"description", description}, {"anyOf", {item, {{"type", "array"}, {"minItems", 1}, {"items", item}}}}};
}

// A list that may be empty: "depends_on: []" says that a module depends on nothing.
Json one_or_any(const Json& item, std::string_view description) {
  return {{"description", description}, {"anyOf", {item, {{"type", "array"}, {"items", item}}}}};
}

Json record(const Json& properties, const std::vector<std::string>& required) {
  Json schema{{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = required;
  return schema;
}

Json path_schema() { return {{"$ref", "#/$defs/path"}}; }
Json name_schema() { return {{"type", "string"}, {"minLength", 1}}; }

Json kind_schema() {
  Json names = Json::array();
  for (int i = 0; i < kReferenceKinds; ++i) names.push_back(name_of(static_cast<ReferenceKind>(i)));
  return {{"enum", names}};
}

Json number_schema(const OptionSpec& spec) {
  Json schema{{"type", "number"}, {"minimum", spec.least}, {"description", spec.help}};
  if (std::isfinite(spec.most)) schema["maximum"] = spec.most;
  return schema;
}

Json option_schema(const OptionSpec& spec) {
  switch (spec.type) {
    case OptionType::flag: return {{"type", "boolean"}, {"description", spec.help}};
    case OptionType::number: return number_schema(spec);
    case OptionType::module_pattern:
    case OptionType::symbol_pattern: return one_or_many(name_schema(), spec.help);
    case OptionType::path_pattern: return one_or_many(path_schema(), spec.help);
    case OptionType::kinds: return one_or_many(kind_schema(), spec.help);
    case OptionType::text:
      if (!spec.choices.empty()) return {{"enum", spec.choices}, {"description", spec.help}};
      break;
    case OptionType::sql: break;
  }
  return text_schema(spec.help);
}

Json rule_schema(const Rule& rule) {
  const Json severity{{"enum", severity_names(true)}, {"description", "how bad a finding is; \"off\" switches it off"}};
  Json properties{{"severity", severity}};
  std::vector<std::string> required;
  if (rule.many_entries) properties["because"] = text_schema("the reason, shown with every finding");
  for (const OptionSpec& spec : rule.options) {
    Json option = option_schema(spec);
    if (!spec.default_value.empty())
      option["description"] = std::string(spec.help) + " (default: " + std::string(spec.default_value) + ")";
    properties[std::string(spec.name)] = std::move(option);
    if (spec.required) required.emplace_back(spec.name);
  }
  const Json entry = record(properties, required);
  // A rule that needs options cannot be switched on by a severity alone.
  Json forms = Json::array({required.empty() ? severity : Json{{"enum", {"off"}}}, entry});
  if (rule.many_entries) forms.push_back({{"type", "array"}, {"minItems", 1}, {"items", entry}});
  return {{"description", rule.title}, {"anyOf", forms}};
}

Json rules_schema() {
  Json properties = Json::object();
  for (const Rule* rule : all_rules()) properties[std::string(rule->id)] = rule_schema(*rule);
  Json schema = record(properties, {});
  schema["description"] = "rules that differ from their defaults; loadline rules lists them all";
  return schema;
}

Json modules_schema() {
  const Json dependency =
      record({{"module", text_schema("the module that may be used")},
              {"deprecated", {{"type", "boolean"}, {"description", "a use of it is a warning: it is to go away"}}}},
             {"module"});
  const Json module = record(
      {{"paths", one_or_many(path_schema(), "the files of the module")},
       {"public", one_or_any(path_schema(), "the files others may include; without it, all of them")},
       {"tags", one_or_any(name_schema(), "names for groups of modules; rules say \"tag:edge\"")},
       {"depends_on", one_or_any({{"anyOf", {name_schema(), dependency}}}, "the only modules this one may depend on")}},
      {"paths"});
  return {{"type", "object"},
          {"description", "module name (dots nest) to its files; without it, modules are build targets or folders"},
          {"additionalProperties", module}};
}

Json layers_schema() {
  const Json ranks{{"type", "array"}, {"minItems", 1}, {"items", name_schema()}};
  const Json stack{
      {"anyOf",
       {ranks, record({{"layers", ranks},
                       {"exhaustive", {{"type", "boolean"}, {"description", "every module must be in it"}}},
                       {"because", text_schema("the reason, shown with every finding")}},
                      {"layers"})}}};
  return {{"description",
           "modules top to bottom; \"a | b\" are siblings that must not know each other, \"(a)\" need not exist"},
          {"anyOf", {stack, {{"type", "array"}, {"minItems", 1}, {"items", stack}}}}};
}

Json services_schema() {
  const Json service = record({{"modules", one_or_many(name_schema(), "the modules it is built from")}}, {"modules"});
  return {{"type", "object"},
          {"description", "service name to its modules; without it, services are executable targets"},
          {"additionalProperties", service}};
}

Json builds_schema() {
  const Json folder = text_schema("the folder of compile_commands.json, relative to this file");
  const Json labelled = record({{"dir", folder}, {"label", text_schema("what findings call this build")}}, {"dir"});
  const Json one{{"anyOf", {folder, labelled}}};
  return {{"description", "where compile_commands.json lies; several builds are read together"},
          {"anyOf", {folder, labelled, {{"type", "array"}, {"minItems", 1}, {"items", one}}}}};
}

}  // namespace

std::string config_schema() {
  const Json properties{
      {"version", {{"const", 1}, {"description", "the version of this format"}}},
      {"build", builds_schema()},
      {"sources", record({{"exclude", one_or_any(path_schema(), "files that are not parsed and belong to no module")},
                          {"third_party",
                           one_or_any(path_schema(),
                                      "copies of libraries, judged like installed ones; without it, folders and files "
                                      "with the usual names")}},
                         {})},
      {"modules", modules_schema()},
      {"layers", layers_schema()},
      {"services", services_schema()},
      {"models",
       {{"type", "object"},
        {"description", "frameworks and libraries of your own, in the format of analyzers/libraries/*.yaml"}}},
      {"rules", rules_schema()},
      {"fail_on", {{"enum", severity_names(false)}, {"description", "findings from this severity on fail the check"}}},
      {"min_parse_rate",
       {{"type", "number"},
        {"minimum", 0},
        {"maximum", 1},
        {"description", "the share of translation units that must give at least partial facts"}}}};
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "loadline.yaml"}};
  schema.update(record(properties, {"version"}));
  schema["$defs"] = {{"path",
                      {{"type", "string"},
                       {"minLength", 1},
                       {"pattern", "^(?!/|~|\\./|\\.$)(?!(.*/)?\\.\\.(/|$))"},
                       {"description", "a glob relative to this file: * within a folder, ** across folders"}}}};
  return schema.dump(2) + "\n";
}

}  // namespace loadline

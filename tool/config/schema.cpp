// The JSON Schema of loadline.yaml, generated from the rules' option specs so that it cannot fall behind them.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>
#include <cmath>

#include "analyzers/words/json_text.h"
#include "reports/schema_parts.h"
#include "rules/all_rules.h"
#include "tool/config/sections.h"

namespace loadline {

namespace {

Json named_text(std::string_view description) {
  Json schema = schema::text(description);
  schema["minLength"] = 1;
  return schema;
}

Json one_or_many(const Json& item, std::string_view description) {
  return {{"description", description}, {"anyOf", {item, {{"type", "array"}, {"minItems", 1}, {"items", item}}}}};
}

// A list that may be empty: "depends_on: []" says that a module depends on nothing.
Json one_or_any(const Json& item, std::string_view description) {
  return {{"description", description}, {"anyOf", {item, {{"type", "array"}, {"items", item}}}}};
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
    case OptionType::flag: return schema::flag(spec.help);
    case OptionType::number: return number_schema(spec);
    case OptionType::module_pattern:
    case OptionType::symbol_pattern:
    case OptionType::service_pattern:
    case OptionType::route_pattern:
    case OptionType::store_pattern:
    case OptionType::library_pattern:
    case OptionType::rpc_pattern: return one_or_many(name_schema(), spec.help);
    case OptionType::path_pattern: return one_or_many(path_schema(), spec.help);
    case OptionType::kinds: return one_or_many(kind_schema(), spec.help);
    case OptionType::text:
      if (!spec.choices.empty()) return {{"enum", spec.choices}, {"description", spec.help}};
      break;
    case OptionType::sql: break;
  }
  return named_text(spec.help);
}

Json rule_schema(const Rule& rule) {
  const Json severity{{"enum", severity_names(true)}, {"description", "how bad a finding is; \"off\" switches it off"}};
  Json properties{{"severity", severity}};
  std::vector<std::string> required;
  if (rule.many_entries) properties["because"] = named_text("the reason, shown with every finding");
  for (const OptionSpec& spec : rule.options) {
    Json option = option_schema(spec);
    if (!spec.default_value.empty())
      option["description"] = fmt::format("{} (default: {})", spec.help, spec.default_value);
    if (!spec.old_name.empty()) {
      Json old = option;
      old["description"] = "the old name of " + std::string(spec.name);
      old["deprecated"] = true;
      properties[std::string(spec.old_name)] = std::move(old);
    }
    properties[std::string(spec.name)] = std::move(option);
    if (spec.required) required.emplace_back(spec.name);
  }
  const Json entry = schema::record(properties, required);
  // A rule that needs options cannot be switched on by a severity alone.
  Json forms = Json::array({required.empty() ? severity : Json{{"enum", {"off"}}}, entry});
  if (rule.many_entries) forms.push_back({{"type", "array"}, {"minItems", 1}, {"items", entry}});
  return {{"description", rule.title}, {"anyOf", forms}};
}

Json rules_schema() {
  Json properties = Json::object();
  for (const Rule* rule : all_rules()) properties[std::string(rule->id)] = rule_schema(*rule);
  Json schema = schema::record(properties, {});
  schema["description"] = "rules that differ from their defaults; loadline rules lists them all";
  return schema;
}

Json modules_schema() {
  const Json dependency = schema::record(
      {{"module", named_text("the module that may be used")},
       {"deprecated", {{"type", "boolean"}, {"description", "using it is a warning: it is going away"}}}},
      {"module"});
  const Json module = schema::record(
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
       {ranks, schema::record({{"layers", ranks},
                               {"exhaustive", {{"type", "boolean"}, {"description", "every module must be in it"}}},
                               {"because", named_text("the reason, shown with every finding")}},
                              {"layers"})}}};
  return {{"description",
           "modules top to bottom; \"a | b\" are siblings that must not know each other, \"(a)\" need not exist"},
          {"anyOf", {stack, {{"type", "array"}, {"minItems", 1}, {"items", stack}}}}};
}

Json services_schema() {
  const Json service =
      schema::record({{"modules", one_or_many(name_schema(), "the modules it is built from")}}, {"modules"});
  return {{"type", "object"},
          {"description", "service name to its modules; without it, services are executable targets"},
          {"additionalProperties", service}};
}

Json builds_schema() {
  const Json folder = named_text("the folder of compile_commands.json, relative to this file");
  const Json labelled =
      schema::record({{"dir", folder}, {"label", named_text("what findings call this build")}}, {"dir"});
  const Json one{{"anyOf", {folder, labelled}}};
  return {{"description", "where compile_commands.json is; several builds are read together"},
          {"anyOf", {folder, labelled, {{"type", "array"}, {"minItems", 1}, {"items", one}}}}};
}

}  // namespace

std::string config_schema() {
  const Json properties{
      {"version", {{"const", 1}, {"description", "the version of this format"}}},
      {"build", builds_schema()},
      {"sources",
       schema::record(
           {{"exclude", one_or_any(path_schema(), "files that are not parsed and belong to no module")},
            {"third_party", one_or_any(path_schema(),
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
      {"fail_on",
       {{"enum", severity_names(false)}, {"description", "findings of this severity or above fail the check"}}},
      {"min_parse_rate",
       {{"type", "number"},
        {"minimum", 0},
        {"maximum", 1},
        {"description",
         "the share of the lines of the project's own code that must be analysed; 1 when it is not given"}}}};
  const Json definitions{{"path",
                          {{"type", "string"},
                           {"minLength", 1},
                           {"pattern", "^(?!/|~|\\./|\\.$)(?!(.*/)?\\.\\.(/|$))"},
                           {"description", "a glob relative to this file: * within a folder, ** across folders"}}}};
  return schema::document_of("loadline.yaml", schema::record(properties, {"version"}), definitions);
}

}  // namespace loadline

// The JSON Schema of the merged facts, made from the same names and descriptions as the facts themselves.
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "analyzers/facts/flag_names.h"
#include "analyzers/model/body_json.h"
#include "analyzers/model/json_values.h"
#include "analyzers/words/json_text.h"

namespace loadline {
namespace {

using namespace json::schema;

Json file_schema() {
  return object({{"path", described(string(), "relative to the root; of a system file, as an #include spells it")},
                 {"origin", one_of(Origin::system)},
                 {"lines", number()},
                 {"source", described(boolean(), "the main file of a translation unit")}});
}

Json include_schema() {
  return object({{"path", string()},
                 {"line", number()},
                 {"to", described(or_null(string()), "null: the header or module was not found")},
                 {"spelling", string()},
                 {"angled", boolean()},
                 {"condition", described(string(), "the innermost #if around it, without include guards")},
                 {"import", described(one_of(ImportKind::own), "none: an #include; own: what `module m;` implies")}});
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

Json problem_schema() {
  return object({{"kind", one_of(ProblemKind::crash)},
                 {"path", or_null(string())},
                 {"line", number()},
                 {"message", string()},
                 {"source", described(or_null(string()), "the first translation unit that met it")}});
}

Json lost_schema() { return object({{"path", string()}, {"line", number()}, {"end_line", number()}}); }

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
                        {"functions", list_of(body_json_schema())},
                        {"problems", list_of(problem_schema())},
                        {"lost_lines", list_of(lost_schema())},
                        {"bases", list_of(object({{"derived", defined("symbol_id")}, {"base", defined("symbol_id")}}))},
                        {"marks", list_of(mark_schema())}}));
  schema["$defs"] = {{"symbol_id", {{"type", "string"}, {"pattern", "^[0-9a-f]{16}$"}}},
                     {"place", {{"type", "string"}, {"pattern", ":[0-9]+$"}, {"description", "path:line"}}},
                     {"object_place", object_place_json_schema()}};
  return indented_json_text(schema, 2) + "\n";
}

}  // namespace loadline

// The JSON Schema of the json report.
// SPDX-License-Identifier: Apache-2.0
#include "reports/schema_parts.h"

namespace loadline {
namespace {

using namespace schema;

Json place() {
  const Json there = record({{"path", text("relative to the root of the project, separated by /")},
                             {"line", count("from 1; 0 means the whole file")}});
  return or_null(there, "null means the program as a whole");
}

Json finding() {
  return record({
      {"rule", text("the id of the rule; `loadline explain` prints its page")},
      {"severity", {{"enum", {"note", "warning", "error"}}}},
      {"where", {{"$ref", "#/$defs/place"}}},
      {"message", text("what is wrong, in one sentence")},
      {"advice", text("what to do about it; may be empty")},
      {"because", text("the project's own reason for the rule; may be empty")},
      {"from", text("the entity the finding is about: a module, file or symbol")},
      {"to", text("the entity at the other end; may be empty")},
      {"kind", text("distinguishes findings that share rule, from and to; may be empty")},
      {"fingerprint",
       {{"type", "string"},
        {"pattern", "^[0-9a-f]{16}$"},
        {"description", "identity of the finding: the same when lines, wording or severity change"}}},
      {"status",
       {{"enum", {"fresh", "known", "suppressed", "older"}},
        {"description",
         "fresh: counts for the exit code; known: held by the baseline; suppressed: allowed by a comment in the "
         "code; older: the commit of --since has it"}}},
      {"was_there",
       {{"type", "boolean"}, {"description", "the baseline or the commit of --since has it, whatever its status"}}},
      {"justification", text("the reason given in the baseline or in the comment; may be empty")},
      {"trail", list(record({{"where", {{"$ref", "#/$defs/place"}}}, {"text", text("one step of the evidence")}}))},
  });
}

Json coverage() {
  return record({
      {"units", count("translation units")},
      {"degraded", count("translation units parsed with errors: their facts may be incomplete")},
      {"lost", count("translation units of which at most the includes are known")},
      {"lines", count("lines of the files that the units analyse, each unit its own")},
      {"lost_lines", count("of them, those that errors have cost: what is there is not analysed")},
      {"files", count("files of the project")},
      {"modules", count("modules")},
      {"references", count("references between symbols")},
      {"inferred_commands",
       {{"type", "boolean"}, {"description", "there was no compile database: include paths were guessed"}}},
      {"complete",
       {{"type", "boolean"}, {"description", "enough was parsed for the result to be trusted (min_parse_rate)"}}},
  });
}

Json baseline() {
  const Json counts = record({{"entries", count("findings that the baseline holds")},
                              {"fresh", count("findings that it does not hold")},
                              {"stale", count("stale entries: those that match no finding")}});
  return or_null(counts, "null: the project has no baseline");
}

}  // namespace

namespace schema {

Json run() {
  return {
      {"version", {{"const", 1}}},
      {"tool", record({{"name", {{"const", "loadline"}}}, {"version", text("the version of loadline")}})},
      {"coverage", coverage()},
      {"rules", list(text("the id of a rule that ran"))},
      {"baseline", baseline()},
      {"since", text("what --since compared with, and its commit; empty: nothing")},
      {"findings", list(finding())},
  };
}

Json run_definitions() { return {{"place", place()}}; }

}  // namespace schema

std::string json_report_schema() { return document("loadline report", run(), run_definitions()); }

}  // namespace loadline

// The JSON Schema of `loadline report -o FILE.json`.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/questions/codebase_metrics.h"
#include "analyzers/structure/metrics.h"
#include "reports/schema_parts.h"
#include "rules/assessment/scorecard.h"

namespace loadline {
namespace {

using namespace schema;

Json principle() {
  Json names = Json::array();
  for (const Principle& one : all_principles()) names.push_back(one.id);
  return {{"enum", names}};
}

Json verdict() {
  return record({
      {"sentences", list(text("plain words; names are in backticks"))},
      {"changes", list(record({
                      {"text", text("what to do")},
                      {"principle", principle()},
                      {"points", number("by how much it would raise the score of that principle")},
                      {"finding", count("its evidence: where in run.findings, from 0")},
                  }))},
  });
}

Json scorecard_row() {
  return record({
      {"principle", principle()},
      {"title", text("its name for people")},
      {"grade", or_null({{"enum", {"A", "B", "C", "D", "E"}}}, "null: why_ungraded says why")},
      {"score", or_null({{"type", "number"}, {"minimum", 0}}, "0 to 100; null without a grade")},
      {"why_ungraded", text("empty for rows with a grade")},
      {"unit", {{"enum", {"module", "service", "handler", "route"}}}},
      {"units", count("how many of them were judged")},
      {"affected", count("how many of them a finding is about")},
      {"others", count("findings that name none of them, each counted as one more")},
      {"findings", list(count("where in run.findings, from 0"))},
      {"rules_run", list(text("the id of a rule"))},
      {"rules_off", list(text("the id of a rule"))},
      {"figures", map({{"type", "string"}}, "measured, by name")},
  });
}

Json hot_spot() {
  return record({
      {"kind", {{"enum", {"module", "handler"}}}},
      {"name", text("of the module, or method and path of the route")},
      {"heat", number("of its reasons, added up")},
      {"reasons", list(record({
                      {"heat", number("what it adds")},
                      {"text", text("the reason in words")},
                      {"finding", or_null(count("where in run.findings, from 0"), "null: no finding says so")},
                  }))},
  });
}

// One number for each name of the list, or null where it is not defined.
template <class Metrics>
Json values(const Metrics& metrics, std::string_view description) {
  Json properties = Json::object();
  for (const auto& metric : metrics) {
    properties[std::string(metric.name)] = or_null({{"type", "number"}}, "null: not defined here");
  }
  Json schema = record(properties);
  schema["description"] = description;
  return schema;
}

Json module() {
  std::vector<MetricSpec> of_modules;
  for (const MetricSpec& metric : all_metrics()) {
    if (metric.of_module) of_modules.push_back(metric);
  }
  return record({{"name", text("unique")}, {"metrics", values(of_modules, "of this module")}});
}

Json dependency() {
  return record({
      {"from", text("the module that depends")},
      {"to", text("the module it depends on")},
      {"references", {{"type", "integer"}, {"minimum", 1}}},
      {"kinds", kind_counts()},
  });
}

Json service() {
  return record(
      {{"name", text("of the executable, or as declared")}, {"modules", list(text("a module it is made of"))}});
}

Json route() {
  Json state = record({
      {"name", text("the variable or member that the handler changes")},
      {"kind", text("what it is: session, cache, counter, …")},
      {"guard", text("what keeps two requests apart; none: nothing")},
  });
  Json caller = record({
      {"name", text("of the service whose code asks, or of its module when several services share it")},
      {"file", text("where the path is written, or the stub is called")},
      {"line", count("from 1")},
  });
  return record({
      {"services", list(text("a service that its handler is part of"))},
      {"method", text("GET, POST, …; RPC for remote procedures")},
      {"path", text("as registered; empty where it is not known")},
      {"version", text("in its path: v1; empty: none")},
      {"handler", text("the function that answers")},
      {"file", or_null({{"type", "string"}}, "where it is registered; null: not known")},
      {"line", count("from 1; 0: not known")},
      {"callers", list(caller)},
      {"state", list(state)},
      {"contract", list(count("findings about its version: where in run.findings, from 0"))},
      {"waiting", list(count("findings about what it waits for"))},
      {"observation", list(count("findings about failures that nobody would see"))},
  });
}

Json history_entry() {
  return record({
      {"commit", text("as the caller named it")},
      {"date", text("as the caller gave it")},
      {"values", map({{"type", "number"}}, "metrics, score-<principle>, findings-<severity>")},
  });
}

}  // namespace

std::string scalability_schema() {
  return document(
      "loadline scalability report",
      {
          {"version", {{"const", 1}}},
          {"project", text("the name of its folder")},
          {"commit", text("as the caller named it; may be empty")},
          {"date", text("as the caller gave it; may be empty")},
          {"verdict", verdict()},
          {"scorecard", list(scorecard_row())},
          {"hot_spots", list(hot_spot())},
          {"modules", list(module())},
          {"dependencies", list(dependency())},
          {"matrix_order", list(text("a module; users come before what they use"))},
          {"services", list(service())},
          {"routes", list(route())},
          {"metrics", values(codebase_metrics(), "of the whole codebase")},
          {"history", list(history_entry())},
          {"degraded_units", list(record({{"path", text("of a translation unit with errors")},
                                          {"lost", flag("nothing but its includes is known")},
                                          {"lost_lines", count("of its own code that errors have cost")}}))},
          {"run", record(run())},
      },
      run_definitions());
}

}  // namespace loadline

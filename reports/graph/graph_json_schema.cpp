// The JSON Schema of `loadline graph --format json`.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/facts/facts.h"
#include "reports/schema_parts.h"

namespace loadline {
namespace {

using namespace schema;

Json kind() {
  Json kinds = Json::array();
  for (int i = 0; i < kReferenceKinds; ++i) kinds.push_back(name_of(static_cast<ReferenceKind>(i)));
  return {{"enum", kinds}};
}

Json cluster() {
  return record({{"id", text("the module or directory that encloses others")},
                 {"cluster", text("the id of the cluster around it; empty: none")}});
}

Json node() {
  return record({
      {"id", text("the name of the module, file, service or symbol; unique")},
      {"label", text("the name without what its cluster says already")},
      {"cluster", text("the id of the cluster around it; empty: none")},
      {"path", text("the file that holds it, relative to the root of the project; empty when it is more than one")},
      {"line", count("where in that file, from 1; 0: all of it")},
      {"files", count("how many files it is made of; 0 for symbols")},
      {"lines", count("how many lines these have")},
      {"focused", flag("it was asked for with --focus or --reaches")},
      {"store", text("what kind of store it is; empty: none")},
  });
}

Json edge() {
  return record({
      {"from", text("the id of the node that depends")},
      {"to", text("the id of the node it depends on")},
      {"weight", {{"type", "integer"}, {"minimum", 1}, {"description", "how many references"}}},
      {"kinds", kind_counts()},
      {"requests", list(record({{"request", text("the route of another service that is asked, as it is registered")},
                                {"calls", count("how many places in the code send it; part of the weight")}}))},
      {"in_cycle", flag("it is part of a cycle of dependencies, which may lead through nodes that are not shown")},
      {"is_cut", flag("one of the edges whose removal breaks all cycles at the least cost")},
      {"sample", record({{"path", text("of the first reference, relative to the root of the project")},
                         {"line", count("from 1")},
                         {"kind", kind()},
                         {"text", text("the reference in words")}})},
  });
}

}  // namespace

std::string graph_json_schema() {
  return document("loadline graph", {
                                        {"version", {{"const", 1}}},
                                        {"level", {{"enum", {"module", "file", "service", "symbol"}}}},
                                        {"clusters", list(cluster())},
                                        {"nodes", list(node())},
                                        {"edges", list(edge())},
                                    });
}

}  // namespace loadline

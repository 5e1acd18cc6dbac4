// The JSON Schema of `loadline api --format json`.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/libraries/libraries.h"
#include "reports/schema_parts.h"

namespace loadline {
namespace {

using namespace schema;

Json with_place(Json properties) {
  properties["file"] = text("relative to the root of the project; empty when it is not known");
  properties["line"] = count("where in that file, from 1; 0: all of it");
  return properties;
}

Json lifetime() {
  Json names = Json::array();
  for (const auto lifetime : {HandlerLifetime::process, HandlerLifetime::connection, HandlerLifetime::request}) {
    names.push_back(name_of(lifetime));
  }
  return {{"enum", std::move(names)}, {"description", "how long the object that the handler is a member of lives"}};
}

Json caller() {
  return record(with_place({{"name", text("of the service whose code asks, or of its module when several share it")}}));
}

Json route() {
  return record(with_place({{"method", text("of HTTP, or what the framework calls it: ANY, WEBSOCKET, RPC, hook")},
                            {"path", text("whole, with prefixes; {?} stands for what is not constant")},
                            {"handler", text("the function that answers; unknown when it cannot be told")},
                            {"framework", text("that calls the handler")},
                            {"lifetime", lifetime()},
                            {"callers", list(caller())}}));
}

Json service() {
  return record(with_place({{"name", text("with its package")}, {"package", text("of protobuf; empty: none")}}));
}

Json named() {
  return with_place({{"kind", text("class, struct, union, enum, function, method, variable, alias, concept, macro, …")},
                     {"name", text("qualified")},
                     {"signature", text("types of parameters, or the type; empty for classes")}});
}

Json entity() {
  Json member = named();
  member["access"] = {{"enum", {"public", "protected"}}, {"description", "who may use it"}};
  Json properties = named();
  properties["members"] = list(record(member));
  return record(properties);
}

}  // namespace

std::string api_schema() {
  return document("loadline api", {{"format", {{"const", 1}, {"description", "changes when readers have to change"}}},
                                   {"routes", list(route())},
                                   {"rpc_services", list(service())},
                                   {"surface", list(entity())}});
}

}  // namespace loadline

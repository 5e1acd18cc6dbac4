// The listing of an API as JSON.
// SPDX-License-Identifier: Apache-2.0
#include <ostream>
#include <string>

#include "analyzers/libraries/libraries.h"
#include "analyzers/questions/route_callers.h"
#include "analyzers/routes/route.h"
#include "analyzers/services/rpc_services.h"
#include "analyzers/structure/public_surface.h"
#include "analyzers/words/json_text.h"

namespace loadline {
namespace {

void add_place(const Program& program, Location where, Json& entry) {
  entry["file"] = where.known() ? std::string(program.files()[where.file].path) : std::string();
  entry["line"] = where.line;
}

Json routes_of(const Analyses& analyses) {
  const Program& program = analyses.program();
  Json routes = Json::array();
  const std::vector<std::vector<RouteCaller>> callers = callers_of_routes(analyses);
  for (std::size_t i = 0; i < analyses.routes().size(); ++i) {
    const Route& route = analyses.routes()[i];
    Json entry{{"method", route.method},
               {"path", route.path},
               {"handler", handler_name(program, route.handler)},
               {"framework", analyses.libraries().frameworks[route.framework].name},
               {"lifetime", name_of(route.lifetime)}};
    add_place(program, route.where, entry);
    entry["callers"] = Json::array();
    for (const RouteCaller& caller : callers[i]) {
      Json one{{"name", caller.name}};
      add_place(program, caller.where, one);
      entry["callers"].push_back(std::move(one));
    }
    routes.push_back(std::move(entry));
  }
  return routes;
}

Json services_of(const Analyses& analyses) {
  Json services = Json::array();
  for (const RpcContract& service : analyses.rpc_services()) {
    services.push_back(
        {{"name", service.name}, {"package", service.package}, {"file", service.path}, {"line", service.line}});
  }
  return services;
}

Json described(const Program& program, const Symbol& symbol) {
  Json entry{{"kind", name_of(symbol.kind)}, {"name", symbol.name}, {"signature", symbol.signature}};
  add_place(program, symbol.declared, entry);
  return entry;
}

Json surface_of(const Analyses& analyses) {
  const Program& program = analyses.program();
  Json surface = Json::array();
  for (const PublicEntity& entity : public_surface(program, analyses.architecture(), analyses.targets())) {
    Json entry = described(program, program.symbols()[entity.symbol]);
    entry["members"] = Json::array();
    for (const SymbolIndex member : entity.members) {
      Json one = described(program, program.symbols()[member]);
      one["access"] = name_of(program.symbols()[member].access);
      entry["members"].push_back(std::move(one));
    }
    surface.push_back(std::move(entry));
  }
  return surface;
}

}  // namespace

void write_api_json(const Analyses& analyses, std::ostream& out) {
  const Json document{{"format", 1},
                      {"routes", routes_of(analyses)},
                      {"rpc_services", services_of(analyses)},
                      {"surface", surface_of(analyses)}};
  out << indented_json_text(document, 2) << '\n';
}

}  // namespace loadline

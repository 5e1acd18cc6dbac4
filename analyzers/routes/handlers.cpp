// Puts together what the ways of finding handlers found.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/routes/handlers.h"

#include <algorithm>
#include <tuple>

#include "analyzers/routes/command_handlers.h"
#include "analyzers/routes/dispatchers.h"
#include "analyzers/routes/endpoint_fields.h"
#include "analyzers/routes/own_routers.h"
#include "analyzers/routes/registrations.h"
#include "analyzers/routes/rpc_handlers.h"

namespace loadline {
namespace {

// Whether the program knows any framework at all: most programs are no services, and need no values followed.
bool has_handlers(const Program& program, const Libraries& libraries) {
  return std::any_of(program.symbols().begin(), program.symbols().end(), [&](const Symbol& symbol) {
    const std::string_view name = symbol.name;
    if (symbol.kind == SymbolKind::field) {
      return libraries.request_fields.find(name) != nullptr || libraries.tables.find(name) != nullptr ||
             !libraries.endpoint_fields.empty();
    }
    return libraries.registrations.find(name) != nullptr || libraries.handler_bases.find(name) != nullptr ||
           libraries.request_calls.find(name) != nullptr || libraries.matchers.find(name) != nullptr ||
           libraries.consumers.find(name) != nullptr ||
           std::any_of(libraries.rpc_classes.begin(), libraries.rpc_classes.end(), [&](const RpcClass& service) {
             return service.base.empty() ? name.ends_with(service.suffix) : name == service.base;
           });
  });
}

// Enough texts that begin with a slash for a router of its own.
bool mentions_paths(const Program& program) {
  constexpr std::ptrdiff_t kFewest = 3;
  const Bodies& bodies = program.bodies();
  const auto is_path = [&](TextIndex text) { return bodies.texts[text].size() > 1 && bodies.texts[text][0] == '/'; };
  const auto arguments =
      std::count_if(bodies.arguments.begin(), bodies.arguments.end(), [&](const ArgumentFact& argument) {
        return argument.literal_kind == LiteralKind::string && is_path(argument.literal);
      });
  const auto values = std::count_if(bodies.values.begin(), bodies.values.end(), [&](const ValueFact& value) {
    return value.kind == ValueKind::literal && is_path(value.text);
  });
  return arguments + values >= kFewest;
}

}  // namespace

std::vector<Route> find_routes(const Program& program, const CallGraph& calls, const CallSites& sites,
                               const Libraries& libraries, std::span<const ConfiguredHandler> configured) {
  std::vector<Route> routes;
  if (!has_handlers(program, libraries) && !mentions_paths(program)) return routes;
  const ValueFlow flow(program, calls, sites, libraries);
  RouteExpansion expansion(flow, libraries);
  find_registered_routes(flow, libraries, expansion, routes);
  find_endpoint_fields(flow, libraries, expansion, routes);
  find_dispatched_routes(flow, libraries, expansion, routes);
  find_unregistered_handlers(flow, libraries, expansion, configured, routes);
  find_own_routers(flow, libraries, expansion, routes);
  find_commands(flow, routes);
  const auto key = [](const Route& r) { return std::tie(r.where, r.path, r.method, r.handler); };
  std::sort(routes.begin(), routes.end(), [&](const Route& a, const Route& b) { return key(a) < key(b); });
  const auto same = [&](const Route& a, const Route& b) { return key(a) == key(b); };
  routes.erase(std::unique(routes.begin(), routes.end(), same), routes.end());
  return routes;
}

bool has_configured_handlers(const Program& program, const Libraries& libraries) {
  return std::any_of(program.symbols().begin(), program.symbols().end(), [&](const Symbol& symbol) {
    const HandlerBase* base = symbol.kind == SymbolKind::method ? libraries.handler_bases.find(symbol.name) : nullptr;
    return base != nullptr && !libraries.frameworks[base->framework].configured_by.empty();
  });
}

}  // namespace loadline

// Derived results, computed on demand.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/analyses.h"

#include "analyzers/calls/call_graph.h"
#include "analyzers/calls/call_sites.h"
#include "analyzers/calls/effects.h"
#include "analyzers/handlers/blocking.h"
#include "analyzers/handlers/handler_state.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/model/configured_handler.h"
#include "analyzers/model/proto_service.h"
#include "analyzers/once.h"
#include "analyzers/routes/client_requests.h"
#include "analyzers/routes/handlers.h"
#include "analyzers/routes/route_branches.h"
#include "analyzers/services/api_uses.h"
#include "analyzers/services/rpc_services.h"
#include "analyzers/services/running_services.h"
#include "analyzers/services/service_calls.h"
#include "analyzers/services/service_owners.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/structure/class_cohesion.h"
#include "analyzers/structure/coupling.h"
#include "analyzers/structure/cycles.h"
#include "analyzers/structure/interfaces.h"
#include "analyzers/structure/metrics.h"
#include "analyzers/structure/product_graph.h"

namespace loadline {

// What the analyses start from besides the code, and what has been asked for so far.
struct Analyses::Results {
  Results(std::vector<ProtoService> p, std::vector<ConfiguredHandler> c)
      : protos(std::move(p)), configured_handlers(std::move(c)) {}

  std::vector<ProtoService> protos;
  std::vector<ConfiguredHandler> configured_handlers;
  Once<FileDependencies> file_dependencies;
  Once<ModuleDependencies> module_dependencies;
  Once<std::vector<Cycle>> module_cycles;
  Once<std::vector<Cycle>> file_cycles;
  Once<std::vector<ModuleMetrics>> module_metrics;
  Once<std::vector<ClassCohesion>> class_cohesions;
  Once<std::vector<Coupling>> couplings;
  Once<CallGraph> call_graph;
  Once<CallSites> call_sites;
  Once<Effects> effects;
  Once<RpcStubs> rpc_stubs;
  Once<std::vector<Route>> routes;
  Once<RouteBranches> route_branches;
  Once<std::vector<HandlerState>> handler_states;
  Once<std::vector<BlockingUse>> blocking_uses;
  Once<std::vector<Interface>> interfaces;
  Once<ApiUses> api_uses;
  Once<std::vector<RunningService>> running_services;
  Once<std::vector<ClientRequest>> client_requests;
  Once<std::vector<ServiceCall>> service_calls;
  Once<StoreUses> store_uses;
  Once<std::vector<RpcContract>> rpc_services;
};

Analyses::Analyses(const Program& program, const Architecture& architecture, const std::vector<BuildTarget>& targets,
                   const Libraries& libraries)
    : Analyses(program, architecture, targets, libraries, std::vector<ProtoService>()) {}

Analyses::Analyses(const Program& program, const Architecture& architecture, const std::vector<BuildTarget>& targets,
                   const Libraries& libraries, std::vector<ProtoService> protos)
    : Analyses(program, architecture, targets, libraries, std::move(protos), {}) {}

Analyses::Analyses(const Program& program, const Architecture& architecture, const std::vector<BuildTarget>& targets,
                   const Libraries& libraries, std::vector<ProtoService> protos,
                   std::vector<ConfiguredHandler> configured_handlers)
    : program_(program),
      architecture_(architecture),
      targets_(targets),
      libraries_(libraries),
      modules_(program, architecture, targets),
      results_(new Results(std::move(protos), std::move(configured_handlers))) {}

Analyses::Analyses(const Analyses& all, EvidencePredicate counts)
    : program_(all.program_),
      architecture_(all.architecture_),
      targets_(all.targets_),
      libraries_(all.libraries_),
      counts_(std::move(counts)),
      modules_(all.modules_),
      results_(new Results(all.results_->protos, all.results_->configured_handlers)) {}

Analyses::~Analyses() = default;

const FileDependencies& Analyses::file_dependencies() const {
  return results_->file_dependencies.get([&] { return FileDependencies(program_, counts_); });
}

const ModuleDependencies& Analyses::module_dependencies() const {
  return results_->module_dependencies.get([&] { return ModuleDependencies(file_dependencies(), modules_); });
}

const std::vector<Cycle>& Analyses::module_cycles() const {
  return results_->module_cycles.get(
      [&] { return find_cycles(product_graph(program(), modules(), file_dependencies())); });
}

const std::vector<Cycle>& Analyses::file_cycles() const {
  return results_->file_cycles.get(
      [&] { return find_cycles(file_dependencies().graph(static_cast<std::uint32_t>(program_.files().size()))); });
}

const std::vector<ModuleMetrics>& Analyses::module_metrics() const {
  return results_->module_metrics.get(
      [&] { return loadline::module_metrics(program_, modules_, file_dependencies(), module_dependencies()); });
}

const std::vector<ClassCohesion>& Analyses::class_cohesions() const {
  return results_->class_cohesions.get([&] { return loadline::class_cohesions(program_); });
}

const std::vector<Coupling>& Analyses::couplings() const {
  return results_->couplings.get([&] { return module_couplings(program_, modules_, module_dependencies()); });
}

const CallGraph& Analyses::call_graph() const {
  return results_->call_graph.get([&] { return CallGraph(program_, libraries()); });
}

const CallSites& Analyses::call_sites() const {
  return results_->call_sites.get([&] { return CallSites(program_); });
}

const Effects& Analyses::effects() const {
  return results_->effects.get(
      [&] { return Effects(program_, call_graph(), libraries(), route_branches().functions()); });
}

const std::vector<Route>& Analyses::routes() const {
  return results_->routes.get(
      [&] { return find_routes(program_, call_graph(), call_sites(), libraries(), results_->configured_handlers); });
}

const RouteBranches& Analyses::route_branches() const {
  return results_->route_branches.get([&] { return RouteBranches(program_, call_graph(), routes()); });
}

const RpcStubs& Analyses::rpc_stubs() const {
  return results_->rpc_stubs.get([&] { return RpcStubs(program_); });
}

const std::vector<HandlerState>& Analyses::handler_states() const {
  return results_->handler_states.get([&] {
    // Without handlers nobody asks for the effects, so they are not computed.
    if (routes().empty()) return std::vector<HandlerState>();
    return find_handler_state(program_, call_graph(), effects(), routes(), route_branches(), libraries());
  });
}

const ApiUses& Analyses::api_uses() const {
  return results_->api_uses.get([&] { return ApiUses(program_, libraries()); });
}

const std::vector<RunningService>& Analyses::running_services() const {
  return results_->running_services.get(
      [&] { return find_running_services(program_, modules_, routes(), api_uses()); });
}

const std::vector<ClientRequest>& Analyses::client_requests() const {
  return results_->client_requests.get(
      [&] { return find_client_requests(program_, call_graph(), call_sites(), rpc_stubs(), libraries()); });
}

const std::vector<ServiceCall>& Analyses::service_calls() const {
  return results_->service_calls.get([&] {
    if (running_services().size() < 2) return std::vector<ServiceCall>();
    return find_service_calls(client_requests(), routes(), running_services(),
                              owners_of_files(program_, modules_, running_services()));
  });
}

const std::vector<BlockingUse>& Analyses::blocking_uses() const {
  return results_->blocking_uses.get([&] {
    const BlockingCalls blocking(program_, call_graph(), rpc_stubs(), libraries());
    return find_blocking_calls(program_, call_graph(), routes(), route_branches(), blocking);
  });
}

const std::vector<Interface>& Analyses::interfaces() const {
  return results_->interfaces.get([&] { return find_interfaces(program_); });
}

const StoreUses& Analyses::store_uses() const {
  return results_->store_uses.get([&] { return find_store_uses(program_, libraries()); });
}

const std::vector<RpcContract>& Analyses::rpc_services() const {
  return results_->rpc_services.get([&] { return find_rpc_services(program_, results_->protos); });
}

}  // namespace loadline

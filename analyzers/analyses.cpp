// Derived results, computed on demand.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/analyses.h"

#include "analyzers/routes/route_branches.h"
#include "analyzers/services/service_owners.h"

namespace loadline {

Analyses::Analyses(const Program& program, const Architecture& architecture, const std::vector<BuildTarget>& targets,
                   const Models& models, std::vector<ProtoService> protos,
                   std::vector<ConfiguredHandler> configured_handlers)
    : program_(program),
      architecture_(architecture),
      targets_(targets),
      models_(models),
      protos_(std::move(protos)),
      configured_handlers_(std::move(configured_handlers)),
      modules_(program, architecture, targets) {}

Analyses::Analyses(const Analyses& all, EvidencePredicate counts)
    : program_(all.program_),
      architecture_(all.architecture_),
      targets_(all.targets_),
      models_(all.models_),
      protos_(all.protos_),
      configured_handlers_(all.configured_handlers_),
      counts_(std::move(counts)),
      modules_(all.modules_) {}

Analyses::~Analyses() = default;

const FileDependencies& Analyses::file_dependencies() const {
  return file_dependencies_.get([&] { return FileDependencies(program_, counts_); });
}

const ModuleDependencies& Analyses::module_dependencies() const {
  return module_dependencies_.get([&] { return ModuleDependencies(file_dependencies(), modules_); });
}

const std::vector<Cycle>& Analyses::module_cycles() const {
  return module_cycles_.get([&] { return find_cycles(module_dependencies().graph()); });
}

const std::vector<Cycle>& Analyses::file_cycles() const {
  return file_cycles_.get(
      [&] { return find_cycles(file_dependencies().graph(static_cast<std::uint32_t>(program_.files().size()))); });
}

const std::vector<ModuleMetrics>& Analyses::module_metrics() const {
  return module_metrics_.get(
      [&] { return loadline::module_metrics(program_, modules_, file_dependencies(), module_dependencies()); });
}

const std::vector<ClassCohesion>& Analyses::class_cohesions() const {
  return class_cohesions_.get([&] { return loadline::class_cohesions(program_); });
}

const std::vector<Coupling>& Analyses::couplings() const {
  return couplings_.get([&] { return module_couplings(program_, modules_, module_dependencies()); });
}

const CallGraph& Analyses::call_graph() const {
  return call_graph_.get([&] { return CallGraph(program_, models()); });
}

const CallSites& Analyses::call_sites() const {
  return call_sites_.get([&] { return CallSites(program_); });
}

const Effects& Analyses::effects() const {
  return effects_.get([&] {
    const RouteBranches branches(program_, call_graph(), routes());
    return Effects(program_, call_graph(), models(), branches.functions());
  });
}

const std::vector<Route>& Analyses::routes() const {
  return routes_.get([&] { return find_routes(program_, call_graph(), call_sites(), models(), configured_handlers_); });
}

const std::vector<HandlerState>& Analyses::handler_states() const {
  return handler_states_.get([&] {
    // Without handlers nothing is asked of the effects, so that they are not computed.
    if (routes().empty()) return std::vector<HandlerState>();
    return find_handler_state(program_, call_graph(), effects(), routes(), models());
  });
}

const ApiUses& Analyses::api_uses() const {
  return api_uses_.get([&] { return ApiUses(program_, models()); });
}

const std::vector<RunningService>& Analyses::running_services() const {
  return running_services_.get([&] { return find_running_services(program_, modules_, routes(), api_uses()); });
}

const std::vector<ClientRequest>& Analyses::client_requests() const {
  return client_requests_.get([&] { return find_client_requests(program_, call_graph(), call_sites(), models()); });
}

const std::vector<ServiceCall>& Analyses::service_calls() const {
  return service_calls_.get([&] {
    if (running_services().size() < 2) return std::vector<ServiceCall>();
    return find_service_calls(client_requests(), routes(), running_services(),
                              owners_of_files(program_, modules_, running_services()));
  });
}

const std::vector<BlockingUse>& Analyses::blocking_uses() const {
  return blocking_uses_.get([&] { return find_blocking_calls(program_, call_graph(), routes(), models()); });
}

const std::vector<Interface>& Analyses::interfaces() const {
  return interfaces_.get([&] { return find_interfaces(program_); });
}

const StoreUses& Analyses::store_uses() const {
  return store_uses_.get([&] { return find_store_uses(program_, models()); });
}

const std::vector<RpcContract>& Analyses::rpc_services() const {
  return rpc_services_.get([&] { return find_rpc_services(program_, protos_); });
}

}  // namespace loadline

// Derived results, computed on demand.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/analyses.h"

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

Analyses::~Analyses() = default;

const FileDependencies& Analyses::file_dependencies() const {
  if (!file_dependencies_) file_dependencies_ = std::make_unique<FileDependencies>(program_);
  return *file_dependencies_;
}

const ModuleDependencies& Analyses::module_dependencies() const {
  if (!module_dependencies_) {
    module_dependencies_ = std::make_unique<ModuleDependencies>(file_dependencies(), modules_);
  }
  return *module_dependencies_;
}

const std::vector<Cycle>& Analyses::module_cycles() const {
  if (!module_cycles_) module_cycles_ = std::make_unique<std::vector<Cycle>>(find_cycles(module_dependencies().graph()));
  return *module_cycles_;
}

const std::vector<Cycle>& Analyses::file_cycles() const {
  if (!file_cycles_) {
    const auto files = static_cast<std::uint32_t>(program_.files().size());
    file_cycles_ = std::make_unique<std::vector<Cycle>>(find_cycles(file_dependencies().graph(files)));
  }
  return *file_cycles_;
}

const std::vector<ModuleMetrics>& Analyses::module_metrics() const {
  if (!module_metrics_) {
    module_metrics_ = std::make_unique<std::vector<ModuleMetrics>>(
        loadline::module_metrics(program_, modules_, file_dependencies(), module_dependencies()));
  }
  return *module_metrics_;
}

const std::vector<ClassCohesion>& Analyses::class_cohesions() const {
  if (!class_cohesions_) {
    class_cohesions_ = std::make_unique<std::vector<ClassCohesion>>(loadline::class_cohesions(program_));
  }
  return *class_cohesions_;
}

const std::vector<Coupling>& Analyses::couplings() const {
  if (!couplings_) {
    couplings_ = std::make_unique<std::vector<Coupling>>(module_couplings(program_, modules_, module_dependencies()));
  }
  return *couplings_;
}

const CallGraph& Analyses::call_graph() const {
  if (!call_graph_) call_graph_ = std::make_unique<CallGraph>(program_, models());
  return *call_graph_;
}

const CallSites& Analyses::call_sites() const {
  if (!call_sites_) call_sites_ = std::make_unique<CallSites>(program_);
  return *call_sites_;
}

const Effects& Analyses::effects() const {
  if (!effects_) effects_ = std::make_unique<Effects>(program_, call_graph(), models());
  return *effects_;
}

const std::vector<Route>& Analyses::routes() const {
  if (!routes_) {
    routes_ = std::make_unique<std::vector<Route>>(
        find_routes(program_, call_graph(), call_sites(), models(), configured_handlers_));
  }
  return *routes_;
}

const std::vector<HandlerState>& Analyses::handler_states() const {
  if (!handler_states_) {
    // Without handlers nothing is asked of the effects, so that they are not computed.
    handler_states_ = std::make_unique<std::vector<HandlerState>>();
    if (!routes().empty()) *handler_states_ = find_handler_state(program_, call_graph(), effects(), routes(), models());
  }
  return *handler_states_;
}

const ApiUses& Analyses::api_uses() const {
  if (!api_uses_) api_uses_ = std::make_unique<ApiUses>(program_, models());
  return *api_uses_;
}

const std::vector<RunningService>& Analyses::running_services() const {
  if (!running_services_) {
    running_services_ = std::make_unique<std::vector<RunningService>>(
        find_running_services(program_, modules_, routes(), api_uses()));
  }
  return *running_services_;
}

const std::vector<BlockingUse>& Analyses::blocking_uses() const {
  if (!blocking_uses_) {
    blocking_uses_ = std::make_unique<std::vector<BlockingUse>>(
        find_blocking_calls(program_, call_graph(), routes(), models()));
  }
  return *blocking_uses_;
}

const std::vector<Interface>& Analyses::interfaces() const {
  if (!interfaces_) interfaces_ = std::make_unique<std::vector<Interface>>(find_interfaces(program_));
  return *interfaces_;
}

const StoreUses& Analyses::store_uses() const {
  if (!store_uses_) store_uses_ = std::make_unique<StoreUses>(find_store_uses(program_, models()));
  return *store_uses_;
}

const std::vector<RpcContract>& Analyses::rpc_services() const {
  if (!rpc_services_) rpc_services_ = std::make_unique<std::vector<RpcContract>>(find_rpc_services(program_, protos_));
  return *rpc_services_;
}

}  // namespace loadline

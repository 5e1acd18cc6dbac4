// Everything derived from a Program, each computed at most once and only when asked for.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/calls/call_graph.h"
#include "analyzers/calls/call_sites.h"
#include "analyzers/calls/effects.h"
#include "analyzers/handlers/blocking.h"
#include "analyzers/handlers/handler_state.h"
#include "analyzers/model/dependencies.h"
#include "analyzers/model/modules.h"
#include "analyzers/model/program.h"
#include "analyzers/model/proto_service.h"
#include "analyzers/once.h"
#include "analyzers/routes/handlers.h"
#include "analyzers/services/api_uses.h"
#include "analyzers/services/rpc_services.h"
#include "analyzers/services/running_services.h"
#include "analyzers/services/service_calls.h"
#include "analyzers/services/store_uses.h"
#include "analyzers/structure/class_cohesion.h"
#include "analyzers/structure/coupling.h"
#include "analyzers/structure/cycles.h"
#include "analyzers/structure/interfaces.h"
#include "analyzers/structure/metrics.h"

namespace loadline {

// Pure functions of program + architecture + targets. Any number of threads may ask: what one of them computes the others
// wait for. Keeps references to its arguments: they must outlive it.
class Analyses {
 public:
  Analyses(const Program& program, const Architecture& architecture, const std::vector<BuildTarget>& targets,
           const Models& models = built_in_models(), std::vector<ProtoService> protos = {},
           std::vector<ConfiguredHandler> configured_handlers = {});
  // The same program, but only the evidence that `counts` lets pass makes dependencies. Refers to the arguments of `all`,
  // not to `all`.
  Analyses(const Analyses& all, EvidencePredicate counts);
  ~Analyses();

  const Program& program() const { return program_; }
  const Architecture& architecture() const { return architecture_; }
  const Modules& modules() const { return modules_; }
  const std::vector<BuildTarget>& targets() const { return targets_; }
  const FileDependencies& file_dependencies() const;
  const ModuleDependencies& module_dependencies() const;
  const std::vector<Cycle>& module_cycles() const;           // over module numbers, all kinds of reference
  const std::vector<Cycle>& file_cycles() const;             // over file numbers
  const std::vector<ModuleMetrics>& module_metrics() const;  // by module number
  const std::vector<ClassCohesion>& class_cohesions() const;
  const std::vector<Coupling>& couplings() const;
  const Models& models() const { return models_; }
  const CallGraph& call_graph() const;
  const CallSites& call_sites() const;
  const Effects& effects() const;
  const std::vector<Route>& routes() const;
  const std::vector<HandlerState>& handler_states() const;
  const std::vector<BlockingUse>& blocking_uses() const;
  const std::vector<Interface>& interfaces() const;
  const ApiUses& api_uses() const;
  const std::vector<RunningService>& running_services() const;
  const std::vector<ClientRequest>& client_requests() const;
  const std::vector<ServiceCall>& service_calls() const;
  const StoreUses& store_uses() const;
  const std::vector<RpcContract>& rpc_services() const;

 private:
  const Program& program_;
  const Architecture& architecture_;
  const std::vector<BuildTarget>& targets_;
  const Models& models_;
  std::vector<ProtoService> protos_;
  std::vector<ConfiguredHandler> configured_handlers_;
  EvidencePredicate counts_;
  Modules modules_;
  Once<FileDependencies> file_dependencies_;
  Once<ModuleDependencies> module_dependencies_;
  Once<std::vector<Cycle>> module_cycles_;
  Once<std::vector<Cycle>> file_cycles_;
  Once<std::vector<ModuleMetrics>> module_metrics_;
  Once<std::vector<ClassCohesion>> class_cohesions_;
  Once<std::vector<Coupling>> couplings_;
  Once<CallGraph> call_graph_;
  Once<CallSites> call_sites_;
  Once<Effects> effects_;
  Once<std::vector<Route>> routes_;
  Once<std::vector<HandlerState>> handler_states_;
  Once<std::vector<BlockingUse>> blocking_uses_;
  Once<std::vector<Interface>> interfaces_;
  Once<ApiUses> api_uses_;
  Once<std::vector<RunningService>> running_services_;
  Once<std::vector<ClientRequest>> client_requests_;
  Once<std::vector<ServiceCall>> service_calls_;
  Once<StoreUses> store_uses_;
  Once<std::vector<RpcContract>> rpc_services_;
};

}  // namespace loadline

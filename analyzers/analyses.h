// Everything derived from a Program, each computed at most once and only when asked for.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analyzers/blocking.h"
#include "analyzers/class_cohesion.h"
#include "analyzers/coupling.h"
#include "analyzers/cycles.h"
#include "analyzers/metrics.h"
#include "analyzers/call_graph.h"
#include "analyzers/call_sites.h"
#include "analyzers/cycles.h"
#include "analyzers/effects.h"
#include "analyzers/handler_state.h"
#include "analyzers/handlers.h"
#include "analyzers/interfaces.h"
#include "analyzers/model/dependencies.h"
#include "analyzers/model/modules.h"
#include "analyzers/model/program.h"
#include "analyzers/model/proto_service.h"
#include "analyzers/services/api_uses.h"
#include "analyzers/services/rpc_services.h"
#include "analyzers/services/running_services.h"
#include "analyzers/services/store_uses.h"

namespace loadline {

// Pure functions of program + architecture + targets. Not thread-safe while an accessor computes. Keeps references to its
// arguments: they must outlive it.
class Analyses {
 public:
  Analyses(const Program& program, const Architecture& architecture, const std::vector<BuildTarget>& targets,
           const Models& models = built_in_models(), std::vector<ProtoService> protos = {},
           std::vector<ConfiguredHandler> configured_handlers = {});
  ~Analyses();

  const Program& program() const { return program_; }
  const Architecture& architecture() const { return architecture_; }
  const Modules& modules() const { return modules_; }
  const std::vector<BuildTarget>& targets() const { return targets_; }
  const FileDependencies& file_dependencies() const;
  const ModuleDependencies& module_dependencies() const;
  const std::vector<Cycle>& module_cycles() const;  // over module numbers, all kinds of reference
  const std::vector<Cycle>& file_cycles() const;    // over file numbers
  const std::vector<ModuleMetrics>& module_metrics() const;     // by module number
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
  const StoreUses& store_uses() const;
  const std::vector<RpcContract>& rpc_services() const;

 private:
  const Program& program_;
  const Architecture& architecture_;
  const std::vector<BuildTarget>& targets_;
  const Models& models_;
  std::vector<ProtoService> protos_;
  std::vector<ConfiguredHandler> configured_handlers_;
  Modules modules_;
  mutable std::unique_ptr<FileDependencies> file_dependencies_;
  mutable std::unique_ptr<ModuleDependencies> module_dependencies_;
  mutable std::unique_ptr<std::vector<Cycle>> module_cycles_;
  mutable std::unique_ptr<std::vector<Cycle>> file_cycles_;
  mutable std::unique_ptr<std::vector<ModuleMetrics>> module_metrics_;
  mutable std::unique_ptr<std::vector<ClassCohesion>> class_cohesions_;
  mutable std::unique_ptr<std::vector<Coupling>> couplings_;
  mutable std::unique_ptr<CallGraph> call_graph_;
  mutable std::unique_ptr<CallSites> call_sites_;
  mutable std::unique_ptr<Effects> effects_;
  mutable std::unique_ptr<std::vector<Route>> routes_;
  mutable std::unique_ptr<std::vector<HandlerState>> handler_states_;
  mutable std::unique_ptr<std::vector<BlockingUse>> blocking_uses_;
  mutable std::unique_ptr<std::vector<Interface>> interfaces_;
  mutable std::unique_ptr<ApiUses> api_uses_;
  mutable std::unique_ptr<std::vector<RunningService>> running_services_;
  mutable std::unique_ptr<StoreUses> store_uses_;
  mutable std::unique_ptr<std::vector<RpcContract>> rpc_services_;
};

}  // namespace loadline

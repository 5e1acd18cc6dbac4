// Everything derived from a Program, each computed at most once and only when asked for.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "analyzers/model/dependencies.h"
#include "analyzers/model/modules.h"
#include "analyzers/model/program.h"

namespace loadline {

// Only named here: code that looks into a result includes the header of its analysis, so a change to one analysis
// rebuilds only its users.
class ApiUses;
class CallGraph;
class CallSites;
class Effects;
class RouteBranches;
class RpcStubs;
struct BlockingUse;
struct ClassCohesion;
struct ClientRequest;
struct ConfiguredHandler;
struct Coupling;
struct Cycle;
struct HandlerState;
struct Interface;
struct Libraries;
struct ModuleMetrics;
struct ProtoService;
struct Route;
struct RpcContract;
struct RunningService;
struct ServiceCall;
struct StoreUses;

const Libraries& built_in_libraries();

// Pure functions of program + architecture + targets. Any number of threads may ask: what one of them computes the others
// wait for. Keeps references to its arguments: they must outlive it.
class Analyses {
 public:
  Analyses(const Program& program, const Architecture& architecture, const std::vector<BuildTarget>& targets,
           const Libraries& libraries, std::vector<ProtoService> protos,
           std::vector<ConfiguredHandler> configured_handlers);
  Analyses(const Program& program, const Architecture& architecture, const std::vector<BuildTarget>& targets,
           const Libraries& libraries, std::vector<ProtoService> protos);
  // With the built-in models, and nothing that was found outside the code.
  Analyses(const Program& program, const Architecture& architecture, const std::vector<BuildTarget>& targets,
           const Libraries& libraries = built_in_libraries());
  // The same program, but only evidence that passes `counts` makes a dependency. Refers to the arguments of `all`,
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
  const Libraries& libraries() const { return libraries_; }
  const CallGraph& call_graph() const;
  const CallSites& call_sites() const;
  const Effects& effects() const;
  const RpcStubs& rpc_stubs() const;
  const std::vector<Route>& routes() const;
  const RouteBranches& route_branches() const;
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
  struct Results;

  const Program& program_;
  const Architecture& architecture_;
  const std::vector<BuildTarget>& targets_;
  const Libraries& libraries_;
  EvidencePredicate counts_;
  Modules modules_;
  std::unique_ptr<const Results> results_;
};

}  // namespace loadline

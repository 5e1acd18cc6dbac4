// Names the code that sends requests.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/questions/route_callers.h"

#include "analyzers/routes/client_requests.h"
#include "analyzers/services/running_services.h"
#include "analyzers/services/service_calls.h"
#include "analyzers/services/service_owners.h"

namespace loadline {

std::vector<std::vector<RouteCaller>> callers_of_routes(const Analyses& analyses) {
  std::vector<std::vector<RouteCaller>> callers(analyses.routes().size());
  if (analyses.service_calls().empty()) return callers;
  const std::vector<RunningService>& services = analyses.running_services();
  const std::vector<std::uint32_t> owners = owners_of_files(analyses.program(), analyses.modules(), services);
  for (const ServiceCall& call : analyses.service_calls()) {
    const Location where = analyses.client_requests()[call.request].where;
    const std::uint32_t owner = owners[where.file];
    const ModuleIndex module = analyses.modules().of(where.file);
    std::string name;
    if (owner != kNone) {
      name = services[owner].name;
    } else if (module != kNone) {
      name = analyses.modules().all()[module].name;
    }
    callers[call.route].push_back({std::move(name), where});
  }
  return callers;
}

}  // namespace loadline

// Compares each request with the routes of all services.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/services/service_calls.h"

#include <algorithm>

#include "analyzers/routes/path_match.h"

namespace loadline {
namespace {

bool same_method(const ClientRequest& request, const Route& route) {
  if (request.method == "RPC" || route.method == "RPC") return request.method == route.method;
  return request.method == route.method || request.method == "ANY" || route.method == "ANY";
}

// How well a route answers a request; 0: not at all.
std::size_t fit(const ClientRequest& request, const Route& route) {
  if (!same_method(request, route)) return 0;
  if (request.method == "RPC") return request.path == route.path ? 1 : 0;
  return equal_segments(request.path, route.path).value_or(0);
}

// The best answer of one service.
struct Answer {
  std::size_t fit = 0;
  std::uint32_t route = 0;
};

Answer answer_of(const RunningService& service, const ClientRequest& request, const std::vector<Route>& routes) {
  Answer best;
  for (const std::uint32_t route : service.routes) {
    const std::size_t fits = fit(request, routes[route]);
    if (fits > best.fit) best = {fits, route};
  }
  return best;
}

}  // namespace

std::vector<ServiceCall> find_service_calls(const std::vector<ClientRequest>& requests,
                                            const std::vector<Route>& routes,
                                            const std::vector<RunningService>& services,
                                            const std::vector<std::uint32_t>& owners) {
  std::vector<ServiceCall> calls;
  for (std::uint32_t i = 0; i < requests.size(); ++i) {
    std::size_t best = 0, answering = 0;
    ServiceCall call;
    for (std::uint32_t service = 0; service < services.size(); ++service) {
      if (owners[requests[i].where.file] == service) continue;
      const Answer answer = answer_of(services[service], requests[i], routes);
      if (answer.fit == 0 || answer.fit < best) continue;
      answering = answer.fit > best ? 1 : answering + 1;
      best = answer.fit;
      call = {i, service, answer.route};
    }
    if (answering == 1) calls.push_back(call);
  }
  return calls;
}

}  // namespace loadline

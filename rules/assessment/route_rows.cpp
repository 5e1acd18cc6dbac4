// Collects what is known about each route.
// SPDX-License-Identifier: Apache-2.0
#include "rules/assessment/route_rows.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "analyzers/handlers/handler_state.h"
#include "analyzers/routes/path_version.h"
#include "analyzers/routes/route.h"
#include "rules/assessment/affected_elements.h"

namespace loadline {
namespace {

using Rules = std::span<const std::string_view>;

constexpr std::array<std::string_view, 2> kContract = {"unversioned-route", "unversioned-rpc"};
constexpr std::array<std::string_view, 4> kWaiting = {"blocking-handler", "lock-across-blocking-call",
                                                      "synchronous-chain", "missing-timeout"};
constexpr std::array<std::string_view, 2> kObservation = {"unobserved-handler", "swallowed-exception"};

bool has(Rules rules, const std::string& rule) { return std::find(rules.begin(), rules.end(), rule) != rules.end(); }

// Of RPCs the version is a part of the package: "/shop.v1.Cart/Get".
std::string version_of(const Route& route) {
  std::string path = route.path;
  if (route.method == "RPC") std::replace(path.begin(), path.end(), '.', '/');
  return std::string(version_in_path(path));
}

std::vector<std::string> services_of(const Analyses& analyses, const Route& route) {
  std::vector<std::string> names;
  if (!route.where.known()) return names;
  const ModuleIndex module = analyses.modules().of(route.where.file);
  for (const Service& service : analyses.modules().services()) {
    if (std::binary_search(service.modules.begin(), service.modules.end(), module)) names.push_back(service.name);
  }
  return names;
}

}  // namespace

std::vector<RouteRow> route_rows(const Analyses& analyses, const std::vector<JudgedFinding>& findings) {
  std::vector<RouteRow> rows;
  std::vector<std::vector<RouteCaller>> callers = callers_of_routes(analyses);
  for (std::uint32_t i = 0; i < analyses.routes().size(); ++i) {
    const Route& route = analyses.routes()[i];
    rows.push_back({i, services_of(analyses, route), version_of(route), {}, std::move(callers[i]), {}, {}, {}});
  }
  for (const HandlerState& state : analyses.handler_states()) rows[state.route].states.push_back(&state);
  const AffectedElements affected(analyses);
  for (std::uint32_t i = 0; i < findings.size(); ++i) {
    const Finding& finding = findings[i].finding;
    if (findings[i].status == FindingStatus::suppressed) continue;
    std::set<std::uint32_t> routes = affected.of(finding, Element::handler);
    routes.merge(affected.of(finding, Element::route));
    for (const std::uint32_t route : routes) {
      if (has(kContract, finding.rule)) rows[route].contract.push_back(i);
      if (has(kWaiting, finding.rule)) rows[route].waiting.push_back(i);
      if (has(kObservation, finding.rule)) rows[route].observation.push_back(i);
    }
  }
  return rows;
}

}  // namespace loadline

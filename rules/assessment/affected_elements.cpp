// Finds out what a finding is about from its identity and its places.
// SPDX-License-Identifier: Apache-2.0
#include "rules/assessment/affected_elements.h"

#include <algorithm>

#include "analyzers/handlers/handler_state.h"
#include "analyzers/routes/route.h"
#include "analyzers/structure/cycles.h"
#include "rules/evidence/handler_steps.h"

namespace loadline {

AffectedElements::AffectedElements(const Analyses& analyses) : analyses_(analyses) {
  const Program& program = analyses.program();
  const std::vector<Route>& routes = analyses.routes();
  for (std::uint32_t i = 0; i < routes.size(); ++i) {
    route_by_name_.emplace(route_name(program, routes[i]), i);
    const SymbolIndex handler = program.find_symbol(routes[i].handler);
    if (handler == kNone || !program.symbols()[handler].defined.known()) continue;
    const Symbol& symbol = program.symbols()[handler];
    bodies_[symbol.defined.file].push_back({symbol.defined.line, std::max(symbol.end_line, symbol.defined.line), i});
  }
  for (const HandlerState& state : analyses.handler_states()) route_by_state_.emplace(state.name, state.route);
}

std::uint32_t AffectedElements::count(Element element) const {
  switch (element) {
    case Element::module: return static_cast<std::uint32_t>(analyses_.modules().all().size());
    case Element::service: {
      const std::size_t services = analyses_.modules().services().size();
      // An executable that answers no request is a tool, unless it is declared a service.
      if (analyses_.routes().empty() && analyses_.architecture().services.empty()) return 0;
      return static_cast<std::uint32_t>(std::max<std::size_t>(services, 1));
    }
    default: return static_cast<std::uint32_t>(analyses_.routes().size());
  }
}

std::set<std::uint32_t> AffectedElements::of(const Finding& finding, Element element) const {
  switch (element) {
    case Element::module: return modules_of(finding);
    case Element::service: return services_of(finding);
    case Element::handler: return handlers_of(finding);
    case Element::route: return routes_of(finding);
  }
  return {};
}

std::set<std::uint32_t> AffectedElements::modules_of(const Finding& finding) const {
  const ModuleIndex named = analyses_.modules().find(finding.from);
  if (named != kNone) {
    // A cycle is named by its first member, and shown by the shortest cycle in it.
    for (const Cycle& cycle : analyses_.module_cycles()) {
      const bool is_it = finding.rule == "dependency-cycle" && cycle.members.front() == named;
      if (is_it) return {cycle.members.begin(), cycle.members.end()};
    }
    return {named};
  }
  std::set<std::uint32_t> modules;
  const auto add = [&](const Place& place) {
    const FileIndex file = analyses_.program().find_file(place.path);
    if (file != kNone && analyses_.modules().of(file) != kNone) modules.insert(analyses_.modules().of(file));
  };
  add(finding.where);
  for (const Step& step : finding.trail) add(step.where);
  return modules;
}

std::set<std::uint32_t> AffectedElements::services_of(const Finding& finding) const {
  const std::set<std::uint32_t> modules = modules_of(finding);
  const std::vector<Service>& services = analyses_.modules().services();
  if (services.empty()) return {0};
  std::set<std::uint32_t> found;
  for (std::uint32_t i = 0; i < services.size(); ++i) {
    const bool holds_one = std::any_of(services[i].modules.begin(), services[i].modules.end(),
                                       [&](ModuleIndex module) { return modules.count(module) > 0; });
    if (holds_one || services[i].name == finding.from) found.insert(i);
  }
  return found;
}

void AffectedElements::add_handlers_at(const Place& place, std::set<std::uint32_t>& routes) const {
  const auto found = bodies_.find(analyses_.program().find_file(place.path));
  if (found == bodies_.end() || place.line == 0) return;
  for (const Body& body : found->second) {
    if (place.line >= body.first_line && place.line <= body.last_line) routes.insert(body.route);
  }
}

std::set<std::uint32_t> AffectedElements::handlers_of(const Finding& finding) const {
  std::set<std::uint32_t> routes;
  for (const auto* named : {&route_by_name_, &route_by_state_}) {
    const auto [first, last] = named->equal_range(finding.from);
    for (auto at = first; at != last; ++at) routes.insert(at->second);
  }
  if (!routes.empty()) return routes;
  add_handlers_at(finding.where, routes);
  for (const Step& step : finding.trail) add_handlers_at(step.where, routes);
  return routes;
}

std::set<std::uint32_t> AffectedElements::routes_of(const Finding& finding) const {
  std::set<std::uint32_t> routes;
  if (finding.rule == "unversioned-rpc") {
    // It names the service: "shop.Cart" has the routes "/shop.Cart/Add", …
    const std::string start = '/' + finding.from + '/';
    for (std::uint32_t i = 0; i < analyses_.routes().size(); ++i) {
      if (analyses_.routes()[i].path.starts_with(start)) routes.insert(i);
    }
    return routes;
  }
  const auto [first, last] = route_by_name_.equal_range(finding.from);
  for (auto at = first; at != last; ++at) {
    const Location& where = analyses_.routes()[at->second].where;
    const bool is_here = where.known() && where.line == finding.where.line &&
                         analyses_.program().files()[where.file].path == finding.where.path;
    if (is_here) return {at->second};
    routes.insert(at->second);
  }
  return routes;
}

}  // namespace loadline

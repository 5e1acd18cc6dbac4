// The section on services and their API: who answers what, with which state, and what it waits for.
// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>

#include "reports/html/html_text.h"
#include "reports/html/sections.h"
#include "rules/assessment/affected_units.h"
#include "rules/handler_steps.h"

namespace loadline::html {
namespace {

// For each route the findings of each rule about its handler or itself.
using ByRoute = std::map<std::uint32_t, std::map<std::string, std::vector<std::uint32_t>>>;

ByRoute findings_by_route(const ScalabilityReport& report) {
  const AffectedUnits affected(report.analyses);
  ByRoute by_route;
  for (std::uint32_t i = 0; i < report.run.findings.size(); ++i) {
    const Finding& finding = report.run.findings[i].finding;
    std::set<std::uint32_t> routes = affected.of(finding, Unit::handler);
    routes.merge(affected.of(finding, Unit::route));
    for (const std::uint32_t route : routes) by_route[route][finding.rule].push_back(i);
  }
  return by_route;
}

std::string services_table(const Analyses& analyses) {
  const Modules& modules = analyses.modules();
  if (modules.services().empty()) return {};
  // An executable that answers no request is a tool, unless somebody declares it a service.
  const bool are_services = !analyses.routes().empty() || !analyses.architecture().services.empty();
  std::string out =
      std::string("<h3>") + (are_services ? "Services" : "Executables") +
      "</h3><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Services\"><table><thead><tr><th "
      "scope=\"col\">Name</th><th scope=\"col\" class=\"n\">Modules</th><th scope=\"col\">made "
      "of</th></tr></thead><tbody>";
  for (const Service& service : modules.services()) {
    constexpr std::size_t kMost = 20;
    out += "<tr><th scope=\"row\">" + text(service.name) + "</th><td class=\"n\">" + number(service.modules.size()) +
           "</td><td>";
    for (std::size_t i = 0; i < service.modules.size() && i < kMost; ++i) {
      out += (i > 0 ? ", " : "") + text(modules.all()[service.modules[i]].name);
    }
    if (service.modules.size() > kMost) out += " and " + number(service.modules.size() - kMost) + " more";
    out += "</td></tr>";
  }
  return out + "</tbody></table></div>";
}

std::string state_of(const Analyses& analyses, std::uint32_t route) {
  std::string out;
  for (const HandlerState& state : analyses.handler_states()) {
    if (state.route != route) continue;
    const bool is_open = state.guard == StateGuard::none;
    out += "<li><code>" + text(state.name) + "</code> <span class=\"" + (is_open ? "bad" : "faint") + "\">" +
           (is_open ? "unguarded" : text(name_of(state.guard))) + "</span></li>";
  }
  return out.empty() ? "<span class=\"faint\">none</span>" : "<ul>" + out + "</ul>";
}

std::string marks(const std::map<std::string, std::vector<std::uint32_t>>& by_rule, const ScalabilityReport& report,
                  const std::vector<std::string>& rules, const char* none) {
  std::string out;
  for (const std::string& rule : rules) {
    const auto found = by_rule.find(rule);
    if (found == by_rule.end()) continue;
    for (const std::uint32_t finding : found->second) {
      const std::string& to = report.run.findings[finding].finding.to;
      out += "<li>" + finding_link(finding, text(to.empty() ? rule : to)) + "</li>";
    }
  }
  return out.empty() ? "<span class=\"faint\">" + std::string(none) + "</span>" : "<ul>" + out + "</ul>";
}

bool ran(const ScalabilityReport& report, std::string_view rule) {
  for (const std::string& id : report.run.rules_run) {
    if (id == rule) return true;
  }
  return false;
}

std::string route_row(const ScalabilityReport& report, std::uint32_t number_of_route, const ByRoute& by_route) {
  static const std::map<std::string, std::vector<std::uint32_t>> kNothing;
  const Program& program = report.analyses.program();
  const Route& route = report.analyses.routes()[number_of_route];
  const auto found = by_route.find(number_of_route);
  const auto& by_rule = found == by_route.end() ? kNothing : found->second;
  const std::string where =
      route.where.known() ? place(report, program.files()[route.where.file].path, route.where.line) : "";
  const char* seen = ran(report, "unobserved-handler") ? "observed" : "not checked";
  const char* version = route.path.empty() ? "no path" : ran(report, "unversioned-route") ? "versioned" : "not checked";
  return "<tr><td><code>" + text(route.method) + "</code></td><th scope=\"row\"><code>" +
         text(route.path.empty() ? "–" : route.path) + "</code></th><td>" +
         marks(by_rule, report, {"unversioned-route", "unversioned-rpc"}, version) + "</td><td><code>" +
         text(handler_name(program, route.handler)) + "</code><br>" + where + "</td><td>" +
         state_of(report.analyses, number_of_route) + "</td><td>" +
         marks(by_rule, report,
               {"blocking-handler", "lock-across-blocking-call", "synchronous-chain", "missing-timeout"},
               "nothing known") +
         "</td><td>" + marks(by_rule, report, {"unobserved-handler", "swallowed-exception"}, seen) + "</td></tr>";
}

}  // namespace

std::string services_section(const ScalabilityReport& report) {
  const std::vector<Route>& routes = report.analyses.routes();
  std::string out = services_table(report.analyses);
  out += "<h3>Routes</h3>";
  if (routes.empty()) {
    return out +
           "<p class=\"faint\">No route is registered with a framework that loadline knows. If this program answers "
           "requests, its framework is not among the models.</p>";
  }
  const ByRoute by_route = findings_by_route(report);
  out +=
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Routes\"><table "
      "class=\"routes\"><thead><tr><th "
      "scope=\"col\">Method</th><th scope=\"col\">Path</th><th scope=\"col\">Version</th><th "
      "scope=\"col\">Handler</th><th "
      "scope=\"col\">Changes</th><th scope=\"col\">Waits in</th><th scope=\"col\">Observed</th></tr></thead><tbody>";
  for (std::uint32_t route = 0; route < routes.size(); ++route) out += route_row(report, route, by_route);
  return out + "</tbody></table></div>";
}

}  // namespace loadline::html

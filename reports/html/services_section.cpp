// The section on services and their API: who answers what, with which state, and what it waits for.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <fmt/core.h>
#include "analyzers/handlers/handler_state.h"
#include "analyzers/routes/route.h"
#include "reports/html/html_text.h"
#include "reports/html/sections.h"
#include "rules/assessment/affected_elements.h"
#include "rules/assessment/route_rows.h"

namespace loadline::html {
namespace {

// How many findings are about each service.
std::vector<std::size_t> findings_by_service(const ScalabilityReport& report) {
  const AffectedElements affected(report.analyses);
  std::vector<std::size_t> counts(report.analyses.modules().services().size());
  for (const JudgedFinding& judged : report.run.findings) {
    if (judged.status == FindingStatus::suppressed) continue;
    for (const std::uint32_t service : affected.of(judged.finding, Element::service)) {
      if (service < counts.size()) ++counts[service];
    }
  }
  return counts;
}

std::string names(const Modules& modules, const Service& service) {
  constexpr std::size_t kMost = 20;
  std::string out;
  for (std::size_t i = 0; i < std::min(kMost, service.modules.size()); ++i) {
    out += (i > 0 ? ", " : "") + text(modules.all()[service.modules[i]].name);
  }
  return service.modules.size() > kMost ? out + " and " + number(service.modules.size() - kMost) + " more" : out;
}

std::string services_table(const ScalabilityReport& report, const std::vector<RouteRow>& rows) {
  const Analyses& analyses = report.analyses;
  const Modules& modules = analyses.modules();
  if (modules.services().empty()) return {};
  // An executable that answers no request is a tool, unless it is declared a service.
  const bool are_services = !analyses.routes().empty() || !analyses.architecture().services.empty();
  const std::string counts_head =
      are_services ? "<th scope=\"col\" class=\"n\">Routes</th><th scope=\"col\" class=\"n\">Findings</th>" : "";
  std::string out = fmt::format(
      "<h3>{}</h3><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Services\"><table><thead><tr><th "
      "scope=\"col\">Name</th>{}<th scope=\"col\" class=\"n\">Modules</th><th scope=\"col\">Made "
      "of</th></tr></thead><tbody>",
      are_services ? "Services" : "Executables", counts_head);
  const std::vector<std::size_t> findings = findings_by_service(report);
  for (std::size_t i = 0; i < modules.services().size(); ++i) {
    const Service& service = modules.services()[i];
    const auto answers = std::count_if(rows.begin(), rows.end(), [&](const RouteRow& row) {
      return std::find(row.services.begin(), row.services.end(), service.name) != row.services.end();
    });
    out += "<tr><th scope=\"row\">" + text(service.name) + "</th>" +
           (are_services ? "<td class=\"n\">" + number(static_cast<std::uint64_t>(answers)) + "</td><td class=\"n\">" +
                               number(findings[i]) + "</td>"
                         : "") +
           "<td class=\"n\">" + number(service.modules.size()) + "</td><td>" + names(modules, service) + "</td></tr>";
  }
  return out + "</tbody></table></div>";
}

std::string faint(const std::string& words) { return fmt::format("<span class=\"faint\">{}</span>", words); }

std::string state_of(const RouteRow& row) {
  std::string out;
  for (const HandlerState* state : row.states) {
    const bool is_open = state->guard == StateGuard::none;
    out += "<li><code>" + breakable(state->name) + "</code> <span class=\"" + (is_open ? "bad" : "faint") + "\">" +
           (is_open ? "unguarded" : text(name_of(state->guard))) + "</span></li>";
  }
  return out.empty() ? faint("nothing") : fmt::format("<ul>{}</ul>", out);
}

// A link to each finding, by what is at its other end; the same words once.
std::string marks(const ScalabilityReport& report, const std::vector<std::uint32_t>& findings,
                  const std::string& none) {
  std::string out;
  std::set<std::string> said;
  for (const std::uint32_t i : findings) {
    const Finding& finding = report.run.findings[i].finding;
    const std::string& words = finding.to.empty() ? finding.rule : finding.to;
    if (said.insert(words).second) out += fmt::format("<li>{}</li>", finding_link(i, breakable(words)));
  }
  return out.empty() ? faint(none) : fmt::format("<ul>{}</ul>", out);
}

bool ran(const ScalabilityReport& report, const std::string& rule) {
  return std::binary_search(report.run.rules_run.begin(), report.run.rules_run.end(), rule);
}

std::string version_of(const ScalabilityReport& report, const RouteRow& row) {
  if (!row.contract.empty()) return marks(report, row.contract, "");
  if (!row.version.empty()) return fmt::format("<code>{}</code>", text(row.version));
  if (report.analyses.routes()[row.route].path.empty()) return faint("–");
  return faint(ran(report, "unversioned-route") ? "needs none" : "not checked");
}

std::string services_of(const RouteRow& row) {
  constexpr std::size_t kMost = 3;
  if (row.services.empty()) return faint("–");
  if (row.services.size() > kMost) return numbered(row.services.size(), "service");
  std::string out;
  for (const std::string& name : row.services) out += (out.empty() ? "" : ", ") + text(name);
  return out;
}

std::string callers_of(const ScalabilityReport& report, const RouteRow& row) {
  std::string out;
  for (const RouteCaller& caller : row.callers) {
    const std::string path(report.analyses.program().files()[caller.where.file].path);
    out += fmt::format("<li>{}<br>{}</li>", breakable(caller.name), place(report, path, caller.where.line));
  }
  return out.empty() ? faint("nobody here") : fmt::format("<ul>{}</ul>", out);
}

// Columns that mean something only where there are several services.
struct RouteColumns {
  bool services = false, callers = false;
};

std::string route_row(const ScalabilityReport& report, const RouteRow& row, RouteColumns with) {
  const Program& program = report.analyses.program();
  const Route& route = report.analyses.routes()[row.route];
  const std::string where =
      route.where.known() ? place(report, program.files()[route.where.file].path, route.where.line) : "";
  const std::string waiting =
      marks(report, row.waiting, ran(report, "blocking-handler") ? "nothing known" : "not checked");
  const std::string observed =
      marks(report, row.observation, ran(report, "unobserved-handler") ? "yes" : "not checked");
  return "<tr>" + (with.services ? "<td>" + services_of(row) + "</td>" : "") + "<td><code>" + text(route.method) +
         "</code></td><th scope=\"row\"><code>" + breakable(route.path.empty() ? "–" : route.path) +
         "</code></th><td>" + version_of(report, row) + "</td><td class=\"handler\"><code>" +
         breakable(handler_name(program, route.handler)) + "</code><br>" + where + "</td>" +
         (with.callers ? "<td class=\"callers\">" + callers_of(report, row) + "</td>" : "") + "<td>" + state_of(row) +
         "</td><td>" + waiting + "</td><td>" + observed + "</td></tr>";
}

}  // namespace

std::string services_section(const ScalabilityReport& report) {
  const std::vector<RouteRow> rows = route_rows(report.analyses, report.run.findings);
  std::string out = services_table(report, rows) + services_picture(report) + "<h3>Routes</h3>";
  if (rows.empty()) {
    return out +
           "<p class=\"faint\">No route is registered with a framework that loadline knows. If this program answers "
           "requests, its framework is not among the models.</p>";
  }
  const RouteColumns with{report.analyses.modules().services().size() > 1, !report.analyses.service_calls().empty()};
  out +=
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Routes\"><table class=\"routes\"><thead><tr>";
  std::vector<const char*> titles = {"Method", "Path", "Version", "Handler"};
  if (with.services) titles.insert(titles.begin(), "Service");
  if (with.callers) titles.push_back("Called by");
  titles.insert(titles.end(), {"Changes", "Waits in", "Observed"});
  for (const char* title : titles) {
    out += fmt::format("<th scope=\"col\">{}</th>", title);
  }
  out += "</tr></thead><tbody>";
  for (const RouteRow& row : rows) out += route_row(report, row, with);
  return out + "</tbody></table></div>";
}

}  // namespace loadline::html

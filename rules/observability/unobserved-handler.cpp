// unobserved-handler: handlers that leave no log line, metric or span, so that nobody sees what they do in production.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "analyzers/calls/call_graph.h"
#include "analyzers/routes/route.h"
#include "analyzers/services/observation.h"
#include "analyzers/services/running_services.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/handler_steps.h"
#include "rules/evidence/service_findings.h"

namespace loadline {
namespace {

// What sees every request of a service: a server's access log, or a hook that logs or counts.
bool is_observed_as_a_whole(const Analyses& analyses, const RunningService& service,
                            const std::vector<bool>& observing) {
  if (first_use(analyses, service, Role::access_log) != nullptr) return true;
  return std::any_of(service.routes.begin(), service.routes.end(), [&](std::uint32_t number) {
    const Route& route = analyses.routes()[number];
    const Node node = analyses.call_graph().find(route.handler);
    return route.method == "hook" && node != kNone && observing[node];
  });
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  if (analyses.running_services().empty()) return;
  const Program& program = analyses.program();
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>&ignored = entry.patterns(kExcept), &ignored_routes = entry.patterns("except_routes");
  const std::vector<bool> observing = observing_functions(program, analyses.call_graph(), analyses.api_uses());
  for (const RunningService& service : analyses.running_services()) {
    if (is_observed_as_a_whole(analyses, service, observing)) continue;
    for (const std::uint32_t number : service.routes) {
      const Route& route = analyses.routes()[number];
      const Node node = analyses.call_graph().find(route.entry());
      if (node == kNone || observing[node] || route.method == "hook" || any_matches(ignored_routes, route.path))
        continue;
      if (any_matches(ignored, handler_name(program, route.handler))) continue;
      Finding finding;
      finding.severity = entry.severity;
      finding.where = place_of(program, route.where);
      finding.message = fmt::format("`{}` leaves no log line, metric or span", route_name(program, route));
      finding.advice =
          "log or count each request with its result and its time, once for all handlers where the "
          "framework has a hook for that";
      finding.trail = steps_from(program, route, {}, "");
      finding.from = route_name(program, route);
      emit(std::move(finding));
    }
  }
}

constexpr std::array kOptions = {
    OptionSpec{.name = "except_routes",
               .type = OptionType::route_pattern,
               .help = "paths that need not be observed: globs",
               .default_value = kOperationalPaths,
               .old_name = "exempt"},
    except_option(OptionType::symbol_pattern, "handlers that need not be observed"),
};

}  // namespace

extern const Rule unobserved_handler = {
    .id = "unobserved-handler",
    .principle = "observability",
    .title = "a handler that leaves no log line, metric or span",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

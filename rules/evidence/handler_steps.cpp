// Words about handlers.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/handler_steps.h"

#include <algorithm>

#include <fmt/core.h>

#include "analyzers/calls/effects.h"
#include "analyzers/routes/route.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {

std::string route_name(const Program& program, const Route& route) {
  if (route.path.empty()) return handler_name(program, route.handler);
  return (route.method == "ANY" ? "" : route.method + ' ') + route.path;
}

void add_steps(const Program& program, const std::vector<EffectStep>& path, const std::string& happens,
               std::vector<Step>& steps) {
  for (std::size_t at = 0; at < path.size(); ++at) {
    const EffectStep& step = path[at];
    const bool is_last = at + 1 == path.size();
    std::string text = '`' + handler_name(program, step.function) + "` ";
    if (is_last) {
      text += happens;
      if (step.callee != 0) text += fmt::format(" by `{}`", handler_name(program, step.callee));
    } else {
      text += (step.deferred ? "hands over, to run later, `" : "calls `") + handler_name(program, step.callee) + '`';
    }
    steps.push_back({place_of(program, step.where), std::move(text)});
  }
}

std::vector<Step> steps_from(const Program& program, const Route& route, const std::vector<EffectStep>& path,
                             const std::string& happens) {
  std::vector<Step> steps;
  steps.push_back({place_of(program, route.where), fmt::format("`{}` is handled by `{}`", route_name(program, route),
                                                               handler_name(program, route.handler))});
  add_steps(program, path, happens, steps);
  return steps;
}

Finding wait_finding(const Analyses& analyses, const RuleEntry& entry, const BlockingUse& use,
                     const std::string& happens) {
  const Program& program = analyses.program();
  const Route& route = analyses.routes()[use.route];
  Finding finding;
  finding.severity = entry.severity;
  finding.where = place_of(program, use.path.back().where);
  finding.trail = steps_from(program, route, use.path, happens);
  finding.from = route_name(program, route);
  finding.to = handler_name(program, use.callee);
  finding.kind = use.model->category;
  return finding;
}

}  // namespace loadline

// Words about handlers.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/handler_steps.h"

#include <algorithm>

#include "analyzers/calls/effects.h"
#include "analyzers/routes/route.h"
#include "analyzers/words/path_pattern.h"
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
      if (step.callee != 0) text += " by `" + handler_name(program, step.callee) + '`';
    } else {
      text += (step.deferred ? "hands over, to run later, `" : "calls `") + handler_name(program, step.callee) + '`';
    }
    steps.push_back({place_of(program, step.where), std::move(text)});
  }
}

std::vector<Step> steps_from(const Program& program, const Route& route, const std::vector<EffectStep>& path,
                             const std::string& happens) {
  std::vector<Step> steps;
  steps.push_back({place_of(program, route.where), '`' + route_name(program, route) + "` is handled by `" +
                                                       handler_name(program, route.handler) + '`'});
  add_steps(program, path, happens, steps);
  return steps;
}

bool matches_any_name(const std::vector<std::string>& patterns, std::string_view name) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const auto& p) { return matches_name(p, name); });
}

}  // namespace loadline

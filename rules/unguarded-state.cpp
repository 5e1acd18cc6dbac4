// unguarded-state: state that handlers on several threads change without a lock, an atomic or a copy for each thread.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "rules/all_rules.h"
#include "rules/evidence_steps.h"
#include "rules/handler_steps.h"

namespace loadline {
namespace {

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const Program& program = analyses.program();
  const RuleEntry& entry = input.entries.front();
  for (const auto& uses : states_by_name(analyses, entry)) {
    for (const HandlerState* state : uses) {
      const Route& route = analyses.routes()[state->route];
      const bool on_threads = analyses.models().frameworks[route.framework].threading == Threading::threads;
      if (state->guard != StateGuard::none || !on_threads) continue;
      Finding finding;
      finding.severity = entry.severity;
      finding.where = place_of(program, state->path.back().where);
      finding.message = '`' + state->name + "` is changed by `" + route_name(program, route) +
                        "` without a lock, while other requests run on other threads";
      finding.advice = "best: keep no such state; else guard every use with one mutex, or make it atomic";
      finding.trail = steps_from(program, route, state->path, "changes `" + state->name + '`');
      finding.from = state->name;
      finding.kind = name_of(state->kind);
      emit(std::move(finding));
      break;
    }
  }
}

constexpr std::array kOptions = {
    OptionSpec{"ignore", OptionType::symbol_pattern, "variables and members that are guarded in a way not seen here"},
};

}  // namespace

const Rule unguarded_state = {
    .id = "unguarded-state",
    .title = "state that handlers change on several threads without a lock",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

// unguarded-state: state that handlers on several threads change without a lock, an atomic or a copy for each thread.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include <fmt/core.h>

#include "analyzers/handlers/handler_state.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/routes/route.h"
#include "rules/engine/rule.h"
#include "rules/evidence/handler_steps.h"
#include "rules/evidence/state_objects.h"

namespace loadline {
namespace {

bool is_unguarded(const Analyses& analyses, const HandlerState& state) {
  const Route& route = analyses.routes()[state.route];
  const bool on_threads = analyses.libraries().frameworks[route.framework].threading == Threading::threads;
  return on_threads && state.guard == StateGuard::none;
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const Program& program = analyses.program();
  const RuleEntry& entry = input.entries.front();
  std::vector<StateUses> states = states_by_name(analyses, entry);
  for (StateUses& uses : states) {
    std::erase_if(uses, [&](const HandlerState* use) { return !is_unguarded(analyses, *use); });
  }
  std::erase_if(states, [](const StateUses& uses) { return uses.empty(); });
  for (const StateObject& object : state_objects(program, std::move(states))) {
    const HandlerState& state = object.first();
    Finding finding = finding_about(analyses, entry, object);
    finding.message =
        fmt::format("{} {} changed by `{}` without a lock, while other requests run on other threads", object.text(),
                    object.members.size() == 1 ? "is" : "are", route_name(program, analyses.routes()[state.route]));
    finding.advice = "preferably keep no such state; otherwise guard every use with one mutex, or make it atomic";
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::symbol_pattern, "variables and members that are guarded in a way not seen here"),
};

}  // namespace

extern const Rule unguarded_state = {
    .id = "unguarded-state",
    .principle = "statelessness",
    .title = "state that handlers change on several threads without a lock",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

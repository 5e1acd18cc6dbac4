// stateful-handler: state in the process that request handlers change, so that requests cannot go to any instance.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <set>

#include "rules/all_rules.h"
#include "rules/evidence_steps.h"
#include "rules/handler_steps.h"

namespace loadline {
namespace {

std::string advice(StateKind kind) {
  switch (kind) {
    case StateKind::session_or_cache:
      return "keep it in a store that all instances share (a key-value cache with expiry), or in a signed token";
    case StateKind::counter:
      return "count with a metrics library that is summed over instances, or in the shared store if it is business data";
    case StateKind::configuration:
      return "load configuration before serving, and change it by a new release or a configuration service";
    case StateKind::container:
      return "hand the elements to a queue or keep them in the database; memory of one process is lost with it";
    case StateKind::per_thread: return "pass it as a parameter, or make it part of the request";
    default: return "pass it as a parameter of the request, or keep it in a store that all instances share";
  }
}

Finding finding_of(const Analyses& analyses, const std::vector<const HandlerState*>& uses) {
  const Program& program = analyses.program();
  const HandlerState& state = *uses.front();
  const Route& route = analyses.routes()[state.route];
  std::set<std::uint32_t> routes;
  for (const HandlerState* use : uses) routes.insert(use->route);
  Finding finding;
  finding.where = place_of(program, state.path.back().where);
  finding.message = '`' + state.name + "` (" + std::string(name_of(state.kind)) + ", guard: " +
                    std::string(name_of(state.guard)) + ") outlives the request and is changed by `" +
                    route_name(program, route) + '`';
  if (routes.size() > 1) finding.message += " and " + counted(routes.size() - 1, "other handler");
  if (state.deferred) finding.message += ", in work that runs later";
  finding.advice = advice(state.kind);
  finding.trail = steps_from(program, route, state.path, "changes `" + state.name + '`');
  finding.from = state.name;
  finding.kind = name_of(state.kind);
  return finding;
}

void check(const RuleInput& input, const Emit& emit) {
  const RuleEntry& entry = input.entries.front();
  for (const auto& uses : states_by_name(input.analyses, entry)) {
    Finding finding = finding_of(input.analyses, uses);
    finding.severity = entry.severity;
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    OptionSpec{"ignore", OptionType::symbol_pattern, "variables and members that may be changed"},
};

}  // namespace

const Rule stateful_handler = {
    .id = "stateful-handler",
    .title = "a handler that keeps state in its process",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

// stateful-handler: state in the process that request handlers change, so that requests cannot go to any instance.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include <fmt/core.h>

#include "analyzers/handlers/handler_state.h"
#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/handler_steps.h"
#include "rules/evidence/state_objects.h"

namespace loadline {
namespace {

std::string advice(StateKind kind) {
  switch (kind) {
    case StateKind::session_or_cache:
      return "keep it in a store that all instances share (a key-value cache with expiry), or in a signed token";
    case StateKind::counter:
      return "count with a metrics library that is summed over instances, or in the shared store if it is business "
             "data";
    case StateKind::configuration:
      return "load configuration before serving, and change it by a new release or a configuration service";
    case StateKind::container:
      return "hand the elements to a queue or keep them in the database; memory of one process is lost with it";
    case StateKind::flag:
      return "keep a switch that all instances must see in a configuration service or the shared store";
    case StateKind::per_thread: return "pass it as a parameter, or make it part of the request";
    default: return "pass it as a parameter of the request, or keep it in a store that all instances share";
  }
}

// The guard of the member that has the least.
StateGuard guard_of(const StateObject& object) {
  StateGuard least = object.first().guard;
  for (const StateUses& uses : object.members) least = std::min(least, uses.front()->guard);
  return least;
}

Finding finding_of(const Analyses& analyses, const RuleEntry& entry, const StateObject& object) {
  const HandlerState& state = object.first();
  std::set<std::uint32_t> routes;
  for (const StateUses& uses : object.members) {
    for (const HandlerState* use : uses) routes.insert(use->route);
  }
  const bool is_one = object.members.size() == 1;
  Finding finding = finding_about(analyses, entry, object);
  finding.message =
      fmt::format("{} ({}, guard: {}) {} by `{}`", object.text(), name_of(state.kind), name_of(guard_of(object)),
                  is_one ? "outlives the request and is changed" : "outlive the request and are changed",
                  route_name(analyses.program(), analyses.routes()[state.route]));
  if (routes.size() > 1) finding.message += " and " + counted(routes.size() - 1, "other handler");
  if (state.deferred) finding.message += ", in work that runs later";
  finding.advice = advice(state.kind);
  // A switch and the scratch space of a thread lose nothing that a user has given.
  const bool is_minor = state.kind == StateKind::per_thread || state.kind == StateKind::flag;
  if (is_minor) finding.severity = std::min(finding.severity, Severity::note);
  return finding;
}

void check(const RuleInput& input, const Emit& emit) {
  const RuleEntry& entry = input.entries.front();
  for (const StateObject& object : state_objects(input.analyses.program(), states_by_name(input.analyses, entry))) {
    emit(finding_of(input.analyses, entry, object));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::symbol_pattern, "variables and members that may be changed"),
};

}  // namespace

extern const Rule stateful_handler = {
    .id = "stateful-handler",
    .principle = "statelessness",
    .title = "a handler that keeps state in its process",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

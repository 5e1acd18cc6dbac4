// blocking-handler: handlers that wait, and so hold the thread that serves other requests.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "analyzers/handlers/blocking.h"
#include "analyzers/libraries/models.h"
#include "analyzers/routes/route.h"
#include "rules/all_rules.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/handler_steps.h"

namespace loadline {
namespace {

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const Program& program = analyses.program();
  const RuleEntry& entry = input.entries.front();
  const std::vector<std::string> ignored = entry.texts("ignore");
  for (const BlockingUse& use : analyses.blocking_uses()) {
    const Route& route = analyses.routes()[use.route];
    const std::string callee = handler_name(program, use.callee);
    if (matches_any_name(ignored, callee)) continue;
    const bool on_loop = analyses.models().frameworks[route.framework].threading == Threading::event_loop;
    // To wait is what the thread of a consumer is for, and a limit ends a wait before it takes a pool down.
    if (!on_loop && (route.method == "CONSUME" || use.model->is_bounded)) continue;
    Finding finding;
    finding.severity = on_loop ? entry.severity : std::min(entry.severity, Severity::warning);
    finding.where = place_of(program, use.path.back().where);
    finding.message = '`' + route_name(program, route) + "` waits in `" + callee + "` (" + use.model->category + ')' +
                      (on_loop ? ", on the event loop that serves all other requests"
                               : ", and holds a thread of the server meanwhile");
    finding.advice = use.model->advice;
    finding.trail = steps_from(program, route, use.path, "waits");
    finding.from = route_name(program, route);
    finding.to = callee;
    finding.kind = use.model->category;
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    OptionSpec{"ignore", OptionType::symbol_pattern, "functions that may be waited for"},
};

}  // namespace

const Rule blocking_handler = {
    .id = "blocking-handler",
    .title = "a handler that waits for something",
    .severity = Severity::error,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

// blocking-handler: handlers that wait, and so hold the thread that serves other requests.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <fmt/core.h>

#include "analyzers/handlers/blocking.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/routes/route.h"
#include "rules/engine/rule.h"
#include "rules/evidence/handler_steps.h"

namespace loadline {
namespace {

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const Program& program = analyses.program();
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  for (const BlockingUse& use : analyses.blocking_uses()) {
    const Route& route = analyses.routes()[use.route];
    const std::string callee = handler_name(program, use.callee);
    if (any_matches(ignored, callee)) continue;
    const bool on_loop = analyses.libraries().frameworks[route.framework].threading == Threading::event_loop;
    // The thread of a consumer exists to wait, and a limit ends a wait before it takes a pool down.
    if (!on_loop && (route.method == "CONSUME" || use.model->is_bounded)) continue;
    Finding finding = wait_finding(analyses, entry, use, "waits");
    if (!on_loop) finding.severity = std::min(entry.severity, Severity::warning);
    finding.message = fmt::format("`{}` waits in `{}` ({}){}", finding.from, callee, use.model->category,
                                  on_loop ? ", on the event loop that serves all other requests"
                                          : ", and holds a thread of the server meanwhile");
    finding.advice = use.model->advice;
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::symbol_pattern, "functions that may be waited for"),
};

}  // namespace

extern const Rule blocking_handler = {
    .id = "blocking-handler",
    .principle = "asynchrony",
    .title = "a handler that waits for something",
    .severity = Severity::error,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

// missing-timeout: calls to other machines that may take forever.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <fmt/core.h>

#include "analyzers/calls/call_graph.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/routes/route.h"
#include "analyzers/services/outgoing_calls.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"

namespace loadline {
namespace {

void check(const RuleInput& input, const Emit& emit) {
  const Program& program = input.analyses.program();
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  const CallGraph& calls = input.analyses.call_graph();
  for (const OutgoingCall& call :
       find_calls_without_timeout(program, calls, input.analyses.rpc_stubs(), input.analyses.libraries())) {
    const std::string function = handler_name(program, call.function);
    if (any_matches(ignored, function)) continue;
    Finding finding;
    finding.severity = entry.severity;
    finding.where = place_of(program, call.where);
    finding.to = handler_name(program, call.callee);
    finding.from = function;
    finding.kind = call.kind->kind;
    finding.message = fmt::format("`{}` calls another machine by `{}` ({}) and sets no time limit", function,
                                  finding.to, call.kind->kind);
    finding.advice = call.kind->advice;
    finding.trail = {{finding.where, fmt::format("`{}` calls `{}`", function, finding.to)}};
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::symbol_pattern, "functions whose calls may take forever"),
};

}  // namespace

extern const Rule missing_timeout = {
    .id = "missing-timeout",
    .principle = "services",
    .title = "an outgoing call without a time limit",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

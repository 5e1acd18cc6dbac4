// synchronous-chain: handlers that answer only when another service has answered.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "analyzers/calls/effects.h"
#include "analyzers/handlers/blocking.h"
#include "analyzers/routes/client_requests.h"
#include "analyzers/routes/route.h"
#include "analyzers/services/running_services.h"
#include "analyzers/services/service_calls.h"
#include "rules/engine/rule.h"
#include "rules/evidence/handler_steps.h"

namespace loadline {
namespace {

// "`catalog` has answered GET /v1/products": whom the request that is sent on the way goes to, where that is known.
std::string answer_of(const Analyses& analyses, const BlockingUse& use, const std::string& callee) {
  for (const ServiceCall& call : analyses.service_calls()) {
    const ClientRequest& request = analyses.client_requests()[call.request];
    const auto sends = [&](const EffectStep& step) { return step.where == request.where; };
    if (std::none_of(use.path.begin(), use.path.end(), sends)) continue;
    return fmt::format("`{}` has answered `{} {}`", analyses.running_services()[call.service].name, request.method,
                       request.path);
  }
  return fmt::format("the service behind `{}` has answered", callee);
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const Program& program = analyses.program();
  const RuleEntry& entry = input.entries.front();
  const std::vector<Pattern>& ignored = entry.patterns(kExcept);
  const std::vector<Route>& routes = analyses.routes();
  for (const BlockingUse& use : analyses.blocking_uses()) {
    const std::string callee = handler_name(program, use.callee);
    if (!is_remote_service(*use.model) || any_matches(ignored, callee)) continue;
    const Route& route = routes[use.route];
    if (route.method == "CONSUME") continue;  // nobody waits for a worker
    Finding finding = wait_finding(analyses, entry, use, "waits for the other service");
    finding.message = fmt::format("`{}` can answer only when {}", finding.from, answer_of(analyses, use, callee));
    finding.advice = "work from a copy of the data, publish an event, or answer 202 and let a worker call";
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::symbol_pattern, "calls that a handler may wait for"),
};

}  // namespace

extern const Rule synchronous_chain = {
    .id = "synchronous-chain",
    .principle = "services",
    .title = "a handler that waits for another service",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

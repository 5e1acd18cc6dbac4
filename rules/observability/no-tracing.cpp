// no-tracing: services among others that do not pass on a trace, so that a request cannot be followed from one to the next.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/core.h>
#include "analyzers/handlers/blocking.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/routes/route.h"
#include "analyzers/services/running_services.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/service_findings.h"

namespace loadline {
namespace {

// Headers that carry the identity of a request: W3C Trace Context, Zipkin's B3, and the usual ones without a standard.
bool is_trace_header(std::string_view text) {
  constexpr std::array<std::string_view, 7> kHeaders = {"traceparent", "b3",         "x-b3-traceid",    "x-request-id",
                                                        "request-id",  "x-trace-id", "x-correlation-id"};
  return std::any_of(kHeaders.begin(), kHeaders.end(), [&](std::string_view header) {
    return std::equal(text.begin(), text.end(), header.begin(), header.end(), [](char a, char b) {
      return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
  });
}

// A call in the service's code that leads to another service; kNone when there is none.
std::uint32_t call_of_another(const Analyses& analyses, const BlockingCalls& blocking, const RunningService& service) {
  const std::vector<CallFact>& calls = analyses.program().bodies().calls;
  for (std::uint32_t at = 0; at < calls.size(); ++at) {
    const BlockingCall* model = service.has_file[calls[at].file] ? blocking.find(at) : nullptr;
    if (model != nullptr && is_remote_service(*model)) return at;
  }
  return kNone;
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const Program& program = analyses.program();
  const RuleEntry& entry = input.entries.front();
  const BlockingCalls blocking(program, analyses.call_graph(), analyses.rpc_stubs(), analyses.libraries());
  for (const RunningService* service : judged_services(analyses, entry)) {
    const std::uint32_t call = call_of_another(analyses, blocking, *service);
    if (call == kNone) continue;
    if (first_use(analyses, *service, Role::tracing) != nullptr) continue;
    if (has_constant(program, *service, is_trace_header)) continue;
    const CallFact& outgoing = program.bodies().calls[call];
    Finding finding = service_finding(program, entry, *service);
    finding.message = fmt::format("`{}` calls other services and does not pass on a trace", service->name);
    finding.advice = "start a span for each request with a tracing library, and send its context (`traceparent`) along";
    finding.trail = {{place_of(program, {outgoing.file, outgoing.line}),
                      fmt::format("`{}` calls `{}`", service->name, handler_name(program, outgoing.callee))}};
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::service_pattern, "services that need no tracing: names or globs"),
};

}  // namespace

extern const Rule no_tracing = {
    .id = "no-tracing",
    .principle = "observability",
    .title = "a service that calls others and does not pass on a trace",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

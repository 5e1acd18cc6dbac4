// no-graceful-shutdown: services that a stop kills in the middle of requests.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "analyzers/services/api_uses.h"
#include "analyzers/services/running_services.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/service_findings.h"

namespace loadline {
namespace {

constexpr std::string_view kTerm = "15", kInterrupt = "2";  // SIGTERM and SIGINT, on every platform

// Which signals a call of signal(), sigaction(), … asks for.
enum class Asks { for_others, for_interrupt, for_termination };

Asks asks(const Program& program, const ApiUse& use) {
  const Bodies& bodies = program.bodies();
  const CallFact& call = bodies.calls[use.call];
  bool has_number = false, interrupt = false;
  for (const ArgumentFact& argument : bodies.arguments_of(call)) {
    if (argument.literal_kind != LiteralKind::integer) continue;
    const std::string_view number = bodies.texts[argument.literal];
    if (number == kTerm) return Asks::for_termination;
    interrupt = interrupt || number == kInterrupt;
    has_number = true;
  }
  // Without a constant it is one of several in a loop, or an argument of a function: any signal.
  if (!has_number) return Asks::for_termination;
  return interrupt ? Asks::for_interrupt : Asks::for_others;
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const Program& program = analyses.program();
  const RuleEntry& entry = input.entries.front();
  for (const RunningService* service : judged_services(analyses, entry)) {
    if (first_use(analyses, *service, Role::orderly_stop) != nullptr) continue;
    const ApiUse* interrupt = nullptr;
    bool is_told = false;
    for (const ApiUse& use : analyses.api_uses().of(Role::stop_signal)) {
      if (!service->has_file[use.where.file]) continue;
      const Asks signals = asks(program, use);
      is_told = is_told || signals == Asks::for_termination;
      if (signals == Asks::for_interrupt && interrupt == nullptr) interrupt = &use;
    }
    if (is_told) continue;
    Finding finding = service_finding(program, entry, *service);
    finding.message = fmt::format("`{}` does not handle SIGTERM{}: a stop kills it in the middle of requests",
                                  service->name, interrupt == nullptr ? "" : ", only SIGINT");
    finding.advice = "on SIGTERM take no new requests, finish those that run, then end";
    if (interrupt != nullptr) finding.trail = {{place_of(program, interrupt->where), "handles SIGINT"}};
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::service_pattern, "services that may be killed: names or globs"),
};

}  // namespace

extern const Rule no_graceful_shutdown = {
    .id = "no-graceful-shutdown",
    .principle = "elasticity",
    .title = "a service that does not shut down cleanly when it is told to",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

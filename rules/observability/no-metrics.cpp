// no-metrics: services that count nothing, so that neither people nor an autoscaler know how loaded they are.
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <fmt/core.h>

#include "analyzers/services/running_services.h"
#include "rules/engine/rule.h"
#include "rules/evidence/service_findings.h"

namespace loadline {
namespace {

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const RuleEntry& entry = input.entries.front();
  for (const RunningService* service : judged_services(analyses, entry)) {
    if (first_use(analyses, *service, Role::metrics) != nullptr) continue;
    if (has_route_about(analyses, *service, {"metrics"})) continue;
    Finding finding = service_finding(analyses.program(), entry, *service);
    finding.message = fmt::format("`{}` exports no metrics", service->name);
    finding.advice =
        "count requests, errors and time for each handler with a metrics library, and offer them at /metrics";
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::service_pattern, "services that need no metrics: names or globs"),
};

}  // namespace

extern const Rule no_metrics = {
    .id = "no-metrics",
    .principle = "observability",
    .title = "a service that exports no metrics",
    .severity = Severity::note,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

// no-health-endpoint: services that cannot be asked whether they are healthy, so that requests go to dead instances.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "analyzers/routes/route.h"
#include "analyzers/services/running_services.h"
#include "analyzers/words/identifier_words.h"
#include "rules/engine/rule.h"
#include "rules/evidence/service_findings.h"

namespace loadline {
namespace {

bool is_health_path(std::string_view text) {
  if (!text.starts_with('/') && !text.starts_with("^/")) return false;
  return has_word(text, {"health", "healthz", "healthcheck", "live", "livez", "liveness", "alive", "ready", "readyz",
                         "readiness", "ping", "status", "heartbeat"});
}

void check(const RuleInput& input, const Emit& emit) {
  const Analyses& analyses = input.analyses;
  const Program& program = analyses.program();
  const RuleEntry& entry = input.entries.front();
  for (const RunningService* service : judged_services(analyses, entry)) {
    // A service that only takes messages has no endpoint; its broker sees whether it is alive.
    const bool answers = std::any_of(service->routes.begin(), service->routes.end(), [&](std::uint32_t route) {
      return analyses.routes()[route].path.find('/') != std::string::npos;
    });
    if (!answers) continue;
    if (first_use(analyses, *service, Role::health) != nullptr) continue;
    if (has_constant(program, *service, is_health_path)) continue;
    Finding finding = service_finding(program, entry, *service);
    finding.message = fmt::format("`{}` has no health endpoint", service->name);
    finding.advice =
        "answer at /healthz (or grpc.health.v1) whether the service can do its work, so that a load balancer "
        "can leave out instances that cannot";
    emit(std::move(finding));
  }
}

constexpr std::array kOptions = {
    except_option(OptionType::service_pattern, "services that need none: names or globs"),
};

}  // namespace

extern const Rule no_health_endpoint = {
    .id = "no-health-endpoint",
    .principle = "elasticity",
    .title = "a service that cannot be asked whether it is healthy",
    .severity = Severity::warning,
    .on_by_default = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

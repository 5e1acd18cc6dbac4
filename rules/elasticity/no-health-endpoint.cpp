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

// "health", "health-check", "is_alive"; not "readyToShip".
bool is_health_segment(std::string_view segment) {
  constexpr std::array<std::string_view, 13> kHealth = {"health",   "healthz", "healthcheck", "live",   "livez",
                                                        "liveness", "alive",   "ready",       "readyz", "readiness",
                                                        "ping",     "status",  "heartbeat"};
  constexpr std::array<std::string_view, 8> kBeside = {"check",  "checks",  "probe", "is",
                                                       "server", "service", "get",   "z"};
  const std::vector<std::string> words = words_in(segment);
  const auto is_in = [](const auto& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return is_in(kHealth, word); }) &&
         std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return is_in(kHealth, word) || is_in(kBeside, word); });
}

bool is_health_path(std::string_view text) {
  if (!text.starts_with('/') && !text.starts_with("^/")) return false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("/?"), text.size());
    if (is_health_segment(text.substr(0, end))) return true;
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return false;
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

// Findings about a service as a whole, and what such rules ask of one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzers/services/api_uses.h"
#include "analyzers/services/running_services.h"
#include "rules/engine/rule.h"

namespace loadline {

// The running services that no pattern of the option `except` names.
std::vector<const RunningService*> judged_services(const Analyses& analyses, const RuleEntry& entry);

// At the service's main. `kind` distinguishes findings about one service.
Finding service_finding(const Program& program, const RuleEntry& entry, const RunningService& service);

// The first use of an API that plays `role` in the code of the service; nullptr when there is none.
const ApiUse* first_use(const Analyses& analyses, const RunningService& service, Role role);

// Whether a route of the service has one of these words as a part of its path: "/api/v1/health" has "health".
bool has_route_about(const Analyses& analyses, const RunningService& service,
                     std::initializer_list<std::string_view> words);

// Whether a string constant in the service's code satisfies `fits`.
bool has_constant(const Program& program, const RunningService& service, bool (*fits)(std::string_view));

// Paths such as "/health" that operators use and clients do not, as globs.
inline constexpr std::string_view kOperationalPaths =
    "[/, /health*, /live*, /ready*, /metrics, /ping, /status, /favicon.ico, /.well-known/**, /static/**]";

}  // namespace loadline

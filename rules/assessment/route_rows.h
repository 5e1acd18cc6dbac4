// The API of a program for readers: each route with its service, its version, and what is known and found about it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzers/analyses.h"
#include "analyzers/handlers/handler_state.h"
#include "analyzers/questions/route_callers.h"
#include "rules/engine/judgement.h"

namespace loadline {

struct RouteRow {
  std::uint32_t route = 0;                  // into the routes
  std::vector<std::string> services;        // that its handler is part of, by name; empty: no service is known
  std::string version;                      // "v1"; "" when its path has none
  std::vector<const HandlerState*> states;  // that it changes
  std::vector<RouteCaller> callers;         // by place
  // Findings about it or its handler, by what they are about: into the findings.
  std::vector<std::uint32_t> contract, waiting, observation;
};

// One for each route, in the same order. Suppressed findings are left out.
std::vector<RouteRow> route_rows(const Analyses& analyses, const std::vector<JudgedFinding>& findings);

}  // namespace loadline

// Handlers, and the way from a handler to what it does, as words and steps of a finding.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/calls/effects.h"
#include "analyzers/handlers/blocking.h"
#include "analyzers/routes/route.h"
#include "rules/engine/rule.h"

namespace loadline {

// "POST /login"; the handler's name when it has no path.
std::string route_name(const Program& program, const Route& route);

// Appends each call down to the last step, where something `happens`: "changes `app::Store::n_`".
void add_steps(const Program& program, const std::vector<EffectStep>& path, const std::string& happens,
               std::vector<Step>& steps);

// The registration, then the steps of `path`.
std::vector<Step> steps_from(const Program& program, const Route& route, const std::vector<EffectStep>& path,
                             const std::string& happens);

// A finding about a handler that waits, where it does, with the way there as the trail; without words. `happens`: what the
// last step does, "waits".
Finding wait_finding(const Analyses& analyses, const RuleEntry& entry, const BlockingUse& use,
                     const std::string& happens);

}  // namespace loadline

// Evidence of dependencies as the steps of a finding's trail.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/model/dependencies.h"
#include "rules/engine/finding.h"

namespace loadline {

void sort_by_place(std::vector<Evidence>& evidence);

Place place_of(const Program& program, Location where);

Step step_of(const Program& program, const Evidence& evidence);

// At most `most` steps; a last one without place says how many more there are.
std::vector<Step> steps_of(const Program& program, std::span<const Evidence> evidence, std::size_t most = 20);

// The files behind the evidence, each with its first place.
std::vector<FindingCarrier> files_in(const Program& program, std::span<const Evidence> evidence);
// The symbols and files behind the evidence, each with at most `most` of its places. `evidence` is sorted by place.
std::vector<FindingCarrier> carriers_in(const Program& program, std::span<const Evidence> evidence,
                                        std::size_t most = 20);

// One step for a whole edge: "`a` -> `b`: a::f calls b::g (and 3 more)", at its first place. REQUIRES: evidence is not
// empty.
Step hop_step(const Program& program, std::string_view from, std::string_view to, std::span<const Evidence> evidence);

}  // namespace loadline

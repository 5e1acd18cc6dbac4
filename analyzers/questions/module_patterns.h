// The shortest path patterns that mean exactly the modules which were found.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/model/modules.h"

namespace loadline {

// By module: patterns for `paths`, sorted. A folder that belongs to one module altogether is `folder/**`; one whose own
// files do is `folder/*`; else files are named one by one. Characters that a pattern would obey become `?`.
std::vector<std::vector<std::string>> patterns_of(const Program& program, const Modules& modules);

}  // namespace loadline

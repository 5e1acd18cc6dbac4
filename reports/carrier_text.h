// What carries an edge between modules, as lines for people.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <vector>

#include "analyzers/questions/carriers.h"

namespace loadline {

// One line each, "    core::log  12 references, first at ui/window.cc:7": the first few, or all.
void write_carriers(const Program& program, const std::vector<Carrier>& carriers, bool all, std::ostream& out);

}  // namespace loadline

// What carries an edge between modules, as lines for people.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/questions/carriers.h"

namespace loadline {

// "1 reference", "2 references"
std::string counted_text(std::uint64_t count, std::string_view noun);

// One line each, "    core::log  12 references, first at ui/window.cc:7": the first few, or all.
void write_carriers(const Program& program, const std::vector<Carrier>& carriers, bool all, std::ostream& out);

}  // namespace loadline

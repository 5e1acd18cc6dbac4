// What a program offers to others: routes, RPC services, and the C++ interface in its public headers.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "analyzers/analyses.h"

namespace loadline {

// For people: one table for each that there is; a sentence when there is none.
void write_api_table(const Analyses& analyses, std::ostream& out);
// For programs, as `loadline schema api` describes it.
void write_api_json(const Analyses& analyses, std::ostream& out);

}  // namespace loadline

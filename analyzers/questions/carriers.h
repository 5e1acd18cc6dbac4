// What an edge between two modules rests on: the things of one module that the other uses.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzers/analyses.h"

namespace loadline {

// Move it, or stop using it, and one reason for the edge is gone.
struct Carrier {
  std::string name;              // of a symbol; of a header that is included, when nothing in it is used
  bool is_file = false;          // the header
  std::uint64_t references = 0;  // how often it is used
  Location first;                // the first place that uses it
};

// By number of references, most first, then by name. A header is listed only when the module that includes it uses no
// symbol of its file: otherwise the include goes when the symbols go. Linear in the evidence of the edge (plus the
// sort).
std::vector<Carrier> carriers_of(const Analyses& analyses, ModuleIndex from, ModuleIndex to);

}  // namespace loadline

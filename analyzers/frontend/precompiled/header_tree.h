// Which headers to precompile for a group of units with equal flags, and which unit reads which of them from there.
// SPDX-License-Identifier: Apache-2.0
//
// A precompiled header may hold only what every unit that loads it includes anyway, and nothing that one of them has to
// record (claim_plan.h). So each header has a set of units that could take it, and one precompiled header serves the units
// that could take all of its files. It costs one parse and saves one for each unit: with two sets of headers, A in 100
// units and B in 90 of these, A is precompiled for all, and B on top of A for the 90. The tree grows greedily, the greatest
// saving first; what does not pay stays out. Cost is counted in bytes of source, which parse at about an even rate.
//
//   root ─ <string> <vector> … (270 units) ─┬─ <thread> db/dbformat.h … (197 units)
//                                           └─ <unordered_map> … (41 units)
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "analyzers/frontend/scan/claim_plan.h"
#include "analyzers/frontend/scan/include_scan.h"

namespace loadline::frontend {

struct HeaderNode {
  std::size_t parent = 0;             // into HeaderTree::nodes; its own number for one that rests on nothing
  std::vector<std::string> includes;  // what to write after #include, in this order, on top of the parent's
  std::size_t files = 0;              // that it reads, without the parent's
  std::uint64_t bytes = 0;            // of these files
  Digest content;                     // digest of all files that it may read and what is in them
  std::size_t units = 0;              // that it was chosen for
};

struct HeaderTree {
  static constexpr std::size_t kNoNode = ~std::size_t{0};
  std::vector<HeaderNode> nodes;     // a parent comes before its children
  std::vector<std::size_t> node_of;  // by unit: the deepest node it can take; kNoNode: none
};

// `units` have equal flags and traced scans. Does not depend on their order, except that `node_of` follows it.
HeaderTree choose_headers(const std::vector<PlannedUnit>& units, const FilePaths& paths);

}  // namespace loadline::frontend

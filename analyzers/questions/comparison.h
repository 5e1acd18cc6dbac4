// What two states of a program do and do not have in common: modules, edges, cycles and metrics of the module graph.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzers/analyses.h"

namespace loadline {

struct EdgeChange {
  std::string from, to;                 // names of modules
  std::uint64_t before = 0, after = 0;  // references; 0: there is no edge
};

struct MetricChange {
  std::string metric;
  double before = 0, after = 0;  // NaN where it is not defined
};

// Everything by name, since numbers differ between two programs. All lists are sorted.
struct Comparison {
  std::vector<std::string> added_modules, removed_modules;
  std::vector<EdgeChange> added_edges, removed_edges, changed_edges;   // changed: only the number of references
  std::vector<std::vector<std::string>> added_cycles, removed_cycles;  // by their members
  std::vector<MetricChange> metrics;                                   // of the module graph; all of them
};

Comparison compare(const Analyses& before, const Analyses& after);

}  // namespace loadline

// The dependencies between the modules that findings are about: the part of the architecture a reader should see.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzers/analyses.h"
#include "rules/engine/finding.h"

namespace loadline {

struct ConcernedEdge {
  std::string from;  // names of modules
  std::string to;
  std::uint64_t references = 0;
  bool is_named = false;  // a finding names this edge: it should not be there, or it is part of a cycle

  friend auto operator<=>(const ConcernedEdge&, const ConcernedEdge&) = default;
};

// Every edge between two modules that the same finding is about, sorted. A finding is about the modules that its `from`
// and `to` name, and about those in which the steps of its trail are. A finding whose `from` is not a module has no edges.
std::vector<ConcernedEdge> concerned_edges(const Analyses& analyses, const std::vector<const Finding*>& findings);

}  // namespace loadline

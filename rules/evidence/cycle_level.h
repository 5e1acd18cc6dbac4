// The level at which dependency-cycle looks for cycles: modules or files.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "analyzers/analyses.h"
#include "analyzers/structure/cycles.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_filter.h"

namespace loadline {

// Nodes are module numbers or file numbers; edges are made of what passes the entry's filters. Keeps references to its
// arguments.
class CycleLevel {
 public:
  CycleLevel(const Analyses& analyses, const RuleEntry& entry, bool is_file)
      : analyses_(analyses), entry_(entry), filter_(analyses, entry), is_file_(is_file) {}

  std::string kind() const { return is_file_ ? "file" : "module"; }
  std::string name(Node node) const;
  std::vector<Evidence> evidence(Node from, Node to) const;
  // The cycles that are left without what the entry's `except` and `except_files` name.
  std::vector<Cycle> cycles() const;

 private:
  std::set<Node> ignored_files(const std::set<Node>& modules, const std::vector<Pattern>& patterns) const;

  const Analyses& analyses_;
  const RuleEntry& entry_;
  EvidenceFilter filter_;
  bool is_file_;
};

}  // namespace loadline

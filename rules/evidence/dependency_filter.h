// What an entry of forbidden-dependency is about: which modules, and which evidence between them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "rules/evidence/evidence_filter.h"

namespace loadline {

class DependencyFilter {
 public:
  // Keeps references to its arguments.
  DependencyFilter(const Analyses& analyses, const RuleEntry& entry);

  // Whether the entry is about dependencies of this module (`from` without `except`), and whether it forbids this one to it
  // (`to`). Without `to` every file may be meant, also one of the same module.
  bool binds(ModuleIndex from) const { return from != kNone && from_modules_[from]; }
  bool forbids(ModuleIndex from, ModuleIndex to) const;

  const EvidenceFilter& evidence() const { return evidence_; }

  // References and includes that lead to system headers and pass; sorted by place. Only an entry that names files or
  // symbols, and no modules, can mean them.
  std::vector<Evidence> to_system() const;
  // The pattern of the entry that made system evidence pass.
  std::string pattern_behind(const Evidence& evidence) const;

 private:
  const Program& program_;
  const RuleEntry& entry_;
  EvidenceFilter evidence_;
  std::vector<bool> from_modules_, to_modules_;
};

}  // namespace loadline

// The evidence that a rule entry is about, by its options `kinds`, `from_files`, `to_files` and `symbols`.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "analyzers/model/dependencies.h"
#include "rules/rule.h"

namespace loadline {

// The kinds an entry names in `kinds`; all when it names none.
KindSet kinds_of(const RuleEntry& entry);

class DependencyFilter {
 public:
  DependencyFilter(const Program& program, const RuleEntry& entry);

  bool passes(const Evidence& evidence) const;

  // References and includes that lead to system headers and pass; sorted by place. Only an entry that names files or symbols
  // can mean them.
  std::vector<Evidence> to_system() const;
  // The pattern of the entry that made system evidence pass.
  std::string pattern_behind(const Evidence& evidence) const;

  // The filters as text, in a fixed order: two entries with other filters forbid other things.
  std::string identity() const;

 private:
  const Program& program_;
  const RuleEntry& entry_;
  KindSet kinds_;
  std::vector<bool> from_files_, to_files_, symbols_;  // empty: not filtered
};

}  // namespace loadline

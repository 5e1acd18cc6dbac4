// Whether code could stop compiling when an include directive is removed.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

// For each unit that reads the directive, the files are looked at that it would no longer read: whether those that it still
// reads refer to them, and whether they hold what works without being named. When in doubt, yes.
class IncludeRemoval {
 public:
  // Keeps a reference to `program`.
  explicit IncludeRemoval(const Program& program);

  bool may_break(const Include& include) const;

 private:
  using Files = std::vector<FileIndex>;  // sorted

  struct Loss {
    Files lost, kept;  // of one unit
  };

  Files reached(FileIndex start, FileIndex from, FileIndex to) const;
  Files units_of(FileIndex file) const;
  bool is_needed(const Loss& loss) const;
  bool refers_to(FileIndex file, const Loss& loss, const std::set<SymbolIndex>& announced) const;

  const Program& program_;
  std::vector<bool> silent_;                                // by file
  std::vector<bool> has_open_macro_;                        // by file: one that no code expands
  std::vector<Files> includes_, included_by_;               // by file
  std::vector<std::pair<FileIndex, FileIndex>> completes_;  // which file defines what which other declares; sorted
};

}  // namespace loadline

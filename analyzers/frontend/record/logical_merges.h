// Blocks where the ways through a logical operator meet before its value is used.
// SPDX-License-Identifier: Apache-2.0
//
// Clang leads each operand of `if (a && b)` straight to a branch. If temporaries die at the end of the condition, or a `!`
// stands around it, all ways meet in a block first, and that block branches:
//
//   if (is_get(method) && path == std::string("/items")) list();
//     is_get --false--> meet            which outcome leads from `meet` to list() is lost
//     is_get --true---> path == … ---> meet ---> list(), or not
//
// An edge into such a block knows the value: whatever operand was evaluated last has the value of the whole.
#pragma once

#include <clang/Analysis/CFG.h>
#include <llvm/ADT/DenseMap.h>

namespace loadline::frontend {

class LogicalMerges {
 public:
  // Keeps pointers into `graph`. Linear in its blocks.
  explicit LogicalMerges(const clang::CFG& graph);

  bool contains(const clang::CFGBlock& block) const { return merges_.contains(&block); }
  // What decides at the end of a block between two ways on; null where there is one way.
  const clang::Expr* condition_of(const clang::CFGBlock& block) const;
  // Where control goes from a block when its condition has a value, through all blocks where ways meet. Null when nowhere.
  const clang::CFGBlock* next_of(const clang::CFGBlock& block, bool value) const;

 private:
  struct Merge {
    const clang::BinaryOperator* logical = nullptr;
    bool is_negated = false;
  };

  llvm::DenseMap<const clang::CFGBlock*, Merge> merges_;
};

}  // namespace loadline::frontend

// Finds out which lines of a unit's own files an error has cost.
// SPDX-License-Identifier: Apache-2.0
//
// Clang goes on after an error, and most errors cost little: a conversion that narrows is wrong and still says what it
// names. What counts is therefore not that there is an error but what of the code is missing from the AST behind it:
//
//   int use() { Unknown x; return b::get(); }     the declaration of x: its line
//   class Form : public Unknown { void f(); };    the base: the line of the head
//   UNKNOWN_MACRO(x) void g() { … }               what the parser skipped: up to the next declaration
//   unsigned char c{300};                         nothing
#pragma once

#include <clang/AST/ASTContext.h>
#include <llvm/ADT/ArrayRef.h>

#include <vector>

#include "analyzers/facts/facts.h"
#include "analyzers/frontend/record/fact_writer.h"

namespace loadline::frontend {

struct LostCode {
  std::vector<LostFact> lines;    // sorted, disjoint
  std::vector<bool> is_harmless;  // parallel to the errors asked about: it has cost nothing
};

// `errors`: where Clang found them. Those outside the owned files are harmless when no own line is lost.
LostCode find_lost_code(clang::ASTContext& context, FactWriter& writer, llvm::ArrayRef<clang::SourceLocation> errors);

}  // namespace loadline::frontend

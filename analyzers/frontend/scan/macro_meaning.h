// What a macro stands for, as one number: macros with equal numbers are replaced by the same text.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/Lex/MacroInfo.h>
#include <clang/Lex/Preprocessor.h>

#include <cstdint>
#include <string>

namespace loadline::frontend {

// Of the macros of one unit.
class MacroMeanings {
 public:
  explicit MacroMeanings(clang::Preprocessor& preprocessor) : preprocessor_(preprocessor) {}

  // Never 0. The macros that the replacement mentions count by name, but those that stand for nothing now are left out:
  // glibc's `#define __attr_dealloc_fclose __attr_dealloc (fclose, 1)` is another text in each header, and nothing to Clang.
  std::uint64_t of(const clang::MacroInfo& macro);

 private:
  using Tokens = clang::MacroInfo::const_tokens_iterator;

  void add(const clang::Token& token);
  Tokens behind_nothing(Tokens token, Tokens end) const;

  clang::Preprocessor& preprocessor_;
  std::string text_;
  llvm::SmallString<64> spelled_;
};

}  // namespace loadline::frontend

// Tells the code that a file holds for its includers from the code that is its own.
// SPDX-License-Identifier: Apache-2.0
//
//   app/ops.cc    #define OP(name) case Op::name: return run_##name();
//                 #include "base/ops.def"                                  ← the calls of run_add() and run_del() are here
//   base/ops.def  OP(add) OP(del)                                          ← and not here: base knows nothing of app
//
// A macro that an includer sets before its #include makes the includer's code, wherever it is expanded. In a file without
// an include guard, which is text to be inserted, that holds for the macro's arguments as well; a header that lets its
// includer choose a macro, for assertions say, means by the arguments what it has at hand itself.
#pragma once

#include <clang/Basic/SourceManager.h>
#include <clang/Lex/HeaderSearch.h>
#include <llvm/ADT/DenseMap.h>

#include "analyzers/frontend/record/include_closure.h"

namespace loadline::frontend {

class IncluderText {
 public:
  // Keeps references to all of them.
  IncluderText(clang::SourceManager& sources, clang::HeaderSearch& headers, IncludeClosure& includes)
      : sources_(sources), headers_(headers), includes_(includes) {}

  // Where the code at `location` belongs: the #include directive of the file that set the macro which makes it, else where
  // it is written or expanded. Always in a file.
  clang::SourceLocation home_of(clang::SourceLocation location);
  // The same for the name of a macro, defined at `definition`, that is expanded at `location` in a file.
  clang::SourceLocation home_of_expansion(clang::SourceLocation location, clang::SourceLocation definition);
  // True for a file without an include guard, other than the main file.
  bool is_inserted(clang::FileID file);

 private:
  clang::SourceLocation find_home(clang::SourceLocation location);
  clang::SourceLocation directive_of(clang::FileID file, clang::SourceLocation definition, bool is_written_here);

  clang::SourceManager& sources_;
  clang::HeaderSearch& headers_;
  IncludeClosure& includes_;
  llvm::DenseMap<clang::FileID, clang::SourceLocation> homes_;  // by expansion; invalid: where it is expanded
};

}  // namespace loadline::frontend

// Tells the code that a file holds for its includers from the code that is its own.
// SPDX-License-Identifier: Apache-2.0
//
//   app/ops.cc    #define OP(name) case Op::name: return run_##name();
//                 #include "base/ops.def"                                  ← the calls of run_add() and run_del() are here
//   base/ops.def  OP(add) OP(del)                                          ← and not here: base knows nothing of app
//
// A macro that an includer sets before its #include makes the includer's code, wherever it is expanded. In a file without
// an include guard, which is text to be inserted, that holds for the macro's arguments as well; a header that lets its
// includer choose a macro, for assertions say, means by the arguments what it has at hand itself. Text also names, without
// any macro, what its includer has declared: the file does not include it and cannot mean anything else by it.
#pragma once

#include <clang/AST/DeclBase.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/HeaderSearch.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/DenseSet.h>

#include <vector>

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

  // To be called for each expansion, at `where` in a file, of a macro that is defined at `definition`.
  void note_expansion(clang::SourceLocation where, clang::SourceLocation definition);
  // The same for each #ifdef and its like, at `where`, that finds the macro defined from `definition` to `end`.
  void note_test(clang::SourceLocation where, clang::SourceLocation definition, clang::SourceLocation end);

  // The #include directive through which the text at `where` gets what `declared` says; invalid when `where` is not in such
  // text, or the text includes a declaration of it itself. REQUIRES: all directives have been noted.
  clang::SourceLocation giver_of(clang::SourceLocation where, const clang::Decl& declared);

 private:
  struct Test {
    unsigned begin = 0;  // of the macro's definition, offsets
    unsigned end = 0;
    const clang::FileEntry* tester = nullptr;
  };

  clang::SourceLocation find_home(clang::SourceLocation location);
  clang::SourceLocation search_home(clang::SourceLocation at, bool is_argument, clang::FileID file,
                                    llvm::DenseSet<clang::FileID>& searched);
  clang::SourceLocation directive_of(clang::FileID file, clang::SourceLocation definition, bool is_argument);
  clang::SourceLocation includer_of(clang::FileID file) const;
  bool is_setting_of(const clang::FileEntry* user, clang::SourceLocation definition);
  template <class Reaches>
  clang::SourceLocation nearest_includer(clang::FileID file, const Reaches& reaches) const;

  clang::SourceManager& sources_;
  clang::HeaderSearch& headers_;
  IncludeClosure& includes_;
  llvm::DenseMap<clang::FileID, clang::SourceLocation> homes_;  // by expansion; invalid: where it is expanded
  llvm::DenseMap<clang::FileID, std::vector<Test>> tests_;      // by the file that defines the macro
  llvm::DenseSet<clang::FileID> shaped_;                        // expand macros of those who include them
};

}  // namespace loadline::frontend

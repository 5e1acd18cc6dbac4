// Records what only the preprocessor sees: includes with their conditions, and macros.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/Lex/PPCallbacks.h>
#include <clang/Lex/Preprocessor.h>

#include <memory>
#include <string>
#include <vector>

#include "analyzers/frontend/record/fact_writer.h"
#include "analyzers/frontend/record/reference_recorder.h"
#include "analyzers/frontend/record/symbol_table.h"

namespace loadline::frontend {

// One expansion, #ifdef or mention of a macro of the project; its owner is known once the AST is.
struct MacroUse {
  clang::SourceLocation where;
  clang::SourceLocation definition;
  std::string name;
  bool is_test = false;        // #ifdef, #ifndef, defined(): fine without the macro as well
  clang::SourceLocation body;  // where another macro's body names it, when that is how it comes to `where`
};

// What the callbacks collect while Clang preprocesses. Outlives the callbacks, which the preprocessor owns.
struct PreprocessorNotes {
  struct Inclusion {
    clang::SourceLocation where;
    std::string spelling;
    std::string condition;  // innermost #if, as written
    std::string guard;      // the macro, when that #if is an #ifndef and so may be the include guard
    clang::OptionalFileEntryRef target;
    bool angled = false;
    ImportKind import_kind = ImportKind::none;
  };
  struct Definition {
    std::string name;
    clang::SourceLocation where;
    const clang::MacroInfo* macro = nullptr;
  };
  std::vector<Inclusion> inclusions;
  std::vector<Definition> definitions;
  std::vector<MacroUse> uses;
};

// Registers the callbacks on `preprocessor`. Only owned files are noted.
void watch_preprocessor(clang::Preprocessor& preprocessor, FactWriter& writer, PreprocessorNotes& notes);

// The include directives among the notes.
void record_inclusions(const PreprocessorNotes& notes, clang::Preprocessor& preprocessor, FactWriter& writer);

// Turns all notes into facts. `recorder` knows which symbol each stretch of source belongs to.
void record_preprocessor_facts(const PreprocessorNotes& notes, clang::Preprocessor& preprocessor, FactWriter& writer,
                               SymbolTable& symbols, ReferenceRecorder& recorder);

}  // namespace loadline::frontend

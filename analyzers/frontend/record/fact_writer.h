// Collects the facts of one TU while Clang is at hand: texts, files and places, and the vectors of TuFacts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/Basic/SourceLocation.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/HeaderSearch.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringSet.h>

#include <optional>

#include "analyzers/facts/facts.h"
#include "analyzers/frontend/files/file_paths.h"
#include "analyzers/frontend/record/includer_text.h"

namespace clang {
class Decl;
}

namespace loadline::frontend {

// A line of a file that has a name among the facts.
struct FilePlace {
  FileIndex file = kNone;
  std::uint32_t line = 0;

  bool known() const { return file != kNone; }
};

// A last line without a line break counts.
std::uint32_t count_lines(llvm::StringRef content);

class FactWriter {
 public:
  // `owned`: project names of the headers whose content this TU records; the main file is always owned.
  FactWriter(clang::SourceManager& sources, clang::HeaderSearch& headers, const FilePaths& paths,
             const llvm::StringSet<>& owned);

  TuFacts facts;

  TextIndex text(llvm::StringRef text);
  // The file behind a FileID; kNone for built-in and scratch buffers.
  FileIndex file(clang::FileID id);
  FileIndex file(clang::FileEntryRef entry);
  bool is_project(clang::FileID id);
  bool is_owned(clang::FileID id);

  // Bodies outside the owned files say nothing here; those of the project's templates are kept all the same, because an
  // instantiation needs them.
  bool may_skip_body(const clang::Decl& decl);

  // Where a location is written: macro bodies count where they are expanded, macro arguments where they are, and what an
  // includer makes a file say by its macros counts at the includer's #include.
  FilePlace place(clang::SourceLocation location);
  FilePlace spelling_place(clang::SourceLocation location);
  clang::FileID file_id(clang::SourceLocation location);
  // True for what the file that holds it says for its includer.
  bool is_of_includer(clang::SourceLocation location);

  IncludeClosure& includes() { return includes_; }
  IncluderText& includer_text() { return includer_text_; }

  clang::SourceManager& sources() { return sources_; }

 private:
  struct KnownFile {
    FileIndex index = kNone;
    bool project = false;
    bool owned = false;
  };
  const KnownFile& known(clang::FileID id);
  FileIndex add_file(clang::FileEntryRef entry, clang::FileID id);
  FilePlace place_in_file(clang::SourceLocation location);

  clang::SourceManager& sources_;
  clang::HeaderSearch& headers_;
  const FilePaths& paths_;
  const llvm::StringSet<>& owned_;
  IncludeClosure includes_;
  IncluderText includer_text_;
  std::string main_name_;
  llvm::StringMap<TextIndex> texts_;
  llvm::DenseMap<clang::FileID, KnownFile> files_by_id_;
  llvm::DenseMap<const clang::FileEntry*, FileIndex> files_by_entry_;
};

}  // namespace loadline::frontend

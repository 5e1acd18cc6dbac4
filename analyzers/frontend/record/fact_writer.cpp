// Texts, files and places of one TU.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/fact_writer.h"

#include <clang/AST/DeclTemplate.h>

#include <algorithm>

#include "analyzers/frontend/files/digest.h"
#include "analyzers/frontend/files/entry_path.h"

namespace loadline::frontend {

std::uint32_t count_lines(llvm::StringRef content) {
  const auto newlines = static_cast<std::uint32_t>(std::count(content.begin(), content.end(), '\n'));
  return content.empty() || content.back() == '\n' ? newlines : newlines + 1;
}

FactWriter::FactWriter(clang::SourceManager& sources, clang::HeaderSearch& headers, const FilePaths& paths,
                       const llvm::StringSet<>& owned)
    : sources_(sources), headers_(headers), paths_(paths), owned_(owned), includer_text_(sources, headers, includes_) {
  if (auto entry = sources_.getFileEntryRefForID(sources_.getMainFileID())) {
    main_name_ = path_of(*entry, sources_.getFileManager(), paths_);
    file(sources_.getMainFileID());  // becomes files[0]
  }
}

TextIndex FactWriter::text(llvm::StringRef text) {
  if (text.empty()) return 0;
  const auto [entry, is_new] = texts_.try_emplace(text, static_cast<TextIndex>(facts.texts.size()));
  if (is_new) facts.texts.push_back(text.str());
  return entry->second;
}

FileIndex FactWriter::add_file(clang::FileEntryRef entry, clang::FileID id) {
  const auto [known, is_new] = files_by_entry_.try_emplace(&entry.getFileEntry(), kNone);
  if (!is_new) return known->second;
  const std::string absolute = path_of(entry, sources_.getFileManager(), paths_);
  FileFact fact;
  if (const auto name = paths_.project_name(absolute)) {
    fact.path = text(*name);
    fact.owned = absolute == main_name_ || owned_.contains(*name);
  } else {
    fact.origin = Origin::system;
    fact.path = text(headers_.suggestPathToFileForDiagnostics(entry, main_name_));
  }
  if (fact.owned && id.isValid()) {
    const llvm::StringRef content = sources_.getBufferData(id);
    fact.digest = digest(content);
    fact.lines = count_lines(content);
  }
  known->second = static_cast<FileIndex>(facts.files.size());
  facts.files.push_back(fact);
  return known->second;
}

const FactWriter::KnownFile& FactWriter::known(clang::FileID id) {
  static const KnownFile kNowhere;  // what the compiler makes up, such as the parts of a coroutine
  if (id.isInvalid()) return kNowhere;
  const auto found = files_by_id_.find(id);
  if (found != files_by_id_.end()) return found->second;
  KnownFile file;
  if (const auto entry = sources_.getFileEntryRefForID(id)) {
    file.index = add_file(*entry, id);
    file.project = facts.files[file.index].origin == Origin::project;
    file.owned = facts.files[file.index].owned;
  }
  return files_by_id_.try_emplace(id, file).first->second;
}

FileIndex FactWriter::file(clang::FileID id) { return known(id).index; }

FileIndex FactWriter::file(clang::FileEntryRef entry) { return add_file(entry, sources_.translateFile(entry)); }

bool FactWriter::is_project(clang::FileID id) { return known(id).project; }

bool FactWriter::is_owned(clang::FileID id) { return known(id).owned; }

bool FactWriter::may_skip_body(const clang::Decl& decl) {
  const clang::FileID file = file_id(decl.getLocation());
  if (is_owned(file)) return false;
  return !is_project(file) || !(llvm::isa<clang::TemplateDecl>(decl) || decl.isTemplated());
}

FilePlace FactWriter::place_in_file(clang::SourceLocation location) {
  if (location.isInvalid()) return {};
  const auto [id, offset] = sources_.getDecomposedLoc(location);
  const FileIndex index = file(id);
  if (index == kNone) return {};
  return {index, sources_.getLineNumber(id, offset)};
}

FilePlace FactWriter::place(clang::SourceLocation location) { return place_in_file(includer_text_.home_of(location)); }

FilePlace FactWriter::spelling_place(clang::SourceLocation location) {
  return place_in_file(sources_.getSpellingLoc(location));
}

clang::FileID FactWriter::file_id(clang::SourceLocation location) {
  return sources_.getFileID(includer_text_.home_of(location));
}

bool FactWriter::is_of_includer(clang::SourceLocation location) {
  return location.isMacroID() && includer_text_.home_of(location) != sources_.getFileLoc(location);
}

}  // namespace loadline::frontend

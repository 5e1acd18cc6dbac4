// Who set the macro that makes a piece of code, and where it included the file that expands it.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/includer_text.h"

namespace loadline::frontend {

bool IncluderText::is_inserted(clang::FileID file) {
  const auto entry = sources_.getFileEntryRefForID(file);
  if (!entry || file == sources_.getMainFileID()) return false;
  clang::HeaderFileInfo& info = headers_.getFileInfo(*entry);
  return !info.isPragmaOnce && !info.isImport && info.getControllingMacro(headers_.getExternalLookup()) == nullptr;
}

// The directive that includes `file`, in its includer; invalid for the main file and for what the command line includes.
clang::SourceLocation IncluderText::includer_of(clang::FileID file) const {
  clang::SourceLocation at = sources_.getIncludeLoc(file);
  if (at.isInvalid()) return {};
  at = sources_.getFileLoc(at);
  return sources_.getFileEntryForID(sources_.getFileID(at)) == nullptr ? clang::SourceLocation() : at;
}

// The innermost directive around `file` in a file of which `reaches` is true, else the one that includes it.
template <class Reaches>
clang::SourceLocation IncluderText::nearest_includer(clang::FileID file, const Reaches& reaches) const {
  const clang::SourceLocation nearest = includer_of(file);
  for (clang::SourceLocation at = nearest; at.isValid(); at = includer_of(sources_.getFileID(at))) {
    if (reaches(sources_.getFileEntryForID(sources_.getFileID(at)))) return at;
  }
  return nearest;
}

void IncluderText::note_expansion(clang::SourceLocation where, clang::SourceLocation definition) {
  const clang::FileID file = sources_.getFileID(where);
  const clang::FileEntry* const setter = sources_.getFileEntryForID(sources_.getFileID(definition));
  if (file == sources_.getMainFileID() || setter == nullptr || setter == sources_.getFileEntryForID(file)) return;
  for (clang::SourceLocation at = includer_of(file); at.isValid(); at = includer_of(sources_.getFileID(at))) {
    if (sources_.getFileEntryForID(sources_.getFileID(at)) == setter) shaped_.insert(file);
  }
}

void IncluderText::note_test(clang::SourceLocation where, clang::SourceLocation definition, clang::SourceLocation end) {
  const auto [file, begin] = sources_.getDecomposedLoc(definition);
  const clang::FileEntry* const tester = sources_.getFileEntryForID(sources_.getFileID(where));
  if (tester == nullptr || tester == sources_.getFileEntryForID(file) || sources_.isInSystemHeader(where)) return;
  tests_[file].push_back({begin, sources_.getFileOffset(end), tester});
}

// Whether `user`, or what it includes, leaves the macro defined at `definition` to its includers: it asks whether they have
// set it.
bool IncluderText::is_setting_of(const clang::FileEntry* user, clang::SourceLocation definition) {
  const auto [file, offset] = sources_.getDecomposedLoc(definition);
  const auto tests = tests_.find(file);
  if (tests == tests_.end()) return false;
  const clang::FileEntry* const setter = sources_.getFileEntryForID(file);
  return llvm::any_of(tests->second, [&, at = offset](const Test& test) {
    return test.begin <= at && at <= test.end && includes_.reaches(user, test.tester) &&
           !includes_.reaches(test.tester, setter);
  });
}

// The directive through which `file` gets a macro that is defined at `definition`; invalid when it has it by itself, or
// when it gives the macro an argument of its own.
clang::SourceLocation IncluderText::directive_of(clang::FileID file, clang::SourceLocation definition,
                                                 bool is_argument) {
  const clang::FileEntry* const setter = sources_.getFileEntryForID(sources_.getFileID(definition));
  const clang::FileEntry* const user = sources_.getFileEntryForID(file);
  if (setter == nullptr || user == nullptr || setter == user) return {};
  for (clang::SourceLocation at = includer_of(file); at.isValid(); at = includer_of(sources_.getFileID(at))) {
    if (sources_.getFileEntryForID(sources_.getFileID(at)) != setter) continue;
    return is_argument && !is_inserted(file) ? clang::SourceLocation() : at;
  }
  // What a file writes itself, with a macro of some header, is its own code.
  if (is_argument || includes_.reaches(user, setter)) return {};
  if (!is_inserted(file) && !is_setting_of(user, definition)) return {};
  return nearest_includer(file, [&](const clang::FileEntry* includer) { return includes_.reaches(includer, setter); });
}

// Of the macros that together make the code at `at`, an inner one may be the includer's, and so may an outer one.
// `is_argument`: the code is passed to the macro whose expansion `at` is a part of.
clang::SourceLocation IncluderText::search_home(clang::SourceLocation at, bool is_argument, clang::FileID file,
                                                llvm::DenseSet<clang::FileID>& searched) {
  while (at.isMacroID() && searched.insert(sources_.getFileID(at)).second) {
    if (sources_.isMacroArgExpansion(at)) {
      const clang::SourceLocation found =
          search_home(sources_.getImmediateSpellingLoc(at), is_argument, file, searched);
      if (found.isValid()) return found;
      is_argument = true;
    } else {
      const clang::SourceLocation found = directive_of(file, sources_.getImmediateSpellingLoc(at), is_argument);
      if (found.isValid()) return found;
    }
    at = sources_.getImmediateExpansionRange(at).getBegin();
  }
  return {};
}

clang::SourceLocation IncluderText::find_home(clang::SourceLocation location) {
  llvm::DenseSet<clang::FileID> searched;
  return search_home(location, false, sources_.getFileID(sources_.getFileLoc(location)), searched);
}

clang::SourceLocation IncluderText::home_of(clang::SourceLocation location) {
  if (location.isFileID()) return location;
  const clang::SourceLocation expanded = sources_.getFileLoc(location);
  if (sources_.getFileID(expanded) == sources_.getMainFileID()) return expanded;
  const auto [home, is_new] = homes_.try_emplace(sources_.getFileID(location));
  if (is_new) {
    const clang::SourceLocation found = find_home(location);
    homes_[sources_.getFileID(location)] = found;
    return found.isValid() ? found : expanded;
  }
  return home->second.isValid() ? home->second : expanded;
}

clang::SourceLocation IncluderText::home_of_expansion(clang::SourceLocation location,
                                                      clang::SourceLocation definition) {
  const clang::FileID file = sources_.getFileID(location);
  if (file == sources_.getMainFileID()) return location;
  const clang::SourceLocation found = directive_of(file, definition, false);
  return found.isValid() ? found : location;
}

clang::SourceLocation IncluderText::giver_of(clang::SourceLocation where, const clang::Decl& declared) {
  const clang::FileID file = sources_.getFileID(where);
  if (file == sources_.getMainFileID() || (!shaped_.contains(file) && !is_inserted(file))) return {};
  std::vector<const clang::FileEntry*> declaring;
  for (const clang::Decl* redecl : declared.redecls()) {
    declaring.push_back(sources_.getFileEntryForID(sources_.getFileID(home_of(redecl->getLocation()))));
  }
  const auto reaches = [&](const clang::FileEntry* from) {
    return llvm::any_of(declaring, [&](const clang::FileEntry* to) { return includes_.reaches(from, to); });
  };
  if (reaches(sources_.getFileEntryForID(file))) return {};
  return nearest_includer(file, reaches);
}

}  // namespace loadline::frontend

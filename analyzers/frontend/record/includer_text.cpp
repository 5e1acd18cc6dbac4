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

// The directive through which `file` gets a macro that is defined at `definition`; invalid when it has it by itself.
clang::SourceLocation IncluderText::directive_of(clang::FileID file, clang::SourceLocation definition,
                                                 bool is_written_here) {
  const clang::FileEntry* const setter = sources_.getFileEntryForID(sources_.getFileID(definition));
  const clang::FileEntry* const user = sources_.getFileEntryForID(file);
  if (setter == nullptr || user == nullptr || setter == user) return {};
  for (clang::SourceLocation at = sources_.getIncludeLoc(file); at.isValid();) {
    at = sources_.getFileLoc(at);
    const clang::FileID includer = sources_.getFileID(at);
    if (sources_.getFileEntryForID(includer) == setter)
      return is_written_here && !is_inserted(file) ? clang::SourceLocation() : at;
    at = sources_.getIncludeLoc(includer);
  }
  // What an inserted file writes itself, with a macro of some header, is its own code.
  if (is_written_here || !is_inserted(file) || includes_.reaches(user, setter)) return {};
  const clang::SourceLocation nearest = sources_.getFileLoc(sources_.getIncludeLoc(file));
  for (clang::SourceLocation at = nearest; at.isValid();) {
    const clang::FileID includer = sources_.getFileID(at);
    if (includes_.reaches(sources_.getFileEntryForID(includer), setter)) return at;
    at = sources_.getIncludeLoc(includer);
    if (at.isValid()) at = sources_.getFileLoc(at);
  }
  return nearest;
}

clang::SourceLocation IncluderText::find_home(clang::SourceLocation location) {
  bool is_written_here = false;
  clang::SourceLocation definition;
  clang::SourceLocation at = location;
  while (at.isMacroID()) {
    if (sources_.isMacroArgExpansion(at)) {
      const clang::SourceLocation spelled = sources_.getImmediateSpellingLoc(at);
      is_written_here = spelled.isFileID();
      at = is_written_here ? sources_.getImmediateExpansionRange(at).getBegin() : spelled;
    } else {
      definition = sources_.getImmediateSpellingLoc(at);
      at = sources_.getImmediateExpansionRange(at).getBegin();
    }
  }
  // `at` is where the outermost macro is expanded, and `definition` is in the body of that one.
  return definition.isValid() ? directive_of(sources_.getFileID(at), definition, is_written_here) : definition;
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

}  // namespace loadline::frontend

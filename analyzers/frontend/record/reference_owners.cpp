// To whom a use belongs: the code that writes it, the includer of a text, the one who expands a macro or instantiates.
// SPDX-License-Identifier: Apache-2.0
#include <clang/Basic/CharInfo.h>
#include <clang/Lex/Lexer.h>

#include <algorithm>

#include "analyzers/frontend/files/digest.h"
#include "analyzers/frontend/record/reference_recorder.h"

namespace loadline::frontend {
namespace {

// Whether `decl` is called by its name at `spelling`, in a file.
bool spells(const clang::SourceManager& sources, clang::SourceLocation spelling, const clang::NamedDecl& decl) {
  const clang::IdentifierInfo* name = decl.getIdentifier();
  bool is_invalid = false;
  const auto [file, offset] = sources.getDecomposedLoc(spelling);
  const llvm::StringRef text = sources.getBufferData(file, &is_invalid);
  if (name == nullptr || is_invalid || !text.substr(offset).starts_with(name->getName())) return false;
  const std::size_t end = offset + name->getLength();
  return end == text.size() || !clang::isAsciiIdentifierContinue(text[end]);
}

// Of a file and what is used in it.
std::uint64_t use_key(clang::FileID file, SymbolId used) {
  return (used + (std::uint64_t{file.getHashValue()} + 1) * 0x9e3779b97f4a7c15u) >> 1;
}

}  // namespace

// Said twice on one line, the plainer one is kept: written over implicit, in the template over in an instantiation.
void ReferenceRecorder::add(SymbolId from, SymbolId to, clang::SourceLocation where, ReferenceKind kind,
                            std::uint8_t flags) {
  constexpr std::uint8_t kReservations = kImplicitReference | kFromInstantiation;
  // What the includer's macro says in a function of the included file, the function does not say.
  if (where.isMacroID() && from == from_ && writer_.is_of_includer(where) && writer_.file_id(where) != from_file_)
    from = 0;
  const FilePlace place = writer_.place(where);
  if (!place.known() || to == 0 || from == to) return;
  flags |= more_flags_;
  const std::uint64_t parts[] = {from, to, (std::uint64_t{place.file} << 32) | place.line,
                                 (static_cast<std::uint64_t>(kind) << 8) | (flags & ~kReservations)};
  std::vector<ReferenceFact>& references = writer_.facts.references;
  const std::uint64_t key = digest({reinterpret_cast<const char*>(parts), sizeof(parts)}) >> 1;
  const auto [seen, is_new] = seen_.try_emplace(key, silent_ ? kNone : static_cast<std::uint32_t>(references.size()));
  if (is_new && !silent_) {
    references.push_back({from, to, place.file, place.line, kind, flags});
  } else if (seen->second != kNone && !silent_) {
    references[seen->second].flags = std::min(references[seen->second].flags, flags);
  }
}

void ReferenceRecorder::add_use(const clang::NamedDecl* to, clang::SourceLocation where, ReferenceKind kind,
                                std::uint8_t flags) {
  const SymbolId target = symbols_.id(to);
  if (target == 0) return;
  const clang::SourceLocation home = writer_.includer_text().home_of(where);
  const clang::FileID file = writer_.sources().getFileID(home);
  if (!silent_) (kind == ReferenceKind::friend_ ? befriended_ : used_).insert(use_key(file, target));
  const bool may_be_given = !completes_includer_ && writer_.is_project(writer_.file_id(to->getLocation()));
  const clang::SourceLocation giver =
      may_be_given ? writer_.includer_text().giver_of(home, *to) : clang::SourceLocation();
  if (giver.isValid()) {
    // A function of the text says nothing of what its includer has.
    add(from_file_ == file ? 0 : from_, target, giver, kind, flags);
  } else {
    add(from_, target, where, kind, flags);
  }
  if (where.isMacroID()) add_macro_use(*to, target, where, kind, flags);
  if (instantiator_.where.isValid() && !silent_) add_instantiator_use(*to, target, where, kind, flags);
}

// What a macro's body says belongs to whoever expands it. What it names in so many words, the macro depends on as well.
void ReferenceRecorder::add_macro_use(const clang::NamedDecl& to, SymbolId target, clang::SourceLocation where,
                                      ReferenceKind kind, std::uint8_t flags) {
  clang::SourceManager& sources = writer_.sources();
  if (!sources.isMacroBodyExpansion(where)) return;
  const clang::SourceLocation spelling = sources.getSpellingLoc(where);
  if (!writer_.is_project(sources.getFileID(spelling)) || !spells(sources, spelling, to)) return;
  if (is_given_where_expanded(to, spelling)) return;
  const llvm::StringRef macro = clang::Lexer::getImmediateMacroName(where, sources, to.getASTContext().getLangOpts());
  add(symbols_.macro_id(macro, spelling), target, spelling, kind, flags);
}

// `#define FIELD(name) int offset_of_##name() { return sizeof(Self); }`: the Self of the class that the macro is expanded in,
// or what each user of the macro has in a header of its own, and the file of the macro has never seen.
bool ReferenceRecorder::is_given_where_expanded(const clang::NamedDecl& to, clang::SourceLocation spelling) {
  const clang::SourceManager& sources = writer_.sources();
  const clang::FileEntry* const definition = sources.getFileEntryForID(sources.getFileID(spelling));
  return llvm::none_of(to.redecls(), [&](const clang::Decl* declared) {
    const clang::FileID file = writer_.file_id(declared->getLocation());
    return writer_.includes().reaches(definition, sources.getFileEntryForID(file));
  });
}

// A template whose file does not include what it uses in an instantiation gets it from the code that instantiates it.
void ReferenceRecorder::add_instantiator_use(const clang::NamedDecl& to, SymbolId target, clang::SourceLocation where,
                                             ReferenceKind kind, std::uint8_t flags) {
  const clang::FileID target_file = writer_.file_id(to.getLocation());
  if (!writer_.is_project(target_file) || target_file == writer_.file_id(instantiator_.where)) return;
  const clang::SourceManager& sources = writer_.sources();
  const clang::FileEntry* const user = sources.getFileEntryForID(writer_.file_id(where));
  if (writer_.includes().reaches(user, sources.getFileEntryForID(target_file))) return;
  add(instantiator_.from, target, instantiator_.where, kind, flags | kImplicitReference);
}

// `namespace net { class Peer; }` for the sake of `friend class net::Peer;` is a part of the friend declaration.
void ReferenceRecorder::add_forwards() {
  for (const Forward& forward : std::exchange(forwards_, {})) {
    const std::uint64_t key = use_key(writer_.file_id(forward.where), forward.to);
    const bool is_friend = befriended_.contains(key) && !used_.contains(key);
    add(forward.from, forward.to, forward.where, is_friend ? ReferenceKind::friend_ : ReferenceKind::forward_declare);
  }
}

}  // namespace loadline::frontend

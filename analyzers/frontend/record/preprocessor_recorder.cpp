// Includes and macros.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/preprocessor_recorder.h"

#include <clang/Lex/HeaderSearch.h>
#include <clang/Lex/Lexer.h>
#include <clang/Lex/MacroInfo.h>

#include <algorithm>
#include <cstring>

#include "analyzers/frontend/files/source_text.h"

namespace loadline::frontend {
namespace {

constexpr std::size_t kMaxCondition = 120;  // characters kept of an #if

const clang::FileEntry* file_entry(const clang::SourceManager& sources, clang::SourceLocation where) {
  return sources.getFileEntryForID(sources.getFileID(sources.getFileLoc(where)));
}

class Callbacks : public clang::PPCallbacks {
 public:
  Callbacks(clang::Preprocessor& preprocessor, FactWriter& writer, PreprocessorNotes& notes)
      : preprocessor_(preprocessor), writer_(writer), notes_(notes) {}

  void InclusionDirective(clang::SourceLocation hash, const clang::Token&, llvm::StringRef name, bool angled,
                          clang::CharSourceRange, clang::OptionalFileEntryRef file, llvm::StringRef, llvm::StringRef,
                          const clang::Module*, bool, clang::SrcMgr::CharacteristicKind) override {
    if (file) writer_.includes().add(file_entry(preprocessor_.getSourceManager(), hash), &file->getFileEntry());
    if (!is_owned(hash)) return;
    const ImportKind kind = is_header_unit(hash) ? ImportKind::header : ImportKind::none;
    note({hash, name.str(), "", "", file, angled, kind});
  }

  // Named modules only: a header unit is read as an include.
  void moduleImport(clang::SourceLocation where, clang::ModuleIdPath path, const clang::Module*) override {
    if (path.empty() || !preprocessor_.isInImportingCXXNamedModules() || !is_owned(where)) return;
    const ImportKind kind = is_exported(where) ? ImportKind::exported : ImportKind::module;
    note({where, path.front().first->getName().str(), "", "", {}, false, kind});
  }

  void MacroDefined(const clang::Token& name, const clang::MacroDirective* directive) override {
    const clang::MacroInfo* macro = directive->getMacroInfo();
    if (!is_owned(macro->getDefinitionLoc())) return;
    notes_.definitions.push_back({name.getIdentifierInfo()->getName().str(), macro->getDefinitionLoc(), macro});
  }

  void MacroExpands(const clang::Token& name, const clang::MacroDefinition& definition, clang::SourceRange,
                    const clang::MacroArgs*) override {
    note_use(name, definition, /*is_test=*/false);
  }
  void Defined(const clang::Token& name, const clang::MacroDefinition& definition, clang::SourceRange) override {
    note_use(name, definition, /*is_test=*/true);
  }

  void If(clang::SourceLocation where, clang::SourceRange range, ConditionValueKind) override {
    conditions_.push_back({where, "#if " + written(range), ""});
  }
  void Ifdef(clang::SourceLocation where, const clang::Token& name, const clang::MacroDefinition& definition) override {
    conditions_.push_back({where, "#ifdef " + spelling(name), ""});
    note_use(name, definition, /*is_test=*/true);
  }
  void Ifndef(clang::SourceLocation where, const clang::Token& name,
              const clang::MacroDefinition& definition) override {
    conditions_.push_back({where, "#ifndef " + spelling(name), spelling(name)});
    note_use(name, definition, /*is_test=*/true);
  }
  void Elif(clang::SourceLocation, clang::SourceRange range, ConditionValueKind, clang::SourceLocation) override {
    replace_innermost("#elif " + written(range));
  }
  void Else(clang::SourceLocation, clang::SourceLocation) override {
    if (!conditions_.empty()) replace_innermost("#else of " + conditions_.back().text);
  }
  void Endif(clang::SourceLocation, clang::SourceLocation) override {
    if (!conditions_.empty()) conditions_.pop_back();
  }

 private:
  struct Condition {
    clang::SourceLocation where;
    std::string text;
    std::string guard;
  };

  void note(PreprocessorNotes::Inclusion inclusion) {
    if (const Condition* condition = innermost(inclusion.where)) {
      inclusion.condition = condition->text;
      inclusion.guard = condition->guard;
    }
    notes_.inclusions.push_back(std::move(inclusion));
  }

  // See source_text.h.
  bool is_header_unit(clang::SourceLocation hash) const {
    bool invalid = false;
    const char* text = preprocessor_.getSourceManager().getCharacterData(hash, &invalid);
    return !invalid && *text == '#' && std::strncmp(text + 1, kHeaderUnitMark.data(), kHeaderUnitMark.size()) == 0;
  }

  // Whether "export" stands before it.
  bool is_exported(clang::SourceLocation import) const {
    const clang::SourceManager& sources = preprocessor_.getSourceManager();
    const auto [file, offset] = sources.getDecomposedLoc(sources.getFileLoc(import));
    return sources.getBufferData(file).substr(0, offset).rtrim().ends_with("export");
  }

  bool is_owned(clang::SourceLocation where) { return where.isValid() && writer_.is_owned(writer_.file_id(where)); }

  // An #if around an #include of this file stands in another file and does not count.
  const Condition* innermost(clang::SourceLocation where) const {
    if (conditions_.empty()) return nullptr;
    const Condition& last = conditions_.back();
    return writer_.file_id(last.where) == writer_.file_id(where) ? &last : nullptr;
  }

  void replace_innermost(std::string text) {
    if (conditions_.empty()) return;
    if (text.size() > kMaxCondition) text.resize(kMaxCondition);
    conditions_.back().text = std::move(text);
    conditions_.back().guard.clear();
  }

  std::string spelling(const clang::Token& name) const { return name.getIdentifierInfo()->getName().str(); }

  std::string written(clang::SourceRange range) const {
    std::string text = clang::Lexer::getSourceText(clang::CharSourceRange::getTokenRange(range),
                                                   preprocessor_.getSourceManager(), preprocessor_.getLangOpts())
                           .split('\n')
                           .first.rtrim()
                           .str();
    if (text.size() > kMaxCondition) text.resize(kMaxCondition);
    return text;
  }

  void note_use(const clang::Token& name, const clang::MacroDefinition& definition, bool is_test) {
    const clang::MacroInfo* macro = definition.getMacroInfo();
    const clang::SourceManager& sources = preprocessor_.getSourceManager();
    if (macro == nullptr || macro->isBuiltinMacro()) return;
    const clang::SourceLocation where = sources.getFileLoc(name.getLocation());
    const bool is_in_body = sources.isMacroBodyExpansion(name.getLocation());
    if (is_test) {
      writer_.includer_text().note_test(where, macro->getDefinitionLoc(), macro->getDefinitionEndLoc());
    } else if (!is_in_body) {
      writer_.includer_text().note_expansion(where, macro->getDefinitionLoc());
    }
    if (!is_owned(where)) return;
    // `#define private public`: who writes the keyword means no macro.
    if (name.getIdentifierInfo()->getTokenID() != clang::tok::identifier) return;
    if (!writer_.is_project(writer_.file_id(macro->getDefinitionLoc()))) return;
    const clang::SourceLocation body =
        is_in_body ? sources.getSpellingLoc(name.getLocation()) : clang::SourceLocation();
    notes_.uses.push_back({where, macro->getDefinitionLoc(), name.getIdentifierInfo()->getName().str(), is_test, body});
  }

  clang::Preprocessor& preprocessor_;
  FactWriter& writer_;
  PreprocessorNotes& notes_;
  std::vector<Condition> conditions_;
};

// The symbol whose source a macro use stands in: the innermost scope around it.
class ScopeIndex {
 public:
  explicit ScopeIndex(std::vector<Scope> scopes) : scopes_(std::move(scopes)) {
    std::sort(scopes_.begin(), scopes_.end(), [](const Scope& a, const Scope& b) {
      if (a.file != b.file) return a.file < b.file;
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    // nearest_[i]: the scope that encloses scope i, so that a look-up climbs instead of searching.
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < scopes_.size(); ++i) {
      while (!open.empty() && !encloses(scopes_[open.back()], scopes_[i].file, scopes_[i].begin)) open.pop_back();
      nearest_.push_back(open.empty() ? kNoScope : open.back());
      open.push_back(i);
    }
  }

  SymbolId at(clang::FileID file, unsigned offset) const {
    auto after = std::upper_bound(
        scopes_.begin(), scopes_.end(), std::make_pair(file, offset), [](const auto& place, const Scope& scope) {
          return place.first != scope.file ? place.first < scope.file : place.second < scope.begin;
        });
    if (after == scopes_.begin()) return 0;
    std::size_t candidate = static_cast<std::size_t>(after - scopes_.begin()) - 1;
    while (candidate != kNoScope && !encloses(scopes_[candidate], file, offset)) candidate = nearest_[candidate];
    return candidate == kNoScope ? 0 : scopes_[candidate].symbol;
  }

 private:
  static constexpr std::size_t kNoScope = ~std::size_t{0};
  static bool encloses(const Scope& scope, clang::FileID file, unsigned offset) {
    return scope.file == file && scope.begin <= offset && offset <= scope.end;
  }

  std::vector<Scope> scopes_;
  std::vector<std::size_t> nearest_;
};

bool is_include_guard(clang::Preprocessor& preprocessor, clang::SourceLocation where, llvm::StringRef macro) {
  const clang::SourceManager& sources = preprocessor.getSourceManager();
  const auto entry = sources.getFileEntryRefForID(sources.getFileID(sources.getFileLoc(where)));
  if (!entry) return false;
  clang::HeaderSearch& headers = preprocessor.getHeaderSearchInfo();
  const clang::IdentifierInfo* guard = headers.getFileInfo(*entry).getControllingMacro(nullptr);
  return guard != nullptr && guard->getName() == macro;
}

// Whether a macro whose body stands at `body` depends on the one defined at `definition`, which it names. What its file does
// not include, each of its users has to define: that is theirs.
bool is_own(FactWriter& writer, clang::SourceLocation body, clang::SourceLocation definition) {
  return writer.includes().reaches(file_entry(writer.sources(), body), file_entry(writer.sources(), definition));
}

// A macro that mentions another one in its body depends on it wherever it is expanded.
void record_macro_bodies(const PreprocessorNotes::Definition& definition, SymbolId from,
                         clang::Preprocessor& preprocessor, FactWriter& writer, SymbolTable& symbols,
                         ReferenceRecorder& recorder) {
  for (const clang::Token& token : definition.macro->tokens()) {
    const clang::IdentifierInfo* name = token.getIdentifierInfo();
    if (name == nullptr || !name->hasMacroDefinition()) continue;
    const clang::MacroInfo* used = preprocessor.getMacroInfo(name);
    if (used == nullptr || used->isBuiltinMacro()) continue;
    if (!writer.is_project(writer.file_id(used->getDefinitionLoc()))) continue;
    if (!is_own(writer, token.getLocation(), used->getDefinitionLoc())) continue;
    recorder.add(from, symbols.macro_id(name->getName(), used->getDefinitionLoc()), token.getLocation(),
                 ReferenceKind::macro);
  }
}

}  // namespace

void record_inclusions(const PreprocessorNotes& notes, clang::Preprocessor& preprocessor, FactWriter& writer) {
  for (const PreprocessorNotes::Inclusion& inclusion : notes.inclusions) {
    const FilePlace place = writer.place(inclusion.where);
    if (!place.known()) continue;
    IncludeFact fact;
    fact.from = place.file;
    fact.line = place.line;
    fact.to = inclusion.target ? writer.file(*inclusion.target) : kNone;
    fact.spelling = writer.text(inclusion.spelling);
    fact.angled = inclusion.angled;
    fact.import_kind = inclusion.import_kind;
    const bool guarded_only =
        !inclusion.guard.empty() && is_include_guard(preprocessor, inclusion.where, inclusion.guard);
    if (!guarded_only) fact.condition = writer.text(inclusion.condition);
    writer.facts.includes.push_back(fact);
  }
}

void watch_preprocessor(clang::Preprocessor& preprocessor, FactWriter& writer, PreprocessorNotes& notes) {
  preprocessor.addPPCallbacks(std::make_unique<Callbacks>(preprocessor, writer, notes));
}

void record_preprocessor_facts(const PreprocessorNotes& notes, clang::Preprocessor& preprocessor, FactWriter& writer,
                               SymbolTable& symbols, ReferenceRecorder& recorder) {
  record_inclusions(notes, preprocessor, writer);
  for (const PreprocessorNotes::Definition& definition : notes.definitions) {
    if (is_include_guard(preprocessor, definition.where, definition.name)) continue;
    const SymbolId symbol = symbols.macro_id(definition.name, definition.where);
    record_macro_bodies(definition, symbol, preprocessor, writer, symbols, recorder);
  }
  const ScopeIndex scopes(recorder.scopes());
  for (const MacroUse& use : notes.uses) {
    if (use.body.isValid() && is_own(writer, use.body, use.definition)) continue;
    const clang::FileEntry* const user = file_entry(writer.sources(), use.where);
    // A file that tests a macro depends on the file that defines it when it includes that one. Otherwise it offers a
    // setting to those who include it: a JSON parser that tests JSON_WIDE_INTEGERS does not depend on each program that
    // defines it.
    if (use.is_test && !writer.includes().reaches(user, file_entry(writer.sources(), use.definition))) continue;
    const clang::SourceLocation home = writer.includer_text().home_of_expansion(use.where, use.definition);
    if (file_entry(writer.sources(), home) == file_entry(writer.sources(), use.definition) && home != use.where)
      continue;
    const auto [file, offset] = writer.sources().getDecomposedLoc(home);
    recorder.add(scopes.at(file, offset), symbols.macro_id(use.name, use.definition), home, ReferenceKind::macro);
  }
}

}  // namespace loadline::frontend

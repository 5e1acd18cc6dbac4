// The preprocessor callbacks of a scan.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/scan/scan_watcher.h"

#include <clang/Lex/HeaderSearch.h>
#include <clang/Lex/MacroArgs.h>
#include <clang/Lex/Preprocessor.h>

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/StringSet.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "analyzers/facts/facts.h"
#include "analyzers/frontend/files/digest.h"
#include "analyzers/frontend/files/entry_path.h"
#include "analyzers/frontend/scan/macro_meaning.h"
#include "analyzers/frontend/threads/workers.h"

namespace loadline::frontend {
namespace {

// Files that include themselves, and macros that double: no code that people read comes near.
constexpr std::size_t kMostEntries = 500'000;
constexpr std::size_t kMostExpanded = 20'000'000;  // macros, and the tokens that they are given

class Watcher : public clang::PPCallbacks {
 public:
  Watcher(clang::CompilerInstance& compiler, const Invocation& invocation, const FilePaths& paths,
          IdentifierIndex& identifiers, const PrefixHeader* prefix, ScanFindings& findings)
      : compiler_(compiler),
        sources_(compiler.getSourceManager()),
        invocation_(invocation),
        paths_(paths),
        identifiers_(identifiers),
        prefix_(prefix),
        findings_(findings),
        meanings_(compiler.getPreprocessor()) {
    for (const std::string& definition : invocation.definitions) {
      const std::string name = macro_name(definition);
      macros_.emplace(name, name_digest(name));
    }
    for (const clang::DirectoryLookup& folder : compiler.getPreprocessor().getHeaderSearchInfo().search_dir_range()) {
      folders_.insert(folder.getName());
    }
  }

  void LexedFileChanged(clang::FileID file, LexedFileChangeReason reason, clang::SrcMgr::CharacteristicKind kind,
                        clang::FileID, clang::SourceLocation) override {
    if (reason == LexedFileChangeReason::EnterFile) enter(file, clang::SrcMgr::isSystem(kind));
    if (reason == LexedFileChangeReason::ExitFile) leave();
  }

  void EndOfMainFile() override {
    note_module();
    leave();
  }

  void moduleImport(clang::SourceLocation, clang::ModuleIdPath path, const clang::Module*) override {
    if (path.empty() || !compiler_.getPreprocessor().isInImportingCXXNamedModules()) return;
    findings_.imports.insert(path.front().first->getName().str());
  }

  void MacroExpands(const clang::Token&, const clang::MacroDefinition& macro, clang::SourceRange,
                    const clang::MacroArgs* arguments) override {
    ++expanded_;
    // Arguments inside of arguments are read once for each level.
    for (unsigned i = 0; arguments != nullptr && i < macro.getMacroInfo()->getNumParams(); ++i) {
      expanded_ += clang::MacroArgs::getArgLength(arguments->getUnexpArgument(i));
    }
    if (expanded_ > kMostExpanded) give_up();
  }

  void MacroDefined(const clang::Token& name, const clang::MacroDirective* directive) override {
    const llvm::StringRef text = name.getIdentifierInfo()->getName();
    const std::uint64_t id = name_digest(text);
    if (sources_.isInMainFile(directive->getLocation())) macros_.emplace(text.str(), id);
    advance(directive->getLocation());
    findings_.preprocessed.set_macro(id, meanings_.of(*directive->getMacroInfo()));
  }

  void MacroUndefined(const clang::Token& name, const clang::MacroDefinition&, const clang::MacroDirective*) override {
    advance(name.getLocation());
    findings_.preprocessed.set_macro(name_digest(name.getIdentifierInfo()->getName()), 0);
  }

  void SourceRangeSkipped(clang::SourceRange range, clang::SourceLocation) override {
    findings_.preprocessed.skip(sources_.getFileOffset(range.getBegin()), sources_.getFileOffset(range.getEnd()));
  }

  void InclusionDirective(clang::SourceLocation hash, const clang::Token&, llvm::StringRef, bool,
                          clang::CharSourceRange, clang::OptionalFileEntryRef file, llvm::StringRef folder,
                          llvm::StringRef relative, const clang::Module*, bool,
                          clang::SrcMgr::CharacteristicKind) override {
    advance(hash);
    if (!file || open_.empty()) return;
    // What lies beside its includer need not be found from elsewhere.
    spelling_ = folders_.contains(folder) ? relative.str() : std::string();
    if (open_.back().file == kNone || is_prefix(*file)) return;
    const std::uint32_t included = number_of(*file);
    open_.back().included.push_back(included);
    findings_.includes.emplace_back(open_.back().file, included);
  }

 private:
  void note_module() {
    const clang::Preprocessor& preprocessor = compiler_.getPreprocessor();
    if (!preprocessor.isInNamedModule()) return;
    std::string name = preprocessor.getNamedModuleName().str();
    // `module m;` takes the interface of m; `module m:part;` can be imported within m.
    const bool takes_interface = preprocessor.isInImplementationUnit() && name.find(':') == std::string::npos;
    if (takes_interface) {
      findings_.imports.insert(std::move(name));
    } else {
      findings_.provides = std::move(name);
    }
  }

  bool counts(const std::string& path) const {
    if (prefix_ == nullptr || prefix_->counted == nullptr) return true;
    const std::vector<ScannedFile>& files = prefix_->counted->files;
    const auto found =
        std::lower_bound(files.begin(), files.end(), path,
                         [](const ScannedFile& file, const std::string& key) { return file.path < key; });
    return found != files.end() && found->path == path;
  }

  struct OpenFile {
    std::uint32_t file = kNone;  // kNone: one without a name, or the prefix
    std::shared_ptr<const FileIdentifiers> identifiers;
    std::vector<std::uint32_t> included;
  };

  std::uint32_t number_of(clang::FileEntryRef entry) {
    const auto [known, is_new] =
        numbers_.try_emplace(&entry.getFileEntry(), static_cast<std::uint32_t>(findings_.files.size()));
    if (is_new) {
      ScanFindings::File& file = findings_.files.emplace_back();
      file.scanned.path = path_of(entry, sources_.getFileManager(), paths_);
      file.name = paths_.project_name(file.scanned.path);
    }
    return known->second;
  }

  bool is_prefix(clang::FileEntryRef entry) const { return prefix_ != nullptr && entry.getName() == prefix_->path; }

  void advance(clang::SourceLocation where) { findings_.preprocessed.advance(sources_.getFileOffset(where)); }

  void enter(clang::FileID id, bool is_system) {
    if (++entries_ > kMostEntries) give_up();
    const auto entry = sources_.getFileEntryRefForID(id);
    const bool is_named = entry && !is_prefix(*entry);
    const std::uint32_t includer = open_.empty() ? kNone : open_.back().file;
    open_.emplace_back();
    if (!is_named) return findings_.preprocessed.enter(nullptr, false);
    const std::uint32_t number = number_of(*entry);
    ScanFindings::File& file = findings_.files[number];
    const auto identifiers = identifiers_.of(file.scanned.path, sources_.getBufferData(id));
    open_.back().file = number;
    open_.back().identifiers = identifiers;
    findings_.preprocessed.enter(counts(file.scanned.path) ? identifiers : nullptr, is_system && !file.name);
    if (file.is_entered) {
      file.scanned.repeated = true;
      return;
    }
    file.is_entered = true;
    file.scanned.digest = identifiers->content;
    file.traced = {number,
                   includer == kNone ? number : includer,
                   sources_.getBufferData(id).size(),
                   spelling_,
                   is_system,
                   identifiers->counts_uses};
    findings_.entered.push_back(number);
  }

  // At its end a header's own definitions are in place, so that only what comes from outside can differ between TUs.
  void leave() {
    if (open_.empty()) return;
    findings_.preprocessed.leave();
    const OpenFile closed = std::move(open_.back());
    open_.pop_back();
    if (closed.file == kNone || !findings_.files[closed.file].name) return;
    ScannedFile& file = findings_.files[closed.file].scanned;
    KeyDigest variant;
    variant.add(invocation_.macroless_key);
    variant.add(selections_[closed.file] = selection_of(closed));
    for (const auto& [name, id] : macros_) {
      if (closed.identifiers->mentions(id)) add_macro(name, variant);
    }
    if (file.variant.is_set()) file.repeated = true;
    file.variant = variant.digest();
  }

  // What a header says hangs on what those say that it includes: on their #ifs and on which headers they choose, but not on
  // macros of the main file that happen to have the name of something in them.
  Digest selection_of(const OpenFile& closed) {
    KeyDigest selection;
    for (const std::string& name : closed.identifiers->conditions) add_macro(name, selection);
    std::map<std::string, std::uint32_t> included;
    for (const std::uint32_t number : closed.included) {
      included.emplace(paths_.portable(findings_.files[number].scanned.path), number);
    }
    for (const auto& [path, number] : included) {
      selection.add(path);
      const auto known = selections_.find(number);  // none in a circle, and of what is not the project's
      if (known != selections_.end()) selection.add(known->second);
    }
    return selection.digest();
  }

  void add_macro(const std::string& name, KeyDigest& variant) {
    clang::Preprocessor& preprocessor = compiler_.getPreprocessor();
    const clang::MacroInfo* macro = preprocessor.getMacroInfo(preprocessor.getIdentifierInfo(name));
    variant.add(name);
    if (macro == nullptr) return variant.add(std::uint64_t{0});
    variant.add(macro->getNumTokens() + 1);
    for (const clang::Token& token : macro->tokens()) variant.add(preprocessor.getSpelling(token));
  }

  clang::CompilerInstance& compiler_;
  clang::SourceManager& sources_;
  const Invocation& invocation_;
  const FilePaths& paths_;
  IdentifierIndex& identifiers_;
  const PrefixHeader* prefix_;
  ScanFindings& findings_;
  std::map<std::string, std::uint64_t>
      macros_;  // of the command line and the main file: what no header can know by itself
  llvm::DenseMap<const clang::FileEntry*, std::uint32_t> numbers_;
  llvm::DenseMap<std::uint32_t, Digest> selections_;  // by file: see selection_of()
  std::vector<OpenFile> open_;
  llvm::StringSet<> folders_;  // of the include path
  std::string spelling_;       // of the #include just met
  std::size_t entries_ = 0;    // of files
  std::size_t expanded_ = 0;
  MacroMeanings meanings_;
};

}  // namespace

std::unique_ptr<clang::PPCallbacks> make_scan_watcher(clang::CompilerInstance& compiler, const Invocation& invocation,
                                                      const FilePaths& paths, IdentifierIndex& identifiers,
                                                      const PrefixHeader* prefix, ScanFindings& findings) {
  return std::make_unique<Watcher>(compiler, invocation, paths, identifiers, prefix, findings);
}

}  // namespace loadline::frontend

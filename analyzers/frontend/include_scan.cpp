// Scans the includes of a TU with Clang's dependency scanner.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/include_scan.h"

#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Lex/HeaderSearch.h>
#include <clang/Lex/PPCallbacks.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Lex/PreprocessorOptions.h>

#include <llvm/ADT/StringSet.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "analyzers/frontend/digest.h"
#include "analyzers/frontend/entry_path.h"
#include "analyzers/frontend/precompiled/memory_file.h"
#include "analyzers/frontend/precompiled/preprocessing_digest.h"

namespace loadline::frontend {
namespace {

namespace deps = clang::tooling::dependencies;

// Notes which paths were asked for and do not exist.
class MissingPathRecorder : public llvm::vfs::ProxyFileSystem {
 public:
  explicit MissingPathRecorder(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files)
      : ProxyFileSystem(std::move(files)) {}

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine& path) override {
    auto result = ProxyFileSystem::status(path);
    if (!result) note(path);
    return result;
  }
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine& path) override {
    auto result = ProxyFileSystem::openFileForRead(path);
    if (!result) note(path);
    return result;
  }

  std::set<std::string> missing;

 private:
  void note(const llvm::Twine& path) {
    llvm::SmallString<256> absolute;
    path.toVector(absolute);
    if (!makeAbsolute(absolute)) missing.insert(absolute.str().str());
  }
};

// A folder that does not exist stands for everything below it.
std::vector<std::string> topmost(const std::set<std::string>& missing) {
  std::set<std::string> result;
  std::map<std::string, bool> exists;
  for (const std::string& path : missing) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
      result.insert(path + "/");
      continue;
    }
    std::string top = path;
    for (std::string parent = std::filesystem::path(top).parent_path().string(); parent.size() > 1;
         parent = std::filesystem::path(parent).parent_path().string()) {
      const auto [known, is_new] = exists.try_emplace(parent, false);
      if (is_new) known->second = std::filesystem::exists(parent, error);
      if (known->second) break;
      top = parent;
    }
    result.insert(top);
  }
  return {result.begin(), result.end()};
}

// What a scan has found so far, by path.
struct Findings {
  struct Entered {
    std::string path;
    std::string includer;
    std::uint64_t bytes = 0;
    std::string spelling;
    bool is_system = false;
    bool keeps_order = false;
  };

  std::map<std::string, ScannedFile> files;
  std::vector<Entered> entered;
  std::set<std::pair<std::string, std::string>> includes;
  PreprocessingDigest preprocessed;
};

class Watcher : public clang::PPCallbacks {
 public:
  Watcher(clang::CompilerInstance& compiler, const Invocation& invocation, const FilePaths& paths,
          IdentifierIndex& identifiers, const PrefixHeader* prefix, Findings& findings)
      : compiler_(compiler),
        sources_(compiler.getSourceManager()),
        invocation_(invocation),
        paths_(paths),
        identifiers_(identifiers),
        prefix_(prefix),
        findings_(findings),
        macros_(invocation.macros.begin(), invocation.macros.end()) {
    for (const clang::DirectoryLookup& folder : compiler.getPreprocessor().getHeaderSearchInfo().search_dir_range()) {
      folders_.insert(folder.getName());
    }
  }

  void LexedFileChanged(clang::FileID file, LexedFileChangeReason reason, clang::SrcMgr::CharacteristicKind kind,
                        clang::FileID previous, clang::SourceLocation) override {
    if (reason == LexedFileChangeReason::EnterFile) enter(file, kind);
    if (reason == LexedFileChangeReason::ExitFile) leave(previous);
  }

  void EndOfMainFile() override { leave(sources_.getMainFileID()); }

  void MacroDefined(const clang::Token& name, const clang::MacroDirective* directive) override {
    const clang::IdentifierInfo& identifier = *name.getIdentifierInfo();
    if (sources_.isInMainFile(directive->getLocation())) macros_.insert(identifier.getName().str());
    advance(directive->getLocation());
    findings_.preprocessed.set_macro(digest(identifier.getName()), meaning_of(*directive->getMacroInfo()));
  }

  void MacroUndefined(const clang::Token& name, const clang::MacroDefinition&, const clang::MacroDirective*) override {
    advance(name.getLocation());
    findings_.preprocessed.set_macro(digest(name.getIdentifierInfo()->getName()), 0);
  }

  void SourceRangeSkipped(clang::SourceRange range, clang::SourceLocation) override {
    findings_.preprocessed.skip(sources_.getFileOffset(range.getBegin()), sources_.getFileOffset(range.getEnd()));
  }

  void InclusionDirective(clang::SourceLocation hash, const clang::Token&, llvm::StringRef, bool,
                          clang::CharSourceRange, clang::OptionalFileEntryRef file, llvm::StringRef folder,
                          llvm::StringRef relative, const clang::Module*, bool,
                          clang::SrcMgr::CharacteristicKind) override {
    advance(hash);
    if (!file) return;
    const clang::FileID from = sources_.getFileID(hash);
    included_[from].insert(name_of(*file));
    // What lies beside its includer need not be found from elsewhere.
    spelling_ = folders_.contains(folder) ? relative.str() : std::string();
    const auto from_entry = sources_.getFileEntryRefForID(from);
    if (from_entry && !is_prefix(*from_entry)) findings_.includes.insert({name_of(*from_entry), name_of(*file)});
  }

 private:
  std::string name_of(clang::FileEntryRef entry) {
    const auto known = names_.find(&entry.getFileEntry());
    if (known != names_.end()) return known->second;
    return names_.emplace(&entry.getFileEntry(), path_of(entry, sources_.getFileManager())).first->second;
  }

  bool is_prefix(clang::FileEntryRef entry) const { return prefix_ != nullptr && entry.getName() == prefix_->path; }

  void advance(clang::SourceLocation where) { findings_.preprocessed.advance(sources_.getFileOffset(where)); }

  void enter(clang::FileID id, clang::SrcMgr::CharacteristicKind kind) {
    const auto entry = sources_.getFileEntryRefForID(id);
    if (!entry || is_prefix(*entry)) return findings_.preprocessed.enter(nullptr, false);
    const std::string name = name_of(*entry);
    const auto identifiers = identifiers_.of(name, sources_.getBufferData(id));
    findings_.preprocessed.enter(identifiers, clang::SrcMgr::isSystem(kind));
    const auto [file, is_new] = findings_.files.try_emplace(name);
    if (!is_new) {
      file->second.repeated = true;
      return;
    }
    file->second.path = file->first;
    file->second.digest = digest(sources_.getBufferData(id));
    const auto includer = sources_.getFileEntryRefForID(sources_.getFileID(sources_.getIncludeLoc(id)));
    findings_.entered.push_back({name, includer && !is_prefix(*includer) ? name_of(*includer) : name,
                                 sources_.getBufferData(id).size(), spelling_, clang::SrcMgr::isSystem(kind),
                                 identifiers->counts_uses});
  }

  // At its end a header's own definitions are in place, so that only what comes from outside can differ between TUs.
  void leave(clang::FileID id) {
    findings_.preprocessed.leave();
    const auto entry = sources_.getFileEntryRefForID(id);
    if (!entry || is_prefix(*entry) || !paths_.project_name(name_of(*entry))) return;
    ScannedFile& file = findings_.files[name_of(*entry)];
    const auto identifiers = identifiers_.of(file.path, sources_.getBufferData(id));
    KeyDigest variant;
    variant.add(invocation_.macroless_key);
    for (const std::string& name : identifiers->conditions) add_macro(name, variant);
    for (const std::string& name : macros_) {
      if (identifiers->mentions(name)) add_macro(name, variant);
    }
    for (const std::string& path : included_[id]) variant.add(paths_.portable(path));
    if (file.variant != 0) file.repeated = true;
    file.variant = variant.short_value() | 1;
  }

  void add_macro(const std::string& name, KeyDigest& variant) {
    clang::Preprocessor& preprocessor = compiler_.getPreprocessor();
    const clang::MacroInfo* macro = preprocessor.getMacroInfo(preprocessor.getIdentifierInfo(name));
    variant.add(name);
    if (macro == nullptr) return variant.add(std::uint64_t{0});
    variant.add(macro->getNumTokens() + 1);
    for (const clang::Token& token : macro->tokens()) variant.add(preprocessor.getSpelling(token));
  }

  std::uint64_t meaning_of(const clang::MacroInfo& macro) {
    text_.clear();
    for (const clang::IdentifierInfo* parameter : macro.params()) (text_ += parameter->getName()) += ',';
    text_ += macro.isFunctionLike() ? macro.isVariadic() ? "...)" : ")" : " ";
    for (const clang::Token& token : macro.tokens()) {
      text_ += token.hasLeadingSpace() ? " " : "";
      if (const clang::IdentifierInfo* identifier = token.getIdentifierInfo()) {
        text_ += identifier->getName();
      } else {
        spelled_.clear();
        text_ += compiler_.getPreprocessor().getSpelling(token, spelled_);
      }
    }
    return digest(text_) | 1;
  }

  clang::CompilerInstance& compiler_;
  clang::SourceManager& sources_;
  const Invocation& invocation_;
  const FilePaths& paths_;
  IdentifierIndex& identifiers_;
  const PrefixHeader* prefix_;
  Findings& findings_;
  std::set<std::string> macros_;  // of the command line and the main file: what a header cannot know by itself
  std::map<clang::FileID, std::set<std::string>> included_;
  std::map<const clang::FileEntry*, std::string> names_;
  llvm::StringSet<> folders_;  // of the include path
  std::string spelling_;       // of the #include just met
  std::string text_;
  llvm::SmallString<64> spelled_;
};

class ScanAction : public clang::PreprocessOnlyAction {
 public:
  ScanAction(const Invocation& invocation, const FilePaths& paths, IdentifierIndex& identifiers,
             const PrefixHeader* prefix, Findings& findings)
      : invocation_(invocation), paths_(paths), identifiers_(identifiers), prefix_(prefix), findings_(findings) {}

 protected:
  bool BeginSourceFileAction(clang::CompilerInstance& compiler) override {
    compiler.getPreprocessor().addPPCallbacks(
        std::make_unique<Watcher>(compiler, invocation_, paths_, identifiers_, prefix_, findings_));
    return true;
  }

 private:
  const Invocation& invocation_;
  const FilePaths& paths_;
  IdentifierIndex& identifiers_;
  const PrefixHeader* prefix_;
  Findings& findings_;
};

std::shared_ptr<clang::CompilerInvocation> scan_options(const CompileCommand& command, const Invocation& invocation) {
  auto options = std::make_shared<clang::CompilerInvocation>(*invocation.options);
  clang::FrontendOptions& frontend = options->getFrontendOpts();
  const clang::InputKind kind = frontend.Inputs.front().getKind();
  frontend.Inputs.assign(1, clang::FrontendInputFile(command.source, kind));
  frontend.ProgramAction = clang::frontend::RunPreprocessorOnly;
  frontend.DisableFree = false;
  options->getDiagnosticOpts().ShowCarets = false;
  options->getDiagnosticOpts().IgnoreWarnings = true;
  return options;
}

std::shared_ptr<const ScanTrace> trace_of(const Findings& findings) {
  std::map<std::string_view, std::uint32_t> numbers;
  for (const auto& [path, file] : findings.files) numbers.emplace(path, static_cast<std::uint32_t>(numbers.size()));
  const auto number_of = [&](const std::string& path) {
    const auto known = numbers.find(path);
    return known == numbers.end() ? 0 : known->second;
  };
  auto trace = std::make_shared<ScanTrace>();
  for (const Findings::Entered& file : findings.entered) {
    trace->files.push_back(
        {number_of(file.path), number_of(file.includer), file.bytes, file.spelling, file.is_system, file.keeps_order});
  }
  for (const auto& [from, to] : findings.includes) {
    if (numbers.contains(to)) trace->includes.emplace_back(number_of(from), number_of(to));
  }
  std::sort(trace->includes.begin(), trace->includes.end());
  trace->preprocessed = findings.preprocessed.value();
  return trace;
}

}  // namespace

ScanService::ScanService() : service_(deps::ScanningMode::DependencyDirectivesScan, deps::ScanningOutputFormat::Make) {}

ScanService::~ScanService() = default;

llvm::IntrusiveRefCntPtr<deps::DependencyScanningWorkerFilesystem> ScanService::file_system(
    const std::string& directory) {
  llvm::IntrusiveRefCntPtr<deps::DependencyScanningWorkerFilesystem> files(
      new deps::DependencyScanningWorkerFilesystem(service_.getSharedCache(), llvm::vfs::createPhysicalFileSystem()));
  files->setCurrentWorkingDirectory(directory);
  return files;
}

UnitScan scan_unit(const CompileCommand& command, const Invocation& invocation, const FilePaths& paths,
                   ScanService& service, IdentifierIndex& identifiers, const PrefixHeader* prefix) {
  Findings findings;
  const auto scanning_files = service.file_system(command.directory);
  llvm::IntrusiveRefCntPtr<MissingPathRecorder> recorder(new MissingPathRecorder(scanning_files));
  if (invocation.options != nullptr) {
    clang::CompilerInstance compiler;
    compiler.setInvocation(scan_options(command, invocation));
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files = recorder;
    if (prefix != nullptr) {
      std::vector<std::string>& includes = compiler.getPreprocessorOpts().Includes;
      includes.insert(includes.begin(), prefix->path);
      files = with_memory_files(files, {{prefix->path, prefix->text}});
    }
    compiler.createDiagnostics(new clang::IgnoringDiagConsumer, /*ShouldOwnClient=*/true);
    compiler.getDiagnostics().setFatalsAsError(true);
    compiler.createFileManager(std::move(files));
    compiler.getPreprocessorOpts().DependencyDirectivesForFile =
        [scanning_files](
            clang::FileEntryRef file) -> std::optional<llvm::ArrayRef<clang::dependency_directives_scan::Directive>> {
      if (auto entry = scanning_files->getOrCreateFileSystemEntry(file.getName())) {
        if (scanning_files->ensureDirectiveTokensArePopulated(*entry)) return entry->getDirectiveTokens();
      }
      return std::nullopt;
    };
    ScanAction action(invocation, paths, identifiers, prefix, findings);
    compiler.ExecuteAction(action);
  }
  UnitScan scan;
  scan.trace = trace_of(findings);
  for (auto& [path, file] : findings.files) scan.files.push_back(std::move(file));
  scan.missing = topmost(recorder->missing);
  return scan;
}

}  // namespace loadline::frontend

// Scans the includes of a TU with Clang's dependency scanner.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/include_scan.h"

#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Lex/PPCallbacks.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Lex/PreprocessorOptions.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "analyzers/frontend/digest.h"
#include "analyzers/frontend/entry_path.h"

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

class Watcher : public clang::PPCallbacks {
 public:
  Watcher(clang::CompilerInstance& compiler, const Invocation& invocation, const FilePaths& paths,
          IdentifierIndex& identifiers, std::map<std::string, ScannedFile>& files)
      : compiler_(compiler), sources_(compiler.getSourceManager()), invocation_(invocation), paths_(paths),
        identifiers_(identifiers), files_(files), macros_(invocation.macros.begin(), invocation.macros.end()) {}

  void LexedFileChanged(clang::FileID file, LexedFileChangeReason reason, clang::SrcMgr::CharacteristicKind,
                        clang::FileID previous, clang::SourceLocation) override {
    if (reason == LexedFileChangeReason::EnterFile) enter(file);
    if (reason == LexedFileChangeReason::ExitFile) leave(previous);
  }

  void EndOfMainFile() override { leave(sources_.getMainFileID()); }

  void MacroDefined(const clang::Token& name, const clang::MacroDirective* directive) override {
    if (sources_.isInMainFile(directive->getLocation())) macros_.insert(name.getIdentifierInfo()->getName().str());
  }

  void InclusionDirective(clang::SourceLocation hash, const clang::Token&, llvm::StringRef, bool, clang::CharSourceRange,
                          clang::OptionalFileEntryRef file, llvm::StringRef, llvm::StringRef, const clang::Module*, bool,
                          clang::SrcMgr::CharacteristicKind) override {
    if (file) included_[sources_.getFileID(hash)].insert(name_of(*file));
  }

 private:
  std::string name_of(clang::FileEntryRef entry) {
    const auto known = names_.find(&entry.getFileEntry());
    if (known != names_.end()) return known->second;
    return names_.emplace(&entry.getFileEntry(), path_of(entry, sources_.getFileManager())).first->second;
  }

  void enter(clang::FileID id) {
    const auto entry = sources_.getFileEntryRefForID(id);
    if (!entry) return;
    const auto [file, is_new] = files_.try_emplace(name_of(*entry));
    if (!is_new) {
      file->second.repeated = true;
      return;
    }
    file->second.path = file->first;
    file->second.digest = digest(sources_.getBufferData(id));
  }

  // At its end a header's own definitions are in place, so that only what comes from outside can differ between TUs.
  void leave(clang::FileID id) {
    const auto entry = sources_.getFileEntryRefForID(id);
    if (!entry || !paths_.project_name(name_of(*entry))) return;
    ScannedFile& file = files_[name_of(*entry)];
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

  clang::CompilerInstance& compiler_;
  clang::SourceManager& sources_;
  const Invocation& invocation_;
  const FilePaths& paths_;
  IdentifierIndex& identifiers_;
  std::map<std::string, ScannedFile>& files_;
  std::set<std::string> macros_;  // of the command line and the main file: what a header cannot know by itself
  std::map<clang::FileID, std::set<std::string>> included_;
  std::map<const clang::FileEntry*, std::string> names_;
};

class ScanAction : public clang::PreprocessOnlyAction {
 public:
  ScanAction(const Invocation& invocation, const FilePaths& paths, IdentifierIndex& identifiers,
             std::map<std::string, ScannedFile>& files)
      : invocation_(invocation), paths_(paths), identifiers_(identifiers), files_(files) {}

 protected:
  bool BeginSourceFileAction(clang::CompilerInstance& compiler) override {
    compiler.getPreprocessor().addPPCallbacks(
        std::make_unique<Watcher>(compiler, invocation_, paths_, identifiers_, files_));
    return true;
  }

 private:
  const Invocation& invocation_;
  const FilePaths& paths_;
  IdentifierIndex& identifiers_;
  std::map<std::string, ScannedFile>& files_;
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

}  // namespace

ScanService::ScanService()
    : service_(deps::ScanningMode::DependencyDirectivesScan, deps::ScanningOutputFormat::Make) {}

ScanService::~ScanService() = default;

llvm::IntrusiveRefCntPtr<deps::DependencyScanningWorkerFilesystem> ScanService::file_system(const std::string& directory) {
  llvm::IntrusiveRefCntPtr<deps::DependencyScanningWorkerFilesystem> files(
      new deps::DependencyScanningWorkerFilesystem(service_.getSharedCache(), llvm::vfs::createPhysicalFileSystem()));
  files->setCurrentWorkingDirectory(directory);
  return files;
}

UnitScan scan_unit(const CompileCommand& command, const Invocation& invocation, const FilePaths& paths,
                   ScanService& service, IdentifierIndex& identifiers) {
  std::map<std::string, ScannedFile> files;
  const auto scanning_files = service.file_system(command.directory);
  llvm::IntrusiveRefCntPtr<MissingPathRecorder> recorder(new MissingPathRecorder(scanning_files));
  if (invocation.options != nullptr) {
    clang::CompilerInstance compiler;
    compiler.setInvocation(scan_options(command, invocation));
    compiler.createDiagnostics(new clang::IgnoringDiagConsumer, /*ShouldOwnClient=*/true);
    compiler.getDiagnostics().setFatalsAsError(true);
    compiler.createFileManager(recorder);
    compiler.getPreprocessorOpts().DependencyDirectivesForFile =
        [scanning_files](clang::FileEntryRef file)
        -> std::optional<llvm::ArrayRef<clang::dependency_directives_scan::Directive>> {
      if (auto entry = scanning_files->getOrCreateFileSystemEntry(file.getName())) {
        if (scanning_files->ensureDirectiveTokensArePopulated(*entry)) return entry->getDirectiveTokens();
      }
      return std::nullopt;
    };
    ScanAction action(invocation, paths, identifiers, files);
    compiler.ExecuteAction(action);
  }
  UnitScan scan;
  for (auto& [path, file] : files) scan.files.push_back(std::move(file));
  scan.missing = topmost(recorder->missing);
  return scan;
}

}  // namespace loadline::frontend

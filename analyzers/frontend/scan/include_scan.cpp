// Scans the includes of a TU with Clang's dependency scanner.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/scan/include_scan.h"

#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Lex/PreprocessorOptions.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "analyzers/facts/facts.h"
#include "analyzers/frontend/files/memory_file.h"
#include "analyzers/frontend/files/source_text.h"
#include "analyzers/frontend/scan/scan_watcher.h"

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

class ScanAction : public clang::PreprocessOnlyAction {
 public:
  ScanAction(const Invocation& invocation, const FilePaths& paths, IdentifierIndex& identifiers,
             const PrefixHeader* prefix, ScanFindings& findings)
      : invocation_(invocation), paths_(paths), identifiers_(identifiers), prefix_(prefix), findings_(findings) {}

 protected:
  bool BeginSourceFileAction(clang::CompilerInstance& compiler) override {
    compiler.getPreprocessor().addPPCallbacks(
        make_scan_watcher(compiler, invocation_, paths_, identifiers_, prefix_, findings_));
    return true;
  }

 private:
  const Invocation& invocation_;
  const FilePaths& paths_;
  IdentifierIndex& identifiers_;
  const PrefixHeader* prefix_;
  ScanFindings& findings_;
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

// The files that were entered, by path, and how.
void take_files(ScanFindings& findings, UnitScan& scan) {
  std::vector<std::uint32_t> order = findings.entered;
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return findings.files[a].scanned.path < findings.files[b].scanned.path;
  });
  std::vector<std::uint32_t> place(findings.files.size(), kNone);
  for (const std::uint32_t number : order) {
    place[number] = static_cast<std::uint32_t>(scan.files.size());
    scan.files.push_back(std::move(findings.files[number].scanned));
  }
  auto trace = std::make_shared<ScanTrace>();
  for (const std::uint32_t number : findings.entered) {
    TracedFile& file = trace->files.emplace_back(std::move(findings.files[number].traced));
    file.file = place[file.file];
    file.includer = place[file.includer];
  }
  for (const auto& [from, to] : findings.includes) {
    if (place[to] != kNone) trace->includes.emplace_back(place[from], place[to]);
  }
  std::sort(trace->includes.begin(), trace->includes.end());
  trace->includes.erase(std::unique(trace->includes.begin(), trace->includes.end()), trace->includes.end());
  trace->preprocessed = findings.preprocessed.value();
  scan.trace = std::move(trace);
}

}  // namespace

ScanService::ScanService() : service_(deps::ScanningMode::DependencyDirectivesScan, deps::ScanningOutputFormat::Make) {}

ScanService::~ScanService() = default;

llvm::IntrusiveRefCntPtr<deps::DependencyScanningWorkerFilesystem> ScanService::file_system(
    const std::string& directory) {
  llvm::IntrusiveRefCntPtr<deps::DependencyScanningWorkerFilesystem> files(new deps::DependencyScanningWorkerFilesystem(
      service_.getSharedCache(),
      with_readable_text(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>(llvm::vfs::createPhysicalFileSystem()))));
  files->setCurrentWorkingDirectory(directory);
  return files;
}

UnitScan scan_unit(const CompileCommand& command, const Invocation& invocation, const FilePaths& paths,
                   ScanService& service, IdentifierIndex& identifiers, const PrefixHeader* prefix) {
  ScanFindings findings;
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
  scan.provides = findings.provides;
  scan.imports.assign(findings.imports.begin(), findings.imports.end());
  take_files(findings, scan);
  scan.missing = topmost(recorder->missing);
  return scan;
}

}  // namespace loadline::frontend

// Scans the includes of a TU with Clang's dependency scanner.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/scan/include_scan.h"

#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Lex/PreprocessorOptions.h>

#include <algorithm>

#include "analyzers/facts/facts.h"
#include "analyzers/frontend/files/memory_file.h"
#include "analyzers/frontend/files/regular_files.h"
#include "analyzers/frontend/scan/scan_watcher.h"

namespace loadline::frontend {
namespace {

namespace deps = clang::tooling::dependencies;

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

// All that was asked for but the files that were entered.
void take_others(Inputs inputs, UnitScan& scan) {
  const auto is_entered = [&](const std::string& path) {
    const auto file = std::lower_bound(scan.files.begin(), scan.files.end(), path,
                                       [](const ScannedFile& a, const std::string& b) { return a.path < b; });
    return file != scan.files.end() && file->path == path;
  };
  std::erase_if(inputs.files, [&](const InputFile& file) { return is_entered(file.path); });
  scan.others = std::move(inputs);
}

}  // namespace

ScanService::ScanService() : service_(deps::ScanningMode::DependencyDirectivesScan, deps::ScanningOutputFormat::Make) {}

ScanService::~ScanService() = default;

llvm::IntrusiveRefCntPtr<deps::DependencyScanningWorkerFilesystem> ScanService::file_system(
    const std::string& directory) {
  llvm::IntrusiveRefCntPtr<deps::DependencyScanningWorkerFilesystem> files(
      new deps::DependencyScanningWorkerFilesystem(service_.getSharedCache(), regular_files(log_)));
  files->setCurrentWorkingDirectory(directory);
  return files;
}

bool has_changed(const UnitScan& scan, const ReadLog& log) {
  return have_changed(scan.others, log) ||
         std::any_of(scan.files.begin(), scan.files.end(),
                     [&](const ScannedFile& file) { return log.has_changed(file.path); });
}

UnitScan scan_unit(const CompileCommand& command, const Invocation& invocation, const FilePaths& paths,
                   ScanService& service, IdentifierIndex& identifiers, const PrefixHeader* prefix) {
  ScanFindings findings;
  const auto scanning_files = service.file_system(command.directory);
  llvm::IntrusiveRefCntPtr<InputRecorder> recorder(new InputRecorder(scanning_files));
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
  take_others(recorder->inputs(paths, service.log()), scan);
  return scan;
}

}  // namespace loadline::frontend

// Makes precompiled headers with Clang's own writer.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/precompiled/precompile.h"

#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Frontend/MultiplexConsumer.h>
#include <clang/Lex/HeaderSearchOptions.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <clang/Serialization/ASTWriter.h>

#include "analyzers/frontend/commands/parse_options.h"
#include "analyzers/frontend/record/fact_writer.h"

namespace loadline::frontend {
namespace {

constexpr const char* kModule = "loadline_headers";
constexpr std::string_view kImport = "#pragma clang module import loadline_headers\n";

// Clang makes modules only where it is told of each of them.
void allow_modules(clang::CompilerInvocation& options) {
  options.getLangOpts().Modules = true;
  options.getLangOpts().ImplicitModules = false;
  options.getHeaderSearchOpts().ImplicitModuleMaps = false;
}

// Keeps the bodies that a unit which owns nothing would keep.
class BodyChooser : public clang::ASTConsumer {
 public:
  BodyChooser(clang::CompilerInstance& compiler, const FilePaths& paths)
      : writer_(compiler.getSourceManager(), compiler.getPreprocessor().getHeaderSearchInfo(), paths, nothing_) {}

  bool shouldSkipFunctionBody(clang::Decl* decl) override { return writer_.may_skip_body(*decl); }

 private:
  const llvm::StringSet<> nothing_;
  FactWriter writer_;
};

class PrecompileAction : public clang::ASTFrontendAction {
 public:
  PrecompileAction(const FilePaths& paths, bool is_module)
      : paths_(paths), is_module_(is_module), buffer_(std::make_shared<clang::PCHBuffer>()) {}

  const clang::PCHBuffer& result() const { return *buffer_; }

 protected:
  clang::TranslationUnitKind getTranslationUnitKind() override {
    return is_module_ ? clang::TU_ClangModule : clang::TU_Prefix;
  }
  bool hasASTFileSupport() const override { return false; }

  bool BeginSourceFileAction(clang::CompilerInstance& compiler) override {
    if (is_module_)
      compiler.getLangOpts().setCompilingModule(clang::LangOptions::CMK_ModuleMap);
    else
      compiler.getLangOpts().CompilingPCH = true;
    return true;
  }

  // No times in the file: a fresh checkout of the same headers gives the same precompiled header.
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler, llvm::StringRef) override {
    std::vector<std::unique_ptr<clang::ASTConsumer>> consumers;
    consumers.push_back(std::make_unique<BodyChooser>(compiler, paths_));
    consumers.push_back(std::make_unique<clang::PCHGenerator>(
        compiler.getPreprocessor(), compiler.getModuleCache(), /*OutputFile=*/"", /*isysroot=*/"", buffer_,
        llvm::ArrayRef<std::shared_ptr<clang::ModuleFileExtension>>(), /*AllowASTWithErrors=*/false,
        /*IncludeTimestamps=*/false));
    return std::make_unique<clang::MultiplexConsumer>(std::move(consumers));
  }

 private:
  const FilePaths& paths_;
  const bool is_module_;
  std::shared_ptr<clang::PCHBuffer> buffer_;
};

// Reads the module map in place of the header that it names.
void compile_module(clang::CompilerInvocation& options, const PrecompiledHeader& header) {
  allow_modules(options);
  options.getLangOpts().ModuleName = kModule;
  options.getLangOpts().CurrentModule = kModule;
  clang::FrontendInputFile& input = options.getFrontendOpts().Inputs.front();
  const clang::InputKind kind(input.getKind().getLanguage(), clang::InputKind::ModuleMap);
  input = clang::FrontendInputFile(header.module_map_path(), kind, /*IsSystem=*/true);
}

void import_module(clang::CompilerInvocation& options, const PrecompiledHeader& header) {
  allow_modules(options);
  options.getHeaderSearchOpts().PrebuiltModuleFiles[kModule] = header.path;
  std::vector<std::string>& includes = options.getPreprocessorOpts().Includes;
  includes.insert(includes.begin(), header.import_path());
}

}  // namespace

std::string module_map_for(const PrecompiledHeader& header) {
  return std::string("module ") + kModule + " [system] { header \"" + header.source_path() + "\" export * }\n";
}

std::shared_ptr<const PrecompiledHeader> precompile(const PrecompileRequest& request, const FilePaths& paths,
                                                    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files,
                                                    const ReadLog& log) {
  const auto recorder = llvm::makeIntrusiveRefCnt<InputRecorder>(std::move(files));
  files = recorder;
  auto header = std::make_shared<PrecompiledHeader>();
  header->base = request.base;
  header->path = request.path;
  header->text = request.text;
  if (request.as_module) header->module_map = module_map_for(*header);
  const std::string source = header->source_path();
  auto options = parse_options(*request.invocation, source, request.directory, paths);
  options->getPreprocessorOpts().Includes.clear();  // they come in the unit, after this header
  if (request.base != nullptr) files = load_precompiled(*options, *request.base, std::move(files));
  if (request.as_module) compile_module(*options, *header);
  files =
      with_memory_files(std::move(files), {{source, header->text}, {header->module_map_path(), header->module_map}});

  clang::CompilerInstance compiler;
  compiler.setInvocation(std::move(options));
  compiler.createDiagnostics(new clang::IgnoringDiagConsumer, /*ShouldOwnClient=*/true);
  compiler.createFileManager(std::move(files));
  PrecompileAction action(paths, request.as_module);
  const bool done = compiler.ExecuteAction(action);
  if (!done || compiler.getDiagnostics().hasErrorOccurred() || !action.result().IsComplete) return nullptr;
  header->inputs = recorder->inputs(paths, log);
  const auto bytes = std::make_shared<const std::string>(action.result().Data.begin(), action.result().Data.end());
  header->bytes = *bytes;
  header->keeper = bytes;
  return header;
}

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> load_precompiled(
    clang::CompilerInvocation& options, const PrecompiledHeader& header,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files) {
  clang::PreprocessorOptions& preprocessor = options.getPreprocessorOpts();
  if (header.module_map.empty())
    preprocessor.ImplicitPCHInclude = header.path;
  else
    import_module(options, header);
  // The headers are those of the scan, by content; Clang would compare times.
  preprocessor.DisablePCHOrModuleValidation = clang::DisableValidationForModuleKind::All;
  std::vector<MemoryFile> added;
  for (const PrecompiledHeader* part = &header; part != nullptr; part = part->base.get()) {
    added.push_back({part->path, part->bytes});
    added.push_back({part->source_path(), part->text});
  }
  if (!header.module_map.empty()) {
    added.push_back({header.module_map_path(), header.module_map});
    added.push_back({header.import_path(), kImport});
  }
  return with_memory_files(std::move(files), added);
}

}  // namespace loadline::frontend

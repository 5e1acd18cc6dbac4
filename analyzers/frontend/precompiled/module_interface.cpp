// Writes and loads the interfaces of modules.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/precompiled/module_interface.h"

#include <clang/Lex/HeaderSearchOptions.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <clang/Serialization/ASTWriter.h>

#include "analyzers/frontend/files/memory_file.h"

namespace loadline::frontend {
namespace {

// Clang's own writer of interfaces writes to disk.
class InterfaceWriter : public clang::PCHGenerator {
 public:
  InterfaceWriter(clang::CompilerInstance& compiler, std::shared_ptr<clang::PCHBuffer> buffer, std::string& bytes)
      : PCHGenerator(compiler.getPreprocessor(), compiler.getModuleCache(), /*OutputFile=*/"", /*isysroot=*/"", buffer,
                     llvm::ArrayRef<std::shared_ptr<clang::ModuleFileExtension>>(), /*AllowASTWithErrors=*/true,
                     /*IncludeTimestamps=*/false),
        buffer_(std::move(buffer)),
        bytes_(bytes) {}

  void HandleTranslationUnit(clang::ASTContext& context) override {
    const clang::Module* module = context.getCurrentNamedModule();
    if (module == nullptr || module->isModuleImplementation()) return;
    PCHGenerator::HandleTranslationUnit(context);
    if (buffer_->IsComplete) bytes_.assign(buffer_->Data.begin(), buffer_->Data.end());
  }

 protected:
  clang::Module* getEmittingModule(clang::ASTContext& context) override { return context.getCurrentNamedModule(); }

 private:
  std::shared_ptr<clang::PCHBuffer> buffer_;
  std::string& bytes_;
};

}  // namespace

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> load_modules(clang::CompilerInvocation& options,
                                                             const ModuleInterfaces& modules,
                                                             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files) {
  if (modules.empty()) return files;
  std::vector<MemoryFile> added;
  for (const auto& module : modules) {
    options.getHeaderSearchOpts().PrebuiltModuleFiles[module->name] = module->path;
    added.push_back({module->path, module->bytes});
  }
  // They were made from the sources that the scan has seen; Clang would compare times.
  options.getPreprocessorOpts().DisablePCHOrModuleValidation = clang::DisableValidationForModuleKind::All;
  options.getPreprocessorOpts().AllowPCHWithCompilerErrors = true;
  options.getFrontendOpts().AllowPCMWithCompilerErrors = true;
  return with_memory_files(std::move(files), added);
}

std::unique_ptr<clang::ASTConsumer> make_interface_writer(clang::CompilerInstance& compiler, std::string& bytes) {
  return std::make_unique<InterfaceWriter>(compiler, std::make_shared<clang::PCHBuffer>(), bytes);
}

}  // namespace loadline::frontend

// The parts of an invocation that reading needs, taken over into an empty one.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/reading_invocation.h"

#include <clang/Frontend/FrontendOptions.h>
#include <clang/Lex/HeaderSearchOptions.h>
#include <clang/Lex/PreprocessorOptions.h>

namespace loadline::frontend {
namespace {

constexpr std::uint64_t kReadingTime = 0;  // seconds since 1970

void take_language(const clang::LangOptions& full, clang::LangOptions& language) {
  language = full;
  language.NoSanitizeFiles.clear();
  language.XRayAlwaysInstrumentFiles.clear();
  language.XRayNeverInstrumentFiles.clear();
  language.XRayAttrListFiles.clear();
  language.ProfileListFiles.clear();
  language.OMPHostIRFile.clear();
  language.OMPTargetTriples.clear();
  language.ModuleName.clear();
  language.APINotes = false;
  language.APINotesModules = false;
  language.DumpRecordLayouts = false;
  language.DumpRecordLayoutsSimple = false;
  language.DumpRecordLayoutsCanonical = false;
  language.DumpRecordLayoutsComplete = false;
  language.DumpVTableLayouts = false;
}

void take_header_search(const clang::HeaderSearchOptions& full, clang::HeaderSearchOptions& search) {
  search.Sysroot = full.Sysroot;
  search.UserEntries = full.UserEntries;
  search.SystemHeaderPrefixes = full.SystemHeaderPrefixes;
  search.ResourceDir = full.ResourceDir;
  search.UseBuiltinIncludes = full.UseBuiltinIncludes;
  search.UseStandardSystemIncludes = full.UseStandardSystemIncludes;
  search.UseStandardCXXIncludes = full.UseStandardCXXIncludes;
  search.UseLibcxx = full.UseLibcxx;
}

void take_preprocessor(const clang::PreprocessorOptions& full, clang::PreprocessorOptions& preprocessor) {
  preprocessor.Macros = full.Macros;
  preprocessor.Includes = full.Includes;
  preprocessor.MacroIncludes = full.MacroIncludes;
  preprocessor.UsePredefines = full.UsePredefines;
  preprocessor.DefineTargetOSMacros = full.DefineTargetOSMacros;
  preprocessor.EmbedEntries = full.EmbedEntries;
  preprocessor.ObjCXXARCStandardLibrary = full.ObjCXXARCStandardLibrary;
  preprocessor.SourceDateEpoch = kReadingTime;
}

}  // namespace

std::unique_ptr<clang::CompilerInvocation> reading_invocation(const clang::CompilerInvocation& full) {
  auto reading = std::make_unique<clang::CompilerInvocation>();
  take_language(full.getLangOpts(), reading->getLangOpts());
  reading->getTargetOpts() = full.getTargetOpts();
  take_header_search(full.getHeaderSearchOpts(), reading->getHeaderSearchOpts());
  take_preprocessor(full.getPreprocessorOpts(), reading->getPreprocessorOpts());
  // Of code generation the bits alone, some of which are macros. File names are texts.
  static_cast<clang::CodeGenOptionsBase&>(reading->getCodeGenOpts()) = full.getCodeGenOpts();
  reading->getFileSystemOpts().WorkingDir = full.getFileSystemOpts().WorkingDir;
  reading->getDiagnosticOpts().Warnings = full.getDiagnosticOpts().Warnings;
  reading->getDiagnosticOpts().IgnoreWarnings = true;
  const clang::FrontendOptions& inputs = full.getFrontendOpts();
  reading->getFrontendOpts().DashX = inputs.DashX;
  for (const clang::FrontendInputFile& input : inputs.Inputs) {
    if (input.isFile()) reading->getFrontendOpts().Inputs.emplace_back(input.getFile(), input.getKind());
  }
  return reading;
}

}  // namespace loadline::frontend

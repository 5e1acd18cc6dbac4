// Options for parsing.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/parse_options.h"

namespace loadline::frontend {

std::shared_ptr<clang::CompilerInvocation> parse_options(const clang::CompilerInvocation& common,
                                                         const std::string& source, const std::string& directory,
                                                         const FilePaths& paths) {
  auto options = std::make_shared<clang::CompilerInvocation>(common);
  clang::FrontendOptions& frontend = options->getFrontendOpts();
  const clang::InputKind kind = frontend.Inputs.empty() ? frontend.DashX : frontend.Inputs.front().getKind();
  frontend.Inputs.assign(1, clang::FrontendInputFile(source, kind));
  frontend.ProgramAction = clang::frontend::ParseSyntaxOnly;
  frontend.SkipFunctionBodies = true;
  frontend.DisableFree = false;
  options->getFileSystemOpts().WorkingDir = directory;
  clang::LangOptions& language = options->getLangOpts();
  language.SpellChecking = false;
  language.CommentOpts.ParseAllComments = false;
  language.SkipODRCheckInGMF = true;  // two units may skip different bodies of one header
  // __FILE__ must not bring the machine's folders into the facts.
  for (const std::string& folder : paths.folders()) language.MacroPrefixMap.emplace(folder + "/", "");
  clang::DiagnosticOptions& diagnostics = options->getDiagnosticOpts();
  diagnostics.IgnoreWarnings = true;
  diagnostics.ErrorLimit = 0;
  // What Clang lets a project switch off, another compiler accepts: it is not an error in the code.
  diagnostics.Warnings = {"no-everything"};
  diagnostics.ShowCarets = false;  // no "3 errors generated" on stderr
  return options;
}

}  // namespace loadline::frontend

// Clang's errors as problem facts.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/problem_collector.h"

#include <clang/Basic/DiagnosticLex.h>
#include <clang/Basic/SourceManager.h>

namespace loadline::frontend {
namespace {

constexpr std::size_t kMaxProblems = 100;  // of one TU; a missing header is followed by hundreds that say nothing new

}  // namespace

void ProblemCollector::HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& diagnostic) {
  if (level < clang::DiagnosticsEngine::Error || problems_.size() + early_.size() >= kMaxProblems) return;
  // A warning that a pragma made an error loses nothing.
  if (clang::DiagnosticIDs::isBuiltinWarningOrExtension(diagnostic.getID())) return;
  llvm::SmallString<128> message;
  diagnostic.FormatDiagnostic(message);
  if (!diagnostic.hasSourceManager()) {
    early_.push_back(message.str().str());
    return;
  }
  ProblemKind kind = level == clang::DiagnosticsEngine::Fatal ? ProblemKind::fatal : ProblemKind::error;
  if (diagnostic.getID() == clang::diag::err_pp_file_not_found) {
    kind = ProblemKind::missing_header;
    if (diagnostic.getNumArgs() > 0 && diagnostic.getArgKind(0) == clang::DiagnosticsEngine::ak_std_string) {
      message = diagnostic.getArgStdStr(0);
    }
  }
  problems_.push_back({diagnostic.getLocation(), message.str().str(), kind});
}

void ProblemCollector::record(FactWriter& writer) const {
  for (const std::string& message : early_) {
    writer.facts.problems.push_back({0, 0, writer.text(message), ProblemKind::fatal});
  }
  for (const Problem& problem : problems_) {
    const FilePlace place = writer.place(problem.where);
    writer.facts.problems.push_back(
        {place.known() ? place.file : 0, place.line, writer.text(problem.message), problem.kind});
  }
}

}  // namespace loadline::frontend

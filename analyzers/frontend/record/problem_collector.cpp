// Clang's errors as problem facts.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/record/problem_collector.h"

#include <clang/Basic/DiagnosticLex.h>
#include <clang/Basic/DiagnosticParse.h>
#include <clang/Basic/DiagnosticSema.h>
#include <clang/Basic/SourceManager.h>

#include "analyzers/frontend/record/lost_code.h"

namespace loadline::frontend {
namespace {

constexpr std::size_t kMaxProblems = 100;  // of one TU; a missing header is followed by hundreds that say nothing new
constexpr std::size_t kMaxPlaces = 5000;   // of one TU, reported or not

// `#error` is a statement about the configuration: the code around it is read.
bool may_cost_code(unsigned diagnostic) { return diagnostic != clang::diag::err_pp_hash_error; }

ProblemKind kind_of(clang::DiagnosticsEngine::Level level, unsigned diagnostic) {
  if (diagnostic == clang::diag::err_pp_file_not_found) return ProblemKind::missing_header;
  if (diagnostic == clang::diag::err_module_not_found) return ProblemKind::missing_module;
  return level == clang::DiagnosticsEngine::Fatal ? ProblemKind::fatal : ProblemKind::error;
}

bool is_quoted_include(const clang::SourceManager& sources, clang::SourceLocation where) {
  bool invalid = false;
  const char* text = sources.getCharacterData(where, &invalid);
  return !invalid && *text == '"';
}

}  // namespace

void ProblemCollector::HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& diagnostic) {
  if (level < clang::DiagnosticsEngine::Error) return;
  // A warning that a pragma made an error loses nothing.
  if (clang::DiagnosticIDs::isBuiltinWarningOrExtension(diagnostic.getID())) return;
  const bool is_late_module = diagnostic.getID() == clang::diag::err_global_module_introducer_not_at_start ||
                              diagnostic.getID() == clang::diag::err_module_decl_not_at_start;
  if (is_late_module && module_may_be_late_) return;
  const bool is_reported = problems_.size() + early_.size() < kMaxProblems;
  llvm::SmallString<128> message;
  if (is_reported) diagnostic.FormatDiagnostic(message);
  if (!diagnostic.hasSourceManager()) {
    if (is_reported) early_.push_back(message.str().str());
    return;
  }
  const ProblemKind kind = kind_of(level, diagnostic.getID());
  const bool is_missing = kind == ProblemKind::missing_header || kind == ProblemKind::missing_module;
  if (is_missing && diagnostic.getNumArgs() > 0 &&
      diagnostic.getArgKind(0) == clang::DiagnosticsEngine::ak_std_string) {
    message = diagnostic.getArgStdStr(0);
  }
  const std::size_t number = problems_.size();
  if (is_reported) problems_.push_back({diagnostic.getLocation(), message.str().str(), kind, false});
  if (kind == ProblemKind::missing_header &&
      !is_quoted_include(diagnostic.getSourceManager(), diagnostic.getLocation())) {
    return;  // of a library, as a rule: what is lost of the project's code are the names that are then not found
  }
  if (may_cost_code(diagnostic.getID()) && places_.size() < kMaxPlaces) {
    places_.push_back({diagnostic.getLocation(), number, is_missing});
  }
}

void ProblemCollector::record(clang::ASTContext& context, FactWriter& writer) {
  if (!problems_.empty()) {
    std::vector<clang::SourceLocation> errors;
    std::vector<std::size_t> numbers;
    std::vector<LostFact> lost;
    for (const Place& place : places_) {
      if (!place.is_line) {
        errors.push_back(place.where);
        numbers.push_back(place.problem);
      } else if (const FilePlace line = writer.place(place.where);
                 line.known() && writer.is_owned(writer.file_id(place.where))) {
        lost.push_back({line.file, line.line, line.line});
      }
    }
    const LostCode code = find_lost_code(context, writer, errors);
    for (std::size_t i = 0; i < errors.size(); ++i) {
      if (numbers[i] < problems_.size()) problems_[numbers[i]].is_harmless = code.is_harmless[i];
    }
    lost.insert(lost.end(), code.lines.begin(), code.lines.end());
    writer.facts.lost = merged_lines(std::move(lost));
  }
  write_problems(writer);
}

void ProblemCollector::record_without_ast(FactWriter& writer) {
  for (FileIndex file = 0; file < writer.facts.files.size(); ++file) {
    const FileFact& fact = writer.facts.files[file];
    if (fact.owned != 0 && fact.lines > 0) writer.facts.lost.push_back({file, 1, fact.lines});
  }
  write_problems(writer);
}

void ProblemCollector::write_problems(FactWriter& writer) const {
  for (const std::string& message : early_) {
    writer.facts.problems.push_back({0, 0, writer.text(message), ProblemKind::fatal, 0});
  }
  for (const Problem& problem : problems_) {
    const FilePlace place = writer.place(problem.where);
    writer.facts.problems.push_back({place.known() ? place.file : 0, place.line, writer.text(problem.message),
                                     problem.kind, static_cast<std::uint8_t>(problem.is_harmless)});
  }
}

}  // namespace loadline::frontend

// Turns Clang's errors into problem facts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/Basic/Diagnostic.h>

#include <string>
#include <vector>

#include "analyzers/facts/facts.h"
#include "analyzers/frontend/record/fact_writer.h"

namespace loadline::frontend {

// Keeps errors, ignores the rest. Places are resolved in the functions that record, while the source manager still lives.
class ProblemCollector : public clang::DiagnosticConsumer {
 public:
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& diagnostic) override;

  // What is included before the unit itself is no fault of it: its `module` need not come first.
  void allow_late_module_declaration() { module_may_be_late_ = true; }

  // The errors, and the lines that they have cost, by what the AST holds.
  void record(clang::ASTContext& context, FactWriter& writer);
  // The same without an AST: every line of the owned files is lost.
  void record_without_ast(FactWriter& writer);
  // For errors before there is any source: a target that does not exist.
  const std::vector<std::string>& early() const { return early_; }

 private:
  void write_problems(FactWriter& writer) const;

  struct Problem {
    clang::SourceLocation where;
    std::string message;
    ProblemKind kind = ProblemKind::error;
    bool is_harmless = false;
  };
  // A place where code may be missing, of more errors than are told.
  struct Place {
    clang::SourceLocation where;
    std::size_t problem = 0;  // its number, or one past the last
    bool is_line = false;     // the line itself is missing: what it names is not found
  };

  bool module_may_be_late_ = false;
  std::vector<Problem> problems_;
  std::vector<std::string> early_;
  std::vector<Place> places_;
};

}  // namespace loadline::frontend

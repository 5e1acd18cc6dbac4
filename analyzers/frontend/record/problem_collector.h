// Turns Clang's errors into problem facts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clang/Basic/Diagnostic.h>

#include <string>
#include <vector>

#include "analyzers/facts/facts.h"
#include "analyzers/frontend/record/fact_writer.h"

namespace loadline::frontend {

// Keeps errors, ignores the rest. Places are resolved in `record`, while the source manager still lives.
class ProblemCollector : public clang::DiagnosticConsumer {
 public:
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& diagnostic) override;

  void record(FactWriter& writer) const;
  // For errors before there is any source: a target that does not exist.
  const std::vector<std::string>& early() const { return early_; }

 private:
  struct Problem {
    clang::SourceLocation where;
    std::string message;
    ProblemKind kind;
  };
  std::vector<Problem> problems_;
  std::vector<std::string> early_;
};

}  // namespace loadline::frontend

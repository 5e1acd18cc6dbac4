// A state of the project to compare with: a commit of its history, or a fact set.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "tool/history/past_project.h"
#include "tool/pipeline.h"

namespace loadline {

// Which commit a name means.
enum class PastCommit {
  named,       // that one
  merge_base,  // the last commit that its history shares with HEAD's
};

class PastState {
 public:
  // `name`: a commit, or a fact set (names_fact_set). The set is read at once; of a commit only whether there is one, so that
  // a mistake is reported before minutes of parsing. Throws UserError, AnalysisFailure.
  PastState(const ProjectOptions& options, const std::string& name, PastCommit which = PastCommit::named);

  // A commit is seen with today's compile commands and build targets; a fact set has all it needs.
  bool needs_today() const { return project_ == nullptr; }
  // Analyses the commit, if it is one. `today` must outlive the object. Throws as analyse_project does.
  void analyse(const Project& today);

  // REQUIRES: analyse() was called, or today is not needed.
  const Project& project() const { return *project_; }
  // "main (1234567890ab)", "main where HEAD left it (1234567890ab)", or the file's name
  const std::string& label() const { return label_; }

 private:
  const ProjectOptions options_;
  std::string label_, commit_;
  std::optional<PastProject> past_;  // owns the files that the project was read from
  std::unique_ptr<Project> project_;
};

}  // namespace loadline

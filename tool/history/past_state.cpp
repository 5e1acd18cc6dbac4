// Reads a commit or a fact set.
// SPDX-License-Identifier: Apache-2.0
#include "tool/history/past_state.h"

#include "tool/history/fact_set.h"

namespace loadline {

PastState::PastState(const ProjectOptions& options, const std::string& name) : options_(options), label_(name) {
  if (names_fact_set(name)) {
    project_ = read_fact_set(name, prepare_project(options));
  } else {
    GitRepository(find_root(options.path)).commit(name);
  }
}

void PastState::analyse(const Project& today) {
  if (!needs_today()) return;
  commit_.emplace(options_, today, label_);
  project_ = commit_->analyse();
  label_ = commit_->label();
}

}  // namespace loadline

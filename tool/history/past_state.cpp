// Reads a commit or a fact set.
// SPDX-License-Identifier: Apache-2.0
#include "tool/history/past_state.h"

#include "tool/history/fact_set.h"

namespace loadline {

PastState::PastState(const ProjectOptions& options, const std::string& name, PastCommit which)
    : options_(options), label_(name) {
  if (names_fact_set(name)) {
    project_ = read_fact_set(name, prepare_project(options));
    return;
  }
  const GitRepository repository(find_root(options.path));
  commit_ = repository.commit(name);
  if (which == PastCommit::named || name.find("...") != std::string::npos) return;
  const std::string base = repository.merge_base(name, "HEAD");
  if (base != commit_) label_ += " where HEAD left it";
  commit_ = base;
}

void PastState::analyse(const Project& today) {
  if (!needs_today()) return;
  past_.emplace(options_, today, label_, commit_);
  project_ = past_->analyse();
  label_ = past_->label();
}

}  // namespace loadline

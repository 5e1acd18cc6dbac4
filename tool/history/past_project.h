// A project as it was at a commit, in a temporary folder of its own, ready to be analysed.
// SPDX-License-Identifier: Apache-2.0
//
//   files of the commit ─────────────┐
//   today's compile database, moved ─┼─▶ a temporary folder ─analyse─▶ Project
//   today's generated headers ───────┘
//
// How a project was built in the past is not in its history, so today's commands serve: those whose source was there,
// and for sources that are gone by now the command of the source nearest to them. Rules, modules and build targets are
// today's as well; files that no module of today claims belong where the commit's own configuration has them. Facts come
// from today's cache wherever nothing changed.
#pragma once

#include <memory>
#include <string>

#include "tool/history/git_repository.h"
#include "tool/history/scratch_folder.h"
#include "tool/pipeline.h"

namespace loadline {

class PastProject {
 public:
  // Throws UserError: no repository, no such commit, none of today's sources was there.
  PastProject(const ProjectOptions& options, const Project& today, const std::string& ref);

  // How the user named it, and the commit: "main (1234567890ab)".
  std::string label() const { return ref_ + " (" + commit_.substr(0, 12) + ")"; }
  // Throws as analyse_project does. The result must not outlive the object.
  std::unique_ptr<Project> analyse() const;

 private:
  void write_database() const;
  void copy_generated_headers() const;
  std::string moved(const std::string& text) const;
  void add_moved_files(const std::filesystem::path& root, Config& config) const;

  const ProjectOptions options_;
  const Project& today_;
  const std::string ref_;
  GitRepository repository_;
  std::string commit_;
  ScratchFolder scratch_;
  std::vector<std::string> left_out_;   // of the commit, as sentences
  std::filesystem::path tree_, build_;  // the repository, and the folder of the compile database
};

}  // namespace loadline

// A project as it was at a commit, in a temporary folder of its own, ready to be analysed.
// SPDX-License-Identifier: Apache-2.0
//
//   files of the commit ─────────────┐
//   today's compile database, moved ─┼─▶ a temporary folder ─analyse─▶ Project
//   today's generated headers ───────┘
//
// How a project was built in the past is not in its history, so today's commands serve: those whose source was there,
// and for sources that are gone by now the command of the source nearest to them. Rules, modules and build targets are
// today's as well; a file that no module claims today belongs to the module that the commit's own configuration gives it.
// Facts come from today's cache wherever nothing changed.
#pragma once

#include <memory>
#include <string>

#include "tool/history/git_repository.h"
#include "tool/history/scratch_folder.h"
#include "tool/pipeline.h"

namespace loadline {

class PastProject {
 public:
  // `commit`: its full name; `name`: as the user named it. Throws UserError when none of today's sources was there.
  PastProject(const ProjectOptions& options, const Project& today, const std::string& name, const std::string& commit);

  // "main (1234567890ab)".
  std::string label() const { return name_ + " (" + commit_.substr(0, 12) + ")"; }
  // Throws as analyse_project does. The result must not outlive the object.
  std::unique_ptr<Project> analyse() const;

 private:
  void write_commit();
  void write_database() const;
  void copy_generated_headers() const;
  void add_moved_files(const std::filesystem::path& root, Config& config) const;

  const ProjectOptions options_;
  const Project& today_;
  const std::string name_, commit_;
  GitRepository repository_;
  ScratchFolder scratch_;
  std::vector<std::string> left_out_;  // of the commit, as sentences
  // The repository, and the folder of the compile database: inside the scratch folder.
  std::filesystem::path tree_, build_;
};

}  // namespace loadline

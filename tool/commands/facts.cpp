// loadline facts: the merged facts as JSON, for other programs.
// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <CLI/CLI.hpp>

#include "analyzers/model/program_json.h"
#include "tool/commands/commands.h"
#include "tool/console/output.h"
#include "tool/pipeline.h"

namespace loadline {

namespace {

struct FactsOptions {
  ProjectOptions project;
  std::string output;
};

int run(const FactsOptions& options) {
  const std::unique_ptr<Project> project = analyse_project(options.project);
  write_output(options.output, [&](std::ostream& out) { write_program_json(project->program, out); });
  return exit_code_of(*project, kClean);
}

std::function<int()> declare(CLI::App& app) {
  const auto options = std::make_shared<FactsOptions>();
  declare_project_options(app, options->project);
  app.add_option("-o,--output", options->output, "Where to write; default: stdout")->type_name("FILE");
  app.footer("The format is described by \"loadline schema facts\".");
  return [options] { return run(*options); };
}

}  // namespace

const Command facts_command{"facts", "Print everything that was read from the code, as JSON", declare};

}  // namespace loadline

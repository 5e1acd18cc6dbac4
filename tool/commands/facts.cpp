// loadline facts: the merged facts as JSON, for other programs, or a fact set to compare with.
// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "analyzers/model/program_json.h"
#include "tool/arguments.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/console/output.h"
#include "tool/history/fact_set.h"
#include "tool/pipeline.h"

namespace loadline {

namespace {

struct FactsOptions {
  ProjectOptions project;
  std::string output;
};

int run(const FactsOptions& options) {
  ProjectOptions gathering = options.project;
  FactSetWriter set;
  const bool wants_set = names_fact_set(options.output);
  if (wants_set) gathering.on_facts = [&](const TuFacts& facts) { set.add(facts); };
  const std::unique_ptr<Project> project = analyse_project(gathering);
  write_output(options.output, [&](std::ostream& out) {
    wants_set ? set.write(*project, out) : write_program_json(project->program, out);
  });
  return exit_code_of(*project, kClean);
}

std::function<int()> declare(Arguments& arguments) {
  const auto options = std::make_shared<FactsOptions>();
  declare_project_options(arguments, options->project);
  arguments
      .add_option(
          "-o,--output", options->output,
          "Where to write; default: stdout. FILE.facts: a fact set, which \"loadline diff\" and \"check --since\" read")
      .shown_as("FILE");
  arguments.footer("The JSON is described by \"loadline schema facts\".");
  return [options] { return run(*options); };
}

}  // namespace

const Command facts_command{"facts", "Print everything that was read from the code, as JSON", declare};

}  // namespace loadline

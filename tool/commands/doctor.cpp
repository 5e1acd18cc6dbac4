// loadline doctor: how well the project could be read, and what to fix.
// SPDX-License-Identifier: Apache-2.0
#include "tool/doctor/doctor.h"

#include <memory>

#include "tool/arguments.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/commands/common_arguments.h"
#include "tool/console/output.h"

namespace loadline {

namespace {

struct DoctorOptions {
  ProjectOptions project;
  void (*write)(const Project&, std::ostream&) = write_doctor_text;
  std::string output;
};

int run(const DoctorOptions& options) {
  const std::unique_ptr<Project> project = analyse_project(options.project);
  write_output(options.output, [&](std::ostream& out) { options.write(*project, out); });
  return is_complete(*project) ? kClean : kIncomplete;
}

std::function<int()> declare(Arguments& arguments) {
  const auto options = std::make_shared<DoctorOptions>();
  declare_project_options(arguments, options->project);
  arguments.add_choice("-f,--format", options->write, {{"text", write_doctor_text}, {"json", write_doctor_json}},
                       "Default: text");
  add_output(arguments, options->output);
  arguments.footer(
      "Exit codes: 0 everything parsed · 3 less than min_parse_rate of loadline.yaml · 2 no compile database");
  return [options] { return run(*options); };
}

}  // namespace

const Command doctor_command{"doctor", "Show how well the project could be read, and what to fix", declare};

}  // namespace loadline

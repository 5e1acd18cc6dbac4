// loadline api: what the program offers to others.
// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "reports/api/api_listing.h"
#include "tool/arguments.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/commands/common_arguments.h"
#include "tool/console/output.h"
#include "tool/pipeline.h"

namespace loadline {

namespace {

enum class ApiFormat { table, json };

struct ApiOptions {
  ProjectOptions project;
  ApiFormat format = ApiFormat::table;
  std::string output;
};

int run(const ApiOptions& options) {
  const std::unique_ptr<Project> project = analyse_project(options.project);
  write_output(options.output, [&](std::ostream& out) {
    const auto write = options.format == ApiFormat::json ? write_api_json : write_api_table;
    write(*project->analyses, out);
  });
  return exit_code_of(*project, kClean);
}

std::function<int()> declare(Arguments& arguments) {
  const auto options = std::make_shared<ApiOptions>();
  declare_project_options(arguments, options->project);
  arguments.add_choice("--format", options->format, {{"table", ApiFormat::table}, {"json", ApiFormat::json}},
                       "How to list; default: table");
  add_output(arguments, options->output);
  return [options] { return run(*options); };
}

}  // namespace

const Command api_command{
    "api", "List routes and their handlers, RPC services, and the C++ interface in public headers", declare};

}  // namespace loadline

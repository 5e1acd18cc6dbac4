// loadline report: the scalability report.
// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>

#include <fmt/core.h>

#include "analyzers/words/user_error.h"
#include "reports/link_template.h"
#include "reports/scalability_report.h"
#include "tool/arguments.h"
#include "tool/baseline/baseline_file.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/console/output.h"
#include "tool/pipeline.h"
#include "tool/report/history.h"

namespace loadline {

namespace {

struct ReportOptions {
  ProjectOptions project;
  std::string output;
  std::string history;
  std::string commit;
  std::string date;
  std::string link_template;
};

using Write = void (*)(const ScalabilityReport&, std::ostream&);

Write writer_for(const std::string& file) {
  const std::string extension = std::filesystem::path(file).extension().string();
  if (extension == ".html" || extension == ".htm") return write_scalability_html;
  if (extension == ".md") return write_scalability_markdown;
  if (extension == ".json") return write_scalability_json;
  throw UserError("no report has the extension of " + file, "end the name in .html, .md or .json");
}

int run(const ReportOptions& options) {
  // Mistakes are reported before minutes of parsing.
  const Write write = writer_for(options.output);
  if (!options.date.empty() && !is_history_date(options.date)) {
    throw UserError(fmt::format("\"{}\" is not a date", options.date), "write it like 2026-11-24");
  }
  require_link_template(options.link_template);
  if (!options.history.empty() && options.date.empty()) {
    throw UserError("--history needs the date of this run",
                    "add --date, for instance --date \"$(git log -1 --format=%cs)\"");
  }
  load_baseline(find_root(options.project.path));
  std::vector<HistoryEntry> history;
  if (!options.history.empty()) history = read_history(options.history);

  const std::unique_ptr<Project> project = analyse_project(options.project);
  const RunResult result = check_project(*project, {});
  ScalabilityReport report = assess_project(*project, result);
  report.commit = options.commit;
  report.date = options.date;
  report.link_template = options.link_template;
  if (!options.history.empty()) report.history = with_entry(std::move(history), history_entry(report));
  write_output(options.output, [&](std::ostream& out) { write(report, out); });
  if (!options.history.empty()) write_history(options.history, report.history);
  return exit_code_of(*project, kClean);
}

std::function<int()> declare(Arguments& arguments) {
  const auto options = std::make_shared<ReportOptions>();
  declare_project_options(arguments, options->project);
  arguments
      .add_option("-o,--output", options->output, "Where to write; .html, .md or .json; default: loadline-report.html")
      .shown_as("FILE")
      .default_value("loadline-report.html");
  arguments.add_option("--history", options->history, "Keeps a line of numbers for each run, and plots them")
      .shown_as("FILE");
  arguments.add_option("--commit", options->commit, "Name of what is analysed, for the title and the history")
      .shown_as("ID");
  arguments.add_option("--date", options->date, "Its date, for the title and the history").shown_as("YYYY-MM-DD");
  arguments
      .add_option("--link-template", options->link_template,
                  "Turns places into links, e.g. https://host/me/project/blob/main/{path}#L{line}")
      .shown_as("URL");
  arguments.footer(
      "The report judges; it does not fail a build: findings do not change the exit code. \"loadline check\" does.");
  return [options] { return run(*options); };
}

}  // namespace

const Command report_command{"report", "Write the scalability report: verdict, grades, graph, findings, trend",
                             declare};

}  // namespace loadline

// loadline check: runs the rules and reports what they find.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <set>

#include <fmt/core.h>
#include <unistd.h>

#include "analyzers/words/near_matches.h"
#include "analyzers/words/phrases.h"
#include "analyzers/words/user_error.h"
#include "reports/report.h"
#include "reports/terminal_text.h"
#include "tool/arguments.h"
#include "tool/baseline/baseline_file.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/commands/common_arguments.h"
#include "tool/console/github_actions.h"
#include "tool/console/output.h"
#include "tool/console/terminal.h"
#include "tool/history/past_state.h"
#include "tool/pipeline.h"

namespace loadline {

namespace {

struct CheckOptions {
  ProjectOptions project;
  std::vector<std::string> reports;
  std::vector<std::string> rules;
  std::optional<std::string> since;        // a commit or fact set whose findings do not count: the merge base with it,
  std::optional<std::string> since_exact;  // or the commit itself
  std::optional<Severity> fail_on;
  ColorMode color = ColorMode::automatic;
};

struct WantedReport {
  const Report* report;
  std::string file;  // "" = stdout
};

// FORMAT or FORMAT=FILE.
WantedReport parse_report(const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  std::string file = equals == std::string::npos ? "" : text.substr(equals + 1);
  const Report* report = find_report(name);
  if (!report) {
    std::vector<std::string> names;
    for (const Report* known : all_reports()) names.emplace_back(known->name);
    const std::string guess = did_you_mean(name, names);
    throw UserError(fmt::format("unknown report \"{}\"", name),
                    guess.empty() ? "the formats are: " + joined(names) : guess);
  }
  if (equals != std::string::npos && file.empty()) {
    throw UserError(fmt::format("--report {} names no file", text), fmt::format("write --report {}=FILE", name));
  }
  if (report->name != "html") require_no_page(file, report->name);
  return {report, file == "-" ? "" : std::move(file)};
}

std::vector<WantedReport> parse_reports(const std::vector<std::string>& texts) {
  std::vector<WantedReport> wanted;
  std::set<std::string> files;
  for (const std::string& text : texts) {
    wanted.push_back(parse_report(text));
    if (files.insert(wanted.back().file).second) continue;
    throw UserError("two reports go to " + (wanted.back().file.empty() ? "stdout" : wanted.back().file),
                    "give each a file of its own: --report FORMAT=FILE");
  }
  if (wanted.empty()) wanted.push_back({find_report("text"), ""});
  return wanted;
}

// Inside GitHub Actions, annotations are added automatically, besides what was asked for. They go to stderr, which GitHub
// reads as well: so they reach it although stdout may be a file or another program's input.
void annotate(const std::vector<WantedReport>& wanted, const RunResult& result) {
  const Report* github = find_report("github");
  const bool is_asked_for =
      std::any_of(wanted.begin(), wanted.end(), [&](const WantedReport& want) { return want.report == github; });
  if (is_in_github_actions() && !is_asked_for) github->write(result, {}, std::cerr);
}

// Separates what is new from what the project already had at the commit.
void compare_with_past(const CheckOptions& options, const Project& project, PastState& past, RunResult& result) {
  past.analyse(project);
  result.since = past.label();
  mark_older(project, check_project(past.project(), options.rules), result);
  const auto with = [&](FindingStatus status) {
    return std::count_if(result.findings.begin(), result.findings.end(),
                         [&](const JudgedFinding& judged) { return judged.status == status; });
  };
  std::cerr << "loadline: since " << terminal_text(result.since)
            << ": findings that are new: " << with(FindingStatus::fresh) << ", older: " << with(FindingStatus::older)
            << '\n';
}

void write_report(const WantedReport& want, const CheckOptions& options, const Project& project,
                  const RunResult& result) {
  if (want.report->write_judged) {
    const ScalabilityReport report = assess_project(project, result);
    write_output(want.file, [&](std::ostream& out) { want.report->write_judged(report, out); });
    return;
  }
  const ReportStyle style{.color = want.file.empty() && use_color(options.color, STDOUT_FILENO)};
  write_output(want.file, [&](std::ostream& out) { want.report->write(result, style, out); });
}

int run(const CheckOptions& options) {
  // Mistakes in the flags and a damaged baseline are reported before minutes of parsing.
  const std::vector<WantedReport> wanted = parse_reports(options.reports);
  require_known_rules(options.rules);
  const std::optional<Baseline> baseline = load_baseline(find_root(options.project.path));
  if (baseline && !baseline->keeps_carriers) {
    std::cerr << "loadline: warning: " << kBaselineName
              << " is of version 1: code that joins a known finding is not reported as new\n"
                 "  hint: \"loadline baseline --migrate\" writes it again\n";
  }
  std::optional<PastState> past;
  if (options.since) past.emplace(options.project, *options.since, PastCommit::merge_base);
  if (options.since_exact) past.emplace(options.project, *options.since_exact);
  const std::unique_ptr<Project> project = analyse_project(options.project);
  RunResult result = check_project(*project, options.rules);
  if (past) compare_with_past(options, *project, *past, result);
  result.fail_on = options.fail_on.value_or(project->config.fail_on);
  for (const WantedReport& want : wanted) write_report(want, options, *project, result);
  annotate(wanted, result);
  const bool has_failed = std::any_of(result.findings.begin(), result.findings.end(),
                                      [&](const JudgedFinding& judged) { return fails(result, judged); });
  return exit_code_of(*project, has_failed ? kFindings : kClean);
}

std::string report_help() {
  std::string help = "Format, and where to write it; default: text on stdout. Repeatable. Formats:";
  for (const Report* report : all_reports()) {
    help += "\n" + std::string(report->name) + ": " + std::string(report->summary);
  }
  return help;
}

std::function<int()> declare(Arguments& arguments) {
  static const Choices<ColorMode> kColors{
      {"auto", ColorMode::automatic}, {"always", ColorMode::always}, {"never", ColorMode::never}};
  const auto options = std::make_shared<CheckOptions>();
  declare_project_options(arguments, options->project);
  arguments.add_option("-r,--report", options->reports, report_help()).shown_as("FORMAT[=FILE]").one_value_each();
  arguments.add_option("--rule", options->rules, "Run only this rule. Repeatable").shown_as("ID").one_value_each();
  const Argument since =
      arguments
          .add_option("--since", options->since,
                      "Report only what is new since HEAD left this branch, tag or commit (their merge base), or what "
                      "a fact set does not have")
          .shown_as("REF");
  arguments.add_option("--since-exact", options->since_exact, "The same against the commit itself")
      .shown_as("REF")
      .excludes(since);
  add_fail_on(arguments, options->fail_on, "findings");
  arguments.add_choice("--color", options->color, kColors, "Colours in the text report; default: auto");
  arguments.footer(
      "Exit codes: 0 clean · 1 findings at or above --fail-on · 2 usage or configuration error · 3 incomplete or "
      "failed");
  return [options] { return run(*options); };
}

}  // namespace

const Command check_command{"check", "Check the architecture against its rules", declare};

}  // namespace loadline

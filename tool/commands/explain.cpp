// loadline explain: the page of a rule, or the evidence of one finding.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include <unistd.h>

#include "analyzers/words/user_error.h"
#include "reports/report.h"
#include "rules/all_rules.h"
#include "tool/arguments.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/console/output.h"
#include "tool/console/terminal.h"
#include "tool/pipeline.h"

namespace loadline {

namespace {

struct ExplainOptions {
  ProjectOptions project;
  std::string subject;
};

bool is_fingerprint(const std::string& text) {
  return text.size() == 16 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// Findings are not stored: the check runs again, and this one is shown.
int explain_finding(const ExplainOptions& options) {
  const std::unique_ptr<Project> project = analyse_project(options.project);
  RunResult result = check_project(*project, {});
  std::erase_if(result.findings,
                [&](const JudgedFinding& judged) { return judged.finding.fingerprint() != options.subject; });
  if (result.findings.empty()) {
    throw UserError("no finding has the fingerprint " + options.subject,
                    "it may be fixed, or its rule switched off; \"loadline check --report json\" lists fingerprints");
  }
  // It was asked for by name: shown even if it is known or suppressed.
  for (JudgedFinding& judged : result.findings) judged.status = FindingStatus::fresh;
  result.baseline.reset();
  const ReportStyle style{.color = use_color(ColorMode::automatic, STDOUT_FILENO)};
  const std::string rule = result.findings.front().finding.rule;
  write_output("", [&](std::ostream& out) {
    find_report("text")->write(result, style, out);
    out << "\n\"loadline explain " << rule << "\" describes the rule.\n";
  });
  return exit_code_of(*project, kClean);
}

int run(const ExplainOptions& options) {
  if (is_fingerprint(options.subject)) return explain_finding(options);
  require_known_rules({options.subject});
  write_output("", [&](std::ostream& out) { out << rule_page(options.subject); });
  return kClean;
}

std::function<int()> declare(Arguments& arguments) {
  const auto options = std::make_shared<ExplainOptions>();
  arguments.add_option("RULE|FINGERPRINT", options->subject, "A rule's id, or the 16 digits of a finding")
      .shown_as("")
      .required();
  declare_project_options(arguments, options->project);
  return [options] { return run(*options); };
}

}  // namespace

const Command explain_command{"explain", "Describe a rule, or show the evidence of a finding", declare};

}  // namespace loadline

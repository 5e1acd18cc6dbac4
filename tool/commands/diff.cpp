// loadline diff: what changed in the architecture between two commits or fact sets, or since one.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <optional>

#include "reports/diff.h"
#include "rules/evidence/evidence_steps.h"
#include "tool/arguments.h"
#include "tool/baseline/baseline_file.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/commands/common_arguments.h"
#include "tool/console/output.h"
#include "tool/history/past_state.h"
#include "tool/pipeline.h"

namespace loadline {

namespace {

enum class DiffFormat { text, json, markdown };

struct DiffOptions {
  ProjectOptions project;
  std::string base, head;  // commits or fact sets; head "": the work tree
  std::optional<Severity> fail_on;
  DiffFormat format = DiffFormat::text;
  std::string output;
};

// One side of the comparison.
struct Side {
  const Project* project;
  std::string label;
  RunResult result;
};

Side side_of(const Project& project, const std::string& label) { return {&project, label, check_project(project, {})}; }

std::vector<ShownEdge> with_evidence(const Analyses& analyses, const std::vector<EdgeChange>& changes) {
  constexpr std::size_t kMostPlaces = 5;
  std::vector<ShownEdge> edges;
  for (const EdgeChange& change : changes) {
    const ModuleIndex from = analyses.modules().find(change.from), to = analyses.modules().find(change.to);
    const std::vector<Evidence> evidence = analyses.module_dependencies().evidence(from, to);
    edges.push_back({change, steps_of(analyses.program(), evidence, kMostPlaces)});
  }
  return edges;
}

DiffResult diff_of(const Side& base, const Side& head) {
  DiffResult diff;
  diff.base = base.label;
  diff.head = head.label;
  diff.comparison = compare(*base.project->analyses, *head.project->analyses);
  diff.added = with_evidence(*head.project->analyses, diff.comparison.added_edges);
  diff.removed = with_evidence(*base.project->analyses, diff.comparison.removed_edges);
  diff.added_findings = findings_only_in(head.result, base.result, head.project->program);
  diff.removed_findings = findings_only_in(base.result, head.result, base.project->program);
  return diff;
}

int run(const DiffOptions& options) {
  require_no_page(options.output, "a comparison");
  load_baseline(find_root(options.project.path));  // a damaged one is reported before minutes of parsing
  PastState past(options.project, options.base);
  std::optional<PastState> later;
  if (!options.head.empty()) later.emplace(options.project, options.head);
  std::unique_ptr<Project> today;  // two fact sets are compared without any source
  if (past.needs_today() || !later || later->needs_today()) {
    today = analyse_project(options.project);
    past.analyse(*today);
    if (later) later->analyse(*today);
  }
  const Side base = side_of(past.project(), past.label());
  const Side head = later ? side_of(later->project(), later->label()) : side_of(*today, "the work tree");
  const DiffResult diff = diff_of(base, head);
  const auto write = options.format == DiffFormat::json       ? write_diff_json
                     : options.format == DiffFormat::markdown ? write_diff_markdown
                                                              : write_diff_text;
  write_output(options.output, [&](std::ostream& out) { write(diff, out); });
  const Severity fail_on = options.fail_on.value_or(head.project->config.fail_on);
  const bool has_failed = std::any_of(diff.added_findings.begin(), diff.added_findings.end(),
                                      [&](const JudgedFinding& judged) { return judged.finding.severity >= fail_on; });
  return exit_code_of(*head.project, has_failed ? kFindings : kClean);
}

std::function<int()> declare(Arguments& arguments) {
  const auto options = std::make_shared<DiffOptions>();
  arguments.add_option("BASE", options->base, "The commit, branch, tag or fact set to compare with")
      .shown_as("")
      .required();
  arguments.add_option("HEAD", options->head, "What to compare; default: the work tree").shown_as("");
  declare_project_options(arguments, options->project, PathArgument::flag);
  arguments.add_choice("--format", options->format,
                       {{"text", DiffFormat::text}, {"json", DiffFormat::json}, {"markdown", DiffFormat::markdown}},
                       "How to show it; default: text");
  add_fail_on(arguments, options->fail_on, "new findings");
  add_output(arguments, options->output);
  arguments.footer(
      "Commits are read from the history: the work tree is not touched. They are read with today's compile database "
      "and\n"
      "configuration. A fact set is a file that \"loadline facts -o FILE.facts\" wrote.");
  return [options] { return run(*options); };
}

}  // namespace

const Command diff_command{"diff", "Compare the architecture of two commits or fact sets", declare};

}  // namespace loadline

// loadline why: the evidence that one module, file or symbol depends on another.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <optional>

#include "analyzers/model/evidence_text.h"
#include "analyzers/questions/trail.h"
#include "reports/terminal_text.h"
#include "tool/arguments.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/commands/common_arguments.h"
#include "tool/commands/kind_list.h"
#include "tool/console/output.h"
#include "tool/pipeline.h"

namespace loadline {

namespace {

// One piece of evidence proves a hop; a few show whether it is a habit.
constexpr std::size_t kShown = 5;

struct WhyOptions {
  ProjectOptions project;
  std::string from;
  std::string to;
  std::vector<std::string> kinds;
  bool all = false;
};

void write_evidence(const Program& program, const Evidence& evidence, std::ostream& out) {
  out << "  " << terminal_text(program.files()[evidence.where.file].path) << ':' << evidence.where.line << "  "
      << terminal_text(describe(program, evidence)) << '\n';
}

void write_trail(const Program& program, const Trail& trail, bool all, std::ostream& out) {
  for (const Hop& hop : trail.hops) {
    out << terminal_text(hop.from) << " → " << terminal_text(hop.to) << '\n';
    const std::size_t shown = all ? hop.evidence.size() : std::min(hop.evidence.size(), kShown);
    for (std::size_t at = 0; at < shown; ++at) write_evidence(program, hop.evidence[at], out);
    if (shown < hop.evidence.size()) out << "  … and " << hop.evidence.size() - shown << " more (--all)\n";
  }
}

int run(const WhyOptions& options) {
  const KindSet kinds = parse_kinds(options.kinds);
  const std::unique_ptr<Project> project = analyse_project(options.project);
  const std::optional<Trail> trail = find_trail(*project->analyses, options.from, options.to, kinds);
  write_output("", [&](std::ostream& out) {
    if (trail) {
      write_trail(project->program, *trail, options.all, out);
    } else {
      out << terminal_text(options.from) << " does not depend on " << terminal_text(options.to)
          << (options.kinds.empty() ? "" : " by these kinds of reference") << '\n';
    }
  });
  // Whether there is no trail is known only when everything was read.
  const int code = exit_code_of(*project, kClean);
  return code == kClean && !trail ? kFindings : code;
}

std::function<int()> declare(Arguments& arguments) {
  const auto options = std::make_shared<WhyOptions>();
  arguments.add_option("A", options->from, "A module, file or symbol …").shown_as("").required();
  arguments.add_option("B", options->to, "… and what it may depend on").shown_as("").required();
  declare_project_options(arguments, options->project);
  add_kinds(arguments, options->kinds);
  arguments.add_flag("--all", options->all, "All evidence, not only the first of each hop");
  arguments.footer(
      "Exit codes: 0 A depends on B · 1 it does not · 2 usage or configuration error · 3 incomplete or failed");
  return [options] { return run(*options); };
}

}  // namespace

const Command why_command{"why", "Show the evidence that A depends on B, shortest trail first", declare};

}  // namespace loadline

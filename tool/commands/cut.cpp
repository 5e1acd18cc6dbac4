// loadline cut: what to cut so that no cycle between modules is left, and what carries each of those edges.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <set>

#include "analyzers/questions/carriers.h"
#include "analyzers/questions/entity.h"
#include "analyzers/structure/cycles.h"
#include "analyzers/words/phrases.h"
#include "analyzers/words/user_error.h"
#include "reports/carrier_text.h"
#include "reports/terminal_text.h"
#include "tool/arguments.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/console/output.h"
#include "tool/pipeline.h"

namespace loadline {

namespace {

struct CutOptions {
  ProjectOptions project;
  std::vector<std::string> modules;
  bool all = false;
};

std::set<ModuleIndex> wanted_modules(const Analyses& analyses, const std::vector<std::string>& names) {
  std::set<ModuleIndex> wanted;
  for (const std::string& name : names) {
    const Entity entity = find_entity(analyses, name);
    if (entity.kind != EntityKind::module) throw UserError("\"" + name + "\" is not a module", "cut works on modules");
    wanted.insert(entity.members.begin(), entity.members.end());
  }
  return wanted;
}

bool holds_any(const Cycle& cycle, const std::set<ModuleIndex>& wanted) {
  return std::any_of(cycle.members.begin(), cycle.members.end(), [&](Node node) { return wanted.contains(node); });
}

std::string name_of_module(const Analyses& analyses, Node module) {
  return terminal_text(analyses.modules().all()[module].name);
}

void write_cycle(const Analyses& analyses, const Cycle& cycle, bool all, std::ostream& out) {
  out << cycle.members.size() << " modules depend on each other:";
  for (const Node member : cycle.members) out << ' ' << name_of_module(analyses, member);
  out << '\n';
  for (const Edge& edge : cycle.cut) {
    out << "  cut " << name_of_module(analyses, edge.from) << " → " << name_of_module(analyses, edge.to) << " ("
        << counted(edge.weight, "reference") << ")\n";
    write_carriers(analyses.program(), carriers_of(analyses, edge.from, edge.to), all, out);
  }
}

int run(const CutOptions& options) {
  const std::unique_ptr<Project> project = analyse_project(options.project);
  const Analyses& analyses = *project->analyses;
  const std::set<ModuleIndex> wanted = wanted_modules(analyses, options.modules);
  std::vector<const Cycle*> cycles;
  for (const Cycle& cycle : analyses.module_cycles()) {
    if (wanted.empty() || holds_any(cycle, wanted)) cycles.push_back(&cycle);
  }
  write_output("", [&](std::ostream& out) {
    for (const Cycle* cycle : cycles) write_cycle(analyses, *cycle, options.all, out);
    if (cycles.empty()) out << "no cycle" << (wanted.empty() ? "" : " through these modules") << ": nothing to cut\n";
  });
  return exit_code_of(*project, cycles.empty() ? kClean : kFindings);
}

std::function<int()> declare(Arguments& arguments) {
  const auto options = std::make_shared<CutOptions>();
  arguments.add_option("MODULE", options->modules, "Only cycles through these modules; default: all").shown_as("");
  declare_project_options(arguments, options->project, PathArgument::flag);
  arguments.add_flag("--all", options->all, "Everything that an edge rests on, not only what is used most");
  arguments.footer(
      "The cut removes the fewest references. Below each edge is what to move or stop using.\n"
      "Exit codes: 0 no cycle · 1 there is something to cut · 2 usage or configuration error · 3 incomplete or failed");
  return [options] { return run(*options); };
}

}  // namespace

const Command cut_command{"cut", "Show what to cut to break the cycles between modules, and what carries it", declare};

}  // namespace loadline

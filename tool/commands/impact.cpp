// loadline impact: what a change to a module, file or symbol can reach, and what it takes to rebuild.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <memory>

#include <fmt/core.h>

#include "analyzers/questions/impact.h"
#include "analyzers/words/phrases.h"
#include "reports/terminal_text.h"
#include "tool/arguments.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/console/output.h"
#include "tool/pipeline.h"

namespace loadline {

namespace {

struct ImpactOptions {
  ProjectOptions project;
  std::string subject;
  bool all = false;
};

struct ReachedModule {
  std::uint32_t steps = 0;
  std::size_t files = 0;
};

std::size_t count_files(const Program& program, bool only_sources) {
  return static_cast<std::size_t>(std::count_if(program.files().begin(), program.files().end(), [&](const File& file) {
    return file.origin == Origin::project && (!only_sources || file.is_source);
  }));
}

// Modules in the order in which they are reached; files without a module last.
void write_modules(const Analyses& analyses, const Impact& impact, std::ostream& out) {
  std::map<ModuleIndex, ReachedModule> by_module;
  for (const ReachedFile& reached : impact.reached) {
    ReachedModule& module =
        by_module.try_emplace(analyses.modules().of(reached.file), ReachedModule{reached.steps, 0}).first->second;
    ++module.files;
  }
  std::vector<std::pair<ModuleIndex, ReachedModule>> modules(by_module.begin(), by_module.end());
  std::stable_sort(modules.begin(), modules.end(),
                   [](const auto& a, const auto& b) { return a.second.steps < b.second.steps; });
  for (const auto& [module, reached] : modules) {
    out << "  " << (module == kNone ? "(no module)" : terminal_text(analyses.modules().all()[module].name)) << "  ";
    if (module == kNone) {
      out << counted(reached.files, "file");
    } else {
      out << reached.files << " of " << counted(analyses.modules().all()[module].files.size(), "file");
    }
    out << (reached.steps == 0 ? "" : fmt::format(", from {} away", counted(reached.steps, "step"))) << '\n';
  }
}

void write_impact(const Analyses& analyses, const Impact& impact, bool all, std::ostream& out) {
  constexpr std::size_t kShown = 10;
  const Program& program = analyses.program();
  out << "can reach " << impact.reached.size() << " of " << counted(count_files(program, false), "file") << ":\n";
  write_modules(analyses, impact, out);
  if (all) {
    for (const ReachedFile& reached : impact.reached) {
      out << "    " << reached.steps << "  " << terminal_text(program.files()[reached.file].path) << '\n';
    }
  }
  out << "rebuilds " << impact.rebuilt.size() << " of " << counted(count_files(program, true), "translation unit")
      << ", " << counted(impact.lines_rebuilt, "line") << " of the project with what they include"
      << (impact.rebuilt.empty() ? "\n" : ":\n");
  const std::size_t shown = all ? impact.rebuilt.size() : std::min(kShown, impact.rebuilt.size());
  for (std::size_t i = 0; i < shown; ++i) out << "  " << terminal_text(program.files()[impact.rebuilt[i]].path) << '\n';
  if (shown < impact.rebuilt.size()) out << "  … and " << impact.rebuilt.size() - shown << " more (--all)\n";
}

int run(const ImpactOptions& options) {
  const std::unique_ptr<Project> project = analyse_project(options.project);
  const Impact impact = impact_of(*project->analyses, options.subject);
  write_output("", [&](std::ostream& out) {
    out << "a change to " << terminal_text(options.subject) << ' ';
    write_impact(*project->analyses, impact, options.all, out);
  });
  return exit_code_of(*project, kClean);
}

std::function<int()> declare(Arguments& arguments) {
  const auto options = std::make_shared<ImpactOptions>();
  arguments.add_option("X", options->subject, "The module, file or symbol that changes").shown_as("").required();
  declare_project_options(arguments, options->project);
  arguments.add_flag("--all", options->all,
                     "Every file that is reached, with the steps to it, and every translation unit");
  return [options] { return run(*options); };
}

}  // namespace

const Command impact_command{"impact", "Show what a change can reach, and what it takes to rebuild", declare};

}  // namespace loadline

// loadline init: a configuration that the code passes today; --tighten lists what could be forbidden next.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <tuple>

#include "analyzers/questions/carriers.h"
#include "analyzers/words/phrases.h"
#include "analyzers/words/user_error.h"
#include "reports/carrier_text.h"
#include "reports/terminal_text.h"
#include "tool/arguments.h"
#include "tool/baseline/baseline_file.h"
#include "tool/command.h"
#include "tool/commands/commands.h"
#include "tool/console/output.h"
#include "tool/init/first_config.h"
#include "tool/pipeline.h"

namespace loadline {

namespace {

struct InitOptions {
  ProjectOptions project;
  bool force = false;
  std::optional<std::uint32_t> tighten;
};

// Written or not at all: both files are checked before minutes of parsing.
void require_absent(const std::filesystem::path& root, bool force) {
  for (const char* name : {"loadline.yaml", kBaselineName}) {
    std::error_code error;
    if (force || !std::filesystem::exists(std::filesystem::symlink_status(root / name, error))) continue;
    throw UserError(std::string(name) + " exists already",
                    "--force replaces loadline.yaml and " + std::string(kBaselineName));
  }
}

int write_config(const InitOptions& options) {
  require_absent(find_root(options.project.path), options.force);
  ProjectOptions from_nothing = options.project;
  from_nothing.ignore_config = true;
  const std::unique_ptr<Project> project = analyse_project(from_nothing);
  if (project->analyses->modules().all().empty()) {
    throw AnalysisFailure("no module was found: no file of the project was read", "\"loadline doctor\" says why");
  }
  const FirstConfig first = first_config(*project);
  const std::filesystem::path baseline = project->root / kBaselineName;
  if (!first.baseline.empty()) {
    write_output(baseline.string(), [&](std::ostream& out) { out << first.baseline; });
  } else {
    std::error_code error;
    std::filesystem::remove(baseline, error);  // one of an older configuration would be stale
  }
  write_output((project->root / "loadline.yaml").string(), [&](std::ostream& out) { out << first.yaml; });
  write_output("", [&](std::ostream& out) {
    out << "wrote loadline.yaml: " << counted(first.modules, "module") << " in " << counted(first.layers, "layer")
        << '\n';
    if (first.known > 0) {
      out << "wrote " << kBaselineName << ": " << counted(first.known, "finding") << " known from now on\n";
    }
    out << "\"loadline check\" passes now; look at every guess in loadline.yaml\n";
  });
  return kClean;
}

struct ThinEdge {
  const Dependency* edge;
  std::vector<Carrier> carriers;
};

int list_thin_edges(const InitOptions& options) {
  const std::unique_ptr<Project> project = analyse_project(options.project);
  const Analyses& analyses = *project->analyses;
  std::vector<ThinEdge> thin;
  for (const Dependency& edge : analyses.module_dependencies().all()) {
    std::vector<Carrier> carriers = carriers_of(analyses, edge.from, edge.to);
    if (carriers.size() <= *options.tighten) thin.push_back({&edge, std::move(carriers)});
  }
  std::stable_sort(thin.begin(), thin.end(), [](const ThinEdge& a, const ThinEdge& b) {
    return std::tuple(a.carriers.size(), a.edge->total) < std::tuple(b.carriers.size(), b.edge->total);
  });
  const std::vector<Module>& modules = analyses.modules().all();
  write_output("", [&](std::ostream& out) {
    for (const ThinEdge& edge : thin) {
      out << terminal_text(modules[edge.edge->from].name) << " → " << terminal_text(modules[edge.edge->to].name) << " ("
          << counted(edge.edge->total, "reference") << ")\n";
      write_carriers(project->program, edge.carriers, true, out);
    }
    out << counted(thin.size(), "edge") << " of " << analyses.module_dependencies().all().size()
        << " held up by at most " << counted(*options.tighten, "symbol") << '\n';
  });
  return exit_code_of(*project, kClean);
}

int run(const InitOptions& options) { return options.tighten ? list_thin_edges(options) : write_config(options); }

std::function<int()> declare(Arguments& arguments) {
  const auto options = std::make_shared<InitOptions>();
  declare_project_options(arguments, options->project);
  arguments.add_flag("--force", options->force, "Replace an existing loadline.yaml and baseline");
  arguments
      .add_option("--tighten", options->tighten,
                  "Write nothing: list the edges held up by at most N symbols, which are cheapest to forbid")
      .shown_as("N");
  arguments.footer("Writes loadline.yaml, and puts what does not fit it today into .loadline-baseline.json.");
  return [options] { return run(*options); };
}

}  // namespace

const Command init_command{"init", "Write a loadline.yaml that the code passes today", declare};

}  // namespace loadline

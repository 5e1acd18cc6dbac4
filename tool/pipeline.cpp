// The spine of the program; analyse_project() is its table of contents.
// SPDX-License-Identifier: Apache-2.0
#include "tool/pipeline.h"

#include <iomanip>
#include <iostream>
#include <sstream>
#include <thread>

#include <unistd.h>
#include <CLI/CLI.hpp>

#include "analyzers/calls/effects.h"
#include "analyzers/facts/fact_store.h"
#include "analyzers/model/configured_handler.h"
#include "analyzers/model/program_builder.h"
#include "analyzers/readers/cmake_targets.h"
#include "analyzers/readers/configured_handlers.h"
#include "analyzers/readers/proto_files.h"
#include "analyzers/routes/handlers.h"
#include "analyzers/words/user_error.h"
#include "reports/terminal_text.h"
#include "tool/cache_folder.h"
#include "tool/command.h"
#include "tool/console/progress.h"
#include "tool/console/terminal.h"

namespace loadline {

namespace {

namespace fs = std::filesystem;

Sources find_project_sources(const ProjectOptions& options, const Project& project) {
  SourceRequest request;
  request.root = project.root;
  // A flag counts from where the user is, the configuration from where it lies.
  if (!options.build_dir.empty()) {
    request.build_dir = fs::absolute(options.build_dir).lexically_normal().string();
  } else if (!project.config.build.empty()) {
    request.build_dir = (project.root / project.config.build).lexically_normal().string();
  }
  request.infer_commands = options.infer_compile_commands;
  request.query_drivers = options.query_drivers;
  for (const PathPattern& pattern : project.config.architecture.exclude) request.exclude.push_back(pattern.text);
  return find_sources(request);
}

std::unique_ptr<FactStore> open_project_cache(const ProjectOptions& options, Project& project) {
  CacheRequest request;
  request.off = options.no_cache;
  request.explicit_dir = options.cache_dir;
  request.root = project.root;
  return open_cache(request, project.warnings);
}

// Clang's tooling moves the whole process into the folders of compile commands. Whoever comes after must be where the user
// is: a file that the command line names counts from there.
class CurrentFolder {
 public:
  CurrentFolder() : folder_(fs::current_path(error_)) {}
  CurrentFolder(const CurrentFolder&) = delete;
  CurrentFolder& operator=(const CurrentFolder&) = delete;
  ~CurrentFolder() {
    if (!error_) fs::current_path(folder_, error_);
  }

 private:
  std::error_code error_;
  fs::path folder_;
};

ExtractionReport extract_with_progress(const ProjectOptions& options, const Sources& sources, FactStore& store,
                                       ProgramBuilder& builder) {
  const CurrentFolder restored_afterwards;
  Progress progress(std::cerr, is_terminal(STDERR_FILENO) ? terminal_width(STDERR_FILENO) : 0);
  ExtractionOptions extraction;
  extraction.jobs = options.jobs > 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency());
  extraction.precompile = options.pch != "off";
  extraction.memory_limit = options.memory_limit_mib << 20;
  extraction.unit_memory = options.unit_memory_mib << 20;
  extraction.unit_seconds = options.unit_seconds;
  if (!options.quiet) {
    extraction.progress = [&](std::uint32_t done, std::uint32_t total, const std::string& source) {
      progress.show(done, total, source);
    };
  }
  return extract_facts(sources, store, extraction, [&](const TuFacts& facts) {
    builder.add(facts);
    if (options.on_facts) options.on_facts(facts);
  });
}

void print_warnings(const Project& project) {
  for (const std::string& warning : project.warnings)
    std::cerr << "loadline: warning: " << terminal_text(warning) << '\n';
}

// Compile databases name sources by absolute paths, which no report may show.
std::string shown_path(const fs::path& root, const std::string& source) {
  const fs::path path(source);
  if (path.is_relative()) return path.lexically_normal().generic_string();
  const fs::path inside = path.lexically_normal().lexically_relative(root);
  return (inside.empty() || *inside.begin() == ".." ? path.filename() : inside).generic_string();
}

}  // namespace

void declare_project_options(CLI::App& app, ProjectOptions& options, PathArgument path) {
  if (path == PathArgument::positional) {
    app.add_option("PATH", options.path, "The project's folder; default: the current one")->type_name("");
  }
  const auto add = [&](const char* name, auto& target, const char* help, const char* type) {
    return app.add_option(name, target, help)->type_name(type)->group("Project");
  };
  if (path == PathArgument::flag)
    add("-C,--project", options.path, "The project's folder; default: the current one", "PATH");
  add("-p,--build-dir", options.build_dir, "Folder of compile_commands.json; default: PATH, PATH/build*, PATH/out*",
      "DIR");
  add("--config", options.config_file, "Configuration; default: PATH/loadline.yaml", "FILE");
  add("--cache-dir", options.cache_dir, "Where facts are kept between runs; default: in ~/.cache/loadline", "DIR");
  add("--cache-limit", options.cache_limit_mib, "How large the cache may grow; default: 2048", "MIB");
  app.add_flag("--no-cache", options.no_cache, "Parse everything, keep nothing")->group("Project");
  app.add_flag("--infer-compile-commands", options.infer_compile_commands,
               "Go on without a compile database, with guessed include paths")
      ->group("Project");
  add("--query-driver", options.query_drivers, "Compilers (globs) that may be run to ask for their include paths",
      "GLOB");
  add("-j,--jobs", options.jobs, "Translation units parsed at a time; default: one per core", "N")
      ->check(CLI::Range(1, 1024).description(""));
  add("--memory-limit", options.memory_limit_mib, "What all parses at one time may hold; default: no limit", "MIB");
  add("--unit-memory-limit", options.unit_memory_mib, "What parsing one unit may take; default: 4096", "MIB")
      ->check(CLI::Range(64, 1 << 20).description(""));
  add("--unit-time-limit", options.unit_seconds, "CPU time that parsing one unit may take; default: 60", "SECONDS")
      ->check(CLI::Range(1, 86400).description(""));
  add("--pch", options.pch, "Precompiled headers where they pay, or none; the facts are the same; default: auto",
      "auto|off")
      ->check(CLI::IsMember({"auto", "off"}).description(""));
  app.add_flag("-q,--quiet", options.quiet, "No progress on stderr")->group("Project");
}

fs::path find_root(const std::string& path) {
  std::error_code error;
  const fs::path root = fs::canonical(path, error);
  if (error) throw UserError("cannot open " + path + ": " + error.message(), "name the project's folder");
  if (!fs::is_directory(root, error)) {
    throw UserError(path + " is no folder", "name the project's folder; --config names a configuration file");
  }
  return root;
}

PreparedProject prepare_project(const ProjectOptions& options) {
  PreparedProject prepared;
  prepared.root = find_root(options.path);
  if (options.ignore_config) {
    prepared.config.rules = default_rule_settings();
  } else {
    prepared.config = load_config(
        prepared.root, options.config_file.empty() ? std::nullopt : std::optional<fs::path>(options.config_file));
  }
  return prepared;
}

std::unique_ptr<Project> analyse_project(const ProjectOptions& options) {
  return analyse_prepared(options, prepare_project(options));
}

std::unique_ptr<Project> analyse_prepared(const ProjectOptions& options, PreparedProject prepared) {
  auto project = std::make_unique<Project>();
  project->root = std::move(prepared.root);
  project->config = std::move(prepared.config);
  project->sources = find_project_sources(options, *project);

  // Ask every translation unit what it says; those that did not change answer from the cache.
  const std::unique_ptr<FactStore> store = open_project_cache(options, *project);
  ProgramBuilder builder(project->config.architecture.third_party);
  project->extraction = extract_with_progress(options, project->sources, *store, builder);

  // From here on the program is fixed: everything below is a pure function of it.
  project->program = std::move(builder).build();
  project->targets = prepared.targets
                         ? std::move(*prepared.targets)
                         : read_cmake_targets(project->sources.build_dir, project->root, &project->warnings);
  if (uses_protobuf(project->program)) {
    project->protos = read_proto_files(project->root, project->config.architecture.exclude, &project->warnings);
  }
  std::vector<ConfiguredHandler> handlers;
  if (has_configured_handlers(project->program, project->config.models)) {
    handlers = read_configured_handlers(project->root, project->config.architecture.exclude);
  }
  project->analyses = std::make_unique<Analyses>(project->program, project->config.architecture, project->targets,
                                                 project->config.models, project->protos, std::move(handlers));

  trim_disk_store(*store, options.cache_limit_mib << 20);
  if (!store->failure().empty()) project->warnings.push_back("the cache is incomplete: " + store->failure());
  print_warnings(*project);
  return project;
}

std::vector<std::string> missed_sources(const Project& project) {
  std::vector<std::string> missed;
  for (const SkippedEntries& skipped : project.sources.skipped) {
    if (!skipped.matters) continue;
    for (const std::string& source : skipped.sources) missed.push_back(shown_path(project.root, source));
  }
  return missed;
}

Coverage coverage_of(const Project& project) {
  Coverage coverage;
  for (const UnitReport& unit : project.extraction.units) {
    if (unit.outcome == UnitOutcome::partial) ++coverage.degraded;
    if (unit.outcome == UnitOutcome::lost) ++coverage.lost;
  }
  // What should have been parsed and could not even be tried is as lost as what gave nothing.
  const auto missed = static_cast<std::uint32_t>(missed_sources(project).size());
  coverage.lost += missed;
  coverage.units = static_cast<std::uint32_t>(project.extraction.units.size()) + missed;
  for (const File& file : project.program.files()) {
    if (file.origin == Origin::project) ++coverage.files;
  }
  coverage.modules = static_cast<std::uint32_t>(project.analyses->modules().all().size());
  coverage.references = static_cast<std::uint32_t>(project.program.references().size());
  coverage.inferred_commands = project.sources.inferred;
  return coverage;
}

double parse_rate(const Project& project) {
  const Coverage coverage = coverage_of(project);
  return coverage.units == 0 ? 0.0 : static_cast<double>(coverage.units - coverage.lost) / coverage.units;
}

bool is_complete(const Project& project) { return parse_rate(project) >= project.config.min_parse_rate; }

int exit_code_of(const Project& project, int exit_code) {
  if (is_complete(project)) return exit_code;
  const Coverage coverage = coverage_of(project);
  std::ostringstream message;
  message << std::fixed << std::setprecision(1) << "loadline: error: the analysis is incomplete: " << coverage.lost
          << " of " << coverage.units << " translation units gave no facts; " << 100 * project.config.min_parse_rate
          << " % must parse (min_parse_rate)\n  hint: \"loadline doctor\" says what to fix\n";
  std::cerr << message.str();
  return kIncomplete;
}

}  // namespace loadline

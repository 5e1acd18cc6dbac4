// The spine of the program; analyse_project() is its table of contents.
// SPDX-License-Identifier: Apache-2.0
#include "tool/pipeline.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <set>
#include <sstream>
#include <thread>

#include <fmt/core.h>
#include <unistd.h>

#include "analyzers/facts/fact_store.h"
#include "analyzers/model/configured_handler.h"
#include "analyzers/model/program_builder.h"
#include "analyzers/readers/cmake_targets.h"
#include "analyzers/readers/configured_handlers.h"
#include "analyzers/readers/library_copies.h"
#include "analyzers/readers/object_targets.h"
#include "analyzers/readers/proto_files.h"
#include "analyzers/readers/unread_files.h"
#include "analyzers/routes/handlers.h"
#include "analyzers/words/user_error.h"
#include "reports/terminal_text.h"
#include "rules/all_rules.h"
#include "tool/arguments.h"
#include "tool/cache_folder.h"
#include "tool/command.h"
#include "tool/console/foreign_output.h"
#include "tool/console/progress.h"
#include "tool/console/terminal.h"
#include "tool/reading_notes.h"

namespace loadline {

namespace {

namespace fs = std::filesystem;

// FROM=TO of --path-map; TO is relative to where the user is.
PathMapping read_mapping(const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::string from = text.substr(0, equals);
  const bool is_windows = from.size() > 2 && std::isalpha(static_cast<unsigned char>(from[0])) != 0 && from[1] == ':' &&
                          (from[2] == '/' || from[2] == '\\');
  if (equals == std::string::npos || (!from.starts_with('/') && !is_windows)) {
    throw UserError(fmt::format("--path-map {} is not FROM=TO", text),
                    "FROM is a folder as the compile database names it, TO where it is here: --path-map /workspace=.");
  }
  const auto without_slash = [](std::string path) {
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    return path;
  };
  std::error_code error;
  const fs::path to = fs::weakly_canonical(fs::absolute(text.substr(equals + 1)), error);
  std::string folder = from;
  if (is_windows) std::replace(folder.begin(), folder.end(), '\\', '/');
  return {without_slash(folder), without_slash(to.string())};
}

Sources find_project_sources(const ProjectOptions& options, const Project& project) {
  SourceRequest request;
  request.root = project.root;
  // A flag is relative to where the user is, the configuration to where it is.
  for (const std::string& dir : options.build_dirs) {
    request.builds.push_back({fs::absolute(dir).lexically_normal().string(), ""});
  }
  if (request.builds.empty()) {
    for (const BuildFolder& build : project.config.builds) {
      request.builds.push_back({(project.root / build.dir).lexically_normal().string(), build.label});
    }
  }
  for (const std::string& mapping : options.path_map) request.path_map.push_back(read_mapping(mapping));
  request.infer_commands = options.infer_compile_commands;
  request.query_drivers = options.query_drivers;
  for (const PathPattern& pattern : project.config.architecture.exclude) request.exclude.push_back(pattern.text);
  const ForeignOutput silenced;
  return find_sources(request);
}

std::unique_ptr<FactStore> open_project_cache(const ProjectOptions& options, Project& project) {
  CacheRequest request;
  request.off = options.no_cache;
  request.explicit_dir = options.cache_dir;
  request.root = project.root;
  return open_cache(request, project.warnings);
}

// Clang's tooling moves the whole process into the folders of compile commands. Code that runs later must be where the user
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
    extraction.scanning = [&](std::uint32_t done, std::uint32_t total, const std::string& source) {
      progress.show(done, total, "includes of " + source);
    };
    extraction.progress = [&](std::uint32_t done, std::uint32_t total, const std::string& source) {
      progress.show(done, total, source);
    };
  }
  const ForeignOutput silenced;
  return extract_facts(sources, store, extraction, [&](const TuFacts& facts) {
    builder.add(facts);
    if (options.on_facts) options.on_facts(facts);
  });
}

// A module whose files are all in the tree and none in this build (tests that were not configured, say) is not a mistake in the
// configuration. The tree is looked at only when there is such a module.
void add_unread_files(Project& project) {
  Architecture& architecture = project.config.architecture;
  if (architecture.modules.empty() || Modules(project.program, architecture, {}).unmatched_patterns().empty()) return;
  UnreadFiles unread = find_unread_files(project.root, project.program, architecture.exclude);
  architecture.unread_files = std::move(unread.sources);
  architecture.unread_files.insert(architecture.unread_files.end(), unread.headers.begin(), unread.headers.end());
}

// The folders below the root that a build system writes. One with a database alone may hold sources: bear writes anywhere.
std::vector<std::string> build_folders_of(const Project& project) {
  std::vector<std::string> folders;
  for (const CompileDatabase& database : project.sources.databases) {
    const fs::path folder = database.file.parent_path(), relative = folder.lexically_relative(project.root);
    std::error_code error;
    const bool is_build = fs::exists(folder / "CMakeCache.txt", error) || fs::exists(folder / "build.ninja", error) ||
                          fs::exists(folder / "meson-info", error);
    if (is_build && !relative.empty() && relative != "." && *relative.begin() != "..") {
      folders.push_back(relative.generic_string() + '/');
    }
  }
  return folders;
}

// What the build system says when it was asked, else what the build's own files say.
std::vector<BuildTarget> find_targets(Project& project) {
  std::vector<BuildTarget> targets = read_cmake_targets(project.sources.build_dir, project.root, &project.warnings);
  std::set<std::string> names;
  for (const BuildTarget& target : targets) names.insert(target.name);
  std::vector<fs::path> folders;
  for (const CompileDatabase& database : project.sources.databases) {
    const fs::path folder = folders.emplace_back(database.file.parent_path());
    if (folder == project.sources.build_dir) continue;
    for (BuildTarget& target : read_cmake_targets(folder, project.root, &project.warnings)) {
      if (names.insert(target.name).second) targets.push_back(std::move(target));
    }
  }
  if (!targets.empty()) return targets;
  std::vector<CompiledObject> objects;
  for (const UnitObject& unit : project.sources.objects) {
    objects.push_back({fs::path(unit.source).lexically_relative(project.root).generic_string(), unit.object});
  }
  return targets_from_objects(objects, folders, project.program);
}

void print_warnings(const Project& project) {
  for (const std::string& warning : project.warnings)
    std::cerr << "loadline: warning: " << terminal_text(warning) << '\n';
  for (const ReadingNote& note : reading_notes(project)) {
    std::cerr << "loadline: warning: " << terminal_text(note.what) << '\n';
    if (!note.to_do.empty()) std::cerr << "  hint: " << terminal_text(note.to_do) << '\n';
  }
}

// Compile databases name sources by absolute paths, which no report may show.
std::string shown_path(const fs::path& root, const std::string& source) {
  const fs::path path(source);
  if (path.is_relative()) return path.lexically_normal().generic_string();
  const fs::path inside = path.lexically_normal().lexically_relative(root);
  return (inside.empty() || *inside.begin() == ".." ? path.filename() : inside).generic_string();
}

}  // namespace

Project::Project() = default;
Project::~Project() = default;

void declare_project_options(Arguments& arguments, ProjectOptions& options, PathArgument path) {
  if (path == PathArgument::positional) {
    arguments.add_option("PATH", options.path, "The project's folder; default: the current one").shown_as("");
  }
  const auto add = [&](const char* name, auto& target, const char* help, const char* type) {
    return arguments.add_option(name, target, help).shown_as(type).in_group("Project");
  };
  if (path == PathArgument::flag)
    add("-C,--project", options.path, "The project's folder; default: the current one", "PATH");
  add("-p,--build-dir", options.build_dirs,
      "Folder of compile_commands.json; default: PATH, PATH/build*, PATH/out*. Repeatable", "DIR")
      .one_value_each();
  add("--path-map", options.path_map,
      "Where a folder that the compile database names is on this machine, for one made in a container. Repeatable",
      "FROM=TO")
      .one_value_each();
  add("--config", options.config_file, "Configuration; default: PATH/loadline.yaml", "FILE");
  add("--cache-dir", options.cache_dir, "Where facts are kept between runs; default: in ~/.cache/loadline", "DIR");
  add("--cache-limit", options.cache_limit_mib, "How large the cache may grow; default: 2048", "MIB");
  arguments.add_flag("--no-cache", options.no_cache, "Parse everything, keep nothing").in_group("Project");
  arguments
      .add_flag("--infer-compile-commands", options.infer_compile_commands,
                "Continue without a compile database, with guessed include paths")
      .in_group("Project");
  add("--query-driver", options.query_drivers, "Compilers (globs) that may be run to ask for their include paths",
      "GLOB");
  add("-j,--jobs", options.jobs, "Translation units parsed at a time; default: one per core", "N").in_range(1, 1024);
  add("--memory-limit", options.memory_limit_mib, "What all parses at one time may hold; default: no limit", "MIB");
  add("--unit-memory-limit", options.unit_memory_mib, "What parsing one unit may take; default: 4096", "MIB")
      .in_range(64, 1 << 20);
  add("--unit-time-limit", options.unit_seconds, "CPU time that parsing one unit may take; default: 60", "SECONDS")
      .in_range(1, 86400);
  add("--pch", options.pch, "Precompiled headers where they pay off, or none; the facts are the same; default: auto",
      "auto|off")
      .one_of({"auto", "off"});
  arguments.add_flag("-q,--quiet", options.quiet, "No progress on stderr").in_group("Project");
}

fs::path find_root(const std::string& path) {
  std::error_code error;
  const fs::path root = fs::canonical(path, error);
  if (error) throw UserError(fmt::format("cannot open {}: {}", path, error.message()), "name the project's folder");
  if (!fs::is_directory(root, error)) {
    throw UserError(path + " is not a folder", "name the project's folder; --config names a configuration file");
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
  for (const std::string& note : prepared.config.notes) {
    if (!options.quiet) std::cerr << "loadline: note: " << terminal_text(note) << '\n';
  }
  return prepared;
}

namespace {

// What the configuration lists counts alone; the usual names go with what the repository says itself.
std::vector<PathPattern> third_party_of(const Project& project) {
  std::vector<PathPattern> patterns = project.config.architecture.third_party;
  const bool is_usual =
      std::ranges::all_of(patterns, [](const PathPattern& pattern) { return pattern.place.line == 0; });
  if (patterns.empty() || !is_usual) return patterns;
  const std::vector<PathPattern> copies = find_library_copies(project.root);
  patterns.insert(patterns.end(), copies.begin(), copies.end());
  return patterns;
}

}  // namespace

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
  ProgramBuilder builder(third_party_of(*project));
  project->extraction = extract_with_progress(options, project->sources, *store, builder);

  // From here on the program is fixed: everything below is a pure function of it.
  project->program = std::move(builder).build();
  project->targets = prepared.targets ? std::move(*prepared.targets) : find_targets(*project);
  if (uses_protobuf(project->program)) {
    const ForeignOutput silenced;
    project->protos = read_proto_files(project->root, project->config.architecture.exclude, &project->warnings);
  }
  std::vector<ConfiguredHandler> handlers;
  if (has_configured_handlers(project->program, project->config.libraries)) {
    handlers = read_configured_handlers(project->root, project->config.architecture.exclude);
  }
  add_unread_files(*project);
  project->config.architecture.build_folders = build_folders_of(*project);
  project->analyses = std::make_unique<Analyses>(project->program, project->config.architecture, project->targets,
                                                 project->config.libraries, project->protos, std::move(handlers));

  trim_disk_store(*store, options.cache_limit_mib << 20);
  if (!store->failure().empty()) project->warnings.push_back("the cache is incomplete: " + store->failure());
  print_warnings(*project);
  return project;
}

std::vector<std::string> shown_sources(const Project& project, const SkippedEntries& skipped) {
  std::vector<std::string> shown;
  for (const std::string& source : skipped.sources) shown.push_back(shown_path(project.root, source));
  return shown;
}

std::vector<std::string> missed_sources(const Project& project) {
  std::vector<std::string> missed;
  for (const SkippedEntries& skipped : project.sources.skipped) {
    if (!skipped.matters) continue;
    const std::vector<std::string> shown = shown_sources(project, skipped);
    missed.insert(missed.end(), shown.begin(), shown.end());
  }
  return missed;
}

Coverage coverage_of(const Project& project) {
  Coverage coverage;
  std::uint64_t without_lines = 0;  // lost units whose length is not known
  for (const UnitReport& unit : project.extraction.units) {
    coverage.lines += unit.lines;
    coverage.lost_lines += unit.lost_lines;
    if (unit.outcome == UnitOutcome::partial) ++coverage.degraded;
    if (unit.outcome == UnitOutcome::lost) ++coverage.lost;
    if (unit.outcome == UnitOutcome::lost && unit.lines == 0) ++without_lines;
  }
  // What should have been parsed and could not even be tried is as lost as what gave nothing.
  const auto missed = static_cast<std::uint32_t>(missed_sources(project).size());
  without_lines += missed;
  const std::uint64_t read = project.extraction.units.size();
  const std::uint64_t lines_missed = without_lines * std::max<std::uint64_t>(1, read == 0 ? 1 : coverage.lines / read);
  coverage.lines += lines_missed;  // each as long as the others are on average
  coverage.lost_lines += lines_missed;
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
  if (coverage.units == 0 || coverage.files == 0) return 0.0;
  if (coverage.lines == 0) return 1.0;
  return static_cast<double>(coverage.lines - coverage.lost_lines) / static_cast<double>(coverage.lines);
}

bool is_complete(const Project& project) { return parse_rate(project) >= project.config.min_parse_rate; }

double rate_to_accept(const Project& project) { return std::floor(parse_rate(project) * 1000) / 1000; }

int exit_code_of(const Project& project, int exit_code) {
  if (is_complete(project)) return exit_code;
  constexpr std::size_t kShown = 3;
  const Coverage coverage = coverage_of(project);
  if (coverage.files == 0) {
    std::cerr << "loadline: error: the analysis is incomplete: no file in " << terminal_text(project.root.string())
              << " belongs to a translation unit that was read\n"
              << "  hint: \"loadline doctor\" says what to fix\n";
    return kIncomplete;
  }
  std::ostringstream message;
  message << "loadline: error: the analysis is incomplete: " << lost_lines_text(coverage)
          << " of the project's code could not be analysed";
  if (coverage.lost > 0)
    message << ", " << coverage.lost << " of " << coverage.units << " translation units gave no facts";
  message << "; " << 100 * project.config.min_parse_rate << " % must be (min_parse_rate)\n";
  std::vector<const UnitReport*> worst;
  for (const UnitReport& unit : project.extraction.units) {
    if (unit.lost_lines > 0) worst.push_back(&unit);
  }
  std::stable_sort(worst.begin(), worst.end(),
                   [](const UnitReport* a, const UnitReport* b) { return a->lost_lines > b->lost_lines; });
  for (std::size_t i = 0; i < std::min(kShown, worst.size()); ++i) {
    message << "  " << terminal_text(worst[i]->source) << ": " << worst[i]->lost_lines << " of " << worst[i]->lines
            << " lines";
    if (!worst[i]->problems.empty()) message << ", after " << terminal_text(worst[i]->problems.front());
    message << '\n';
  }
  if (worst.size() > kShown) message << "  … and " << worst.size() - kShown << " more translation units\n";
  message << "  hint: \"loadline doctor\" says what to fix; \"min_parse_rate: " << rate_to_accept(project)
          << "\" in loadline.yaml accepts it as it is\n";
  std::cerr << message.str();
  return exit_code == kFindings && coverage.lost == 0 ? kFindings : kIncomplete;
}

}  // namespace loadline

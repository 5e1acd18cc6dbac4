// The spine: from a path on disk to a Program and everything derived from it.
// SPDX-License-Identifier: Apache-2.0
//
//   compile_commands.json ─extract─▶ TuFacts ─merge─▶ Program ─analyse─▶ Analyses ─check─▶ RunResult ─assess─▶ report
//                         (parallel, cached per TU) (immutable) (on demand)   (sorted findings)  (grades, hot spots)
//
// Each stage is a function below; reports/ turns the result of the last two into bytes.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analyzers/analyses.h"
#include "analyzers/frontend/commands/sources.h"
#include "analyzers/frontend/extraction.h"
#include "analyzers/model/proto_service.h"
#include "reports/report.h"
#include "reports/scalability_report.h"
#include "tool/config/config.h"

namespace loadline {

class Arguments;

// Flags every analysing command shares.
struct ProjectOptions {
  std::string path = ".";
  std::vector<std::string> build_dirs;  // -p
  std::vector<std::string> path_map;    // --path-map, as written
  std::string config_file;              // --config
  std::string cache_dir;                // --cache-dir
  std::uint64_t cache_limit_mib = 2048;
  bool no_cache = false;
  bool infer_compile_commands = false;
  bool quiet = false;
  bool ignore_config = false;                    // not a flag: `init` starts from nothing
  std::function<void(const TuFacts&)> on_facts;  // not a flag: sees the facts of each unit, one at a time, in any order
  unsigned jobs = 0;                             // 0: one per core
  std::string pch = "auto";                      // or "off"
  std::uint64_t memory_limit_mib = 0;            // for parsing; 0: none
  std::uint64_t unit_memory_mib = 4096;          // for parsing one unit
  unsigned unit_seconds = 60;                    // of CPU, for parsing one unit
  std::vector<std::string> query_drivers;
};

// How a command takes PATH: as the flag -C PATH when its own arguments are a list that would swallow it.
enum class PathArgument { positional, flag };

// PATH and the flags; call it after a command has declared positional arguments that come before PATH.
void declare_project_options(Arguments& arguments, ProjectOptions& options,
                             PathArgument path = PathArgument::positional);

// What a run knows after the analysis. Heap-allocated once: members refer to each other.
struct Project {
  Project();
  ~Project();

  std::filesystem::path root;  // canonical
  Config config;
  Sources sources;
  ExtractionReport extraction;
  std::vector<std::string> warnings;  // what went wrong without changing any result, e.g. an unwritable cache
  Program program;
  std::vector<BuildTarget> targets;
  std::vector<ProtoService> protos;
  std::unique_ptr<Analyses> analyses;
};

// The canonical project folder. Throws UserError when `path` is missing or no folder.
std::filesystem::path find_root(const std::string& path);

// Reads config and sources and builds the program. Progress and warnings go to stderr. Throws UserError,
// AnalysisFailure.
std::unique_ptr<Project> analyse_project(const ProjectOptions& options);

// A project whose parts are known before its sources are read. `--since` and `diff` look at the past through today's
// configuration and build targets.
struct PreparedProject {
  std::filesystem::path root;  // canonical
  Config config;
  std::optional<std::vector<BuildTarget>> targets;  // none: asked of the build folder
};
// What the flags and the configuration say. Throws UserError.
PreparedProject prepare_project(const ProjectOptions& options);
// The rest of analyse_project, which prepares from `options`.
std::unique_ptr<Project> analyse_prepared(const ProjectOptions& options, PreparedProject prepared);

// Throws UserError for an id that names no rule.
void require_known_rules(const std::vector<std::string>& ids);

// The judged findings of the rules that the configuration enables, or of `only`, when given: these run even if they are
// switched off. Throws UserError for a rule in `only` that cannot run without options, and for a damaged baseline.
RunResult check_project(const Project& project, const std::vector<std::string>& only);

// Marks what `past`, an earlier state of the same project, has as well: it is not new and does not count.
void mark_older(const Project& project, const RunResult& past, RunResult& result);

// The findings that count in `here` and that `there`, another state of the project, does not have, with what joined those
// that it has. `program` is that of `here`.
std::vector<JudgedFinding> findings_only_in(const RunResult& here, const RunResult& there, const Program& program);

// Judges the architecture by the findings of `run`, and reads the source lines they point at. Commit, date, history and
// links are the caller's to fill in. The report refers to both, which must outlive it.
ScalabilityReport assess_project(const Project& project, const RunResult& run);
// The sources of such entries, as reports may name them: from the root of the project.
std::vector<std::string> shown_sources(const Project& project, const SkippedEntries& skipped);

// Sources that should have been parsed and could not even be tried, as reports may name them.
std::vector<std::string> missed_sources(const Project& project);

// How much of the project was read.
Coverage coverage_of(const Project& project);

// The share of the lines of the project's own code that were analysed. A unit that could not even be tried counts with as
// many lines as the others have on average.
double parse_rate(const Project& project);

// Whether enough was parsed (config min_parse_rate); otherwise the exit code is kIncomplete.
bool is_complete(const Project& project);

// The parse rate, rounded down so that it passes as min_parse_rate.
double rate_to_accept(const Project& project);

// Says on stderr that the analysis is incomplete, if it is, and returns kIncomplete then. Not when that is kFindings and
// every unit gave facts, though some of its code is lost: what was found is true.
int exit_code_of(const Project& project, int exit_code);

}  // namespace loadline

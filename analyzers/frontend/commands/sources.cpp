// What to parse: the entries of the compile database, cleaned up, each once; or inferred commands.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/commands/sources.h"

#include <algorithm>
#include <map>
#include <set>

#include "analyzers/frontend/commands/arguments.h"
#include "analyzers/frontend/commands/compile_database.h"
#include "analyzers/frontend/commands/compiler_call.h"
#include "analyzers/frontend/commands/database_search.h"
#include "analyzers/frontend/commands/entry_kind.h"
#include "analyzers/frontend/commands/header_commands.h"
#include "analyzers/frontend/commands/inferred_commands.h"
#include "analyzers/frontend/commands/query_driver.h"
#include "analyzers/frontend/commands/target_names.h"
#include "analyzers/frontend/files/file_paths.h"
#include "analyzers/words/path_pattern.h"
#include "analyzers/words/source_language.h"
#include "analyzers/words/user_error.h"

namespace loadline {
namespace {

namespace fs = std::filesystem;

bool is_excluded(const std::string& source, const fs::path& root, const std::vector<Glob>& patterns) {
  const std::string relative = fs::path(source).lexically_relative(root).generic_string();
  return std::any_of(patterns.begin(), patterns.end(), [&](const Glob& pattern) { return pattern.matches(relative); });
}

std::vector<Glob> globs_of(const std::vector<std::string>& patterns) {
  std::vector<Glob> globs;
  for (const std::string& pattern : patterns) globs.emplace_back(pattern, PatternSyntax::path);
  return globs;
}

// Whether most of the sources that are there lie below the folder of the database: it is where the project's sources are, and
// no folder that a build fills.
bool is_among_sources(const std::vector<frontend::DatabaseEntry>& entries, const fs::path& folder,
                      const std::vector<PathMapping>& path_map) {
  std::size_t below = 0, there = 0;
  std::error_code error;
  for (const frontend::DatabaseEntry& entry : entries) {
    std::string source = (fs::path(entry.directory) / entry.file).lexically_normal().string();
    for (const PathMapping& mapping : path_map) frontend::replace_prefixes(source, mapping.from, mapping.to);
    if (!entry.fault.empty() || !fs::is_regular_file(source, error)) continue;
    ++there;
    const fs::path relative = fs::path(source).lexically_relative(folder);
    below += !relative.empty() && *relative.begin() != ".." ? 1 : 0;
  }
  return below * 2 > there;
}

// The result of the entries of all databases.
class Collector {
 public:
  Collector(const SourceRequest& request, Sources& sources)
      : request_(request), exclude_(globs_of(request.exclude)), sources_(sources) {}

  void know_headers(const std::vector<frontend::DatabaseEntry>& entries) {
    for (const frontend::DatabaseEntry& entry : entries) {
      if (!frontend::HeaderCommands::makes_header(entry)) continue;
      frontend::DatabaseEntry mapped = entry;
      frontend::map_paths(mapped, request_.path_map);
      headers_.know(mapped);
    }
  }

  void add(frontend::DatabaseEntry entry, const CompileDatabase& database, bool among_sources) {
    if (!entry.fault.empty()) return note_fault(entry.fault, database);
    frontend::map_paths(entry, request_.path_map);
    frontend::CompilerCall call = frontend::compiler_call(entry);
    const std::string source = frontend::source_of(entry, call.directory);
    const frontend::EntryPlace place{request_.root, database.file.parent_path(), call.directory, among_sources};
    if (!call.compiles) return add_idle(entry.file, source, place);
    call.arguments = headers_.rewritten(call.arguments, call.directory, call.changes);
    frontend::CleanArguments clean = frontend::clean_arguments(call.arguments, call.directory);
    if (is_left_out(source, place)) return;
    for (const ArgumentChange& change : call.changes) note(change);
    for (const ArgumentChange& change : clean.changes) note(change);
    // The language may be one that the clean arguments cannot name any more.
    std::vector<std::string> words = call.arguments;
    words.insert(words.end(), clean.arguments.begin(), clean.arguments.end());
    SkippedEntries reason = frontend::skip_reason(source, words, place);
    if (!reason.reason.empty()) {
      skip(std::move(reason), entry.file, source);
      return;
    }
    if (clean.arguments.empty()) clean.arguments.emplace_back("c++");
    take_target(source, call, clean.arguments);
    if (!entry.output.empty()) {
      sources_.objects.push_back({source, frontend::real_path(entry.output, call.directory)});
    }
    CompileCommand command{source, call.directory, std::move(clean.arguments), database.label};
    if (!known_.insert({command.source, command.directory, command.arguments}).second) {
      ++sources_.duplicates;
      return;
    }
    sources_.commands.push_back(std::move(command));
  }

  void finish() {
    for (auto& [key, change] : changes_) sources_.changes.push_back(std::move(change));
    for (auto& [program, count] : cross_compilers_) sources_.cross_compilers.push_back({program, count});
    sources_.unknown_targets.assign(unknown_targets_.begin(), unknown_targets_.end());
    judge_idle_entries();
    find_moved_root();
    for (auto& [reason, group] : skipped_) {
      group.reason = reason;
      std::sort(group.sources.begin(), group.sources.end());
      group.sources.erase(std::unique(group.sources.begin(), group.sources.end()), group.sources.end());
      sources_.skipped.push_back(std::move(group));
    }
    std::sort(sources_.commands.begin(), sources_.commands.end(), [](const CompileCommand& a, const CompileCommand& b) {
      return std::tie(a.source, a.arguments, a.directory) < std::tie(b.source, b.arguments, b.directory);
    });
    const auto order = [](const UnitObject& object) { return std::tie(object.source, object.object); };
    std::sort(sources_.objects.begin(), sources_.objects.end(),
              [&](const UnitObject& a, const UnitObject& b) { return order(a) < order(b); });
  }

 private:
  // A unity build's own file stands for the sources that it includes: excluding the folder where the build system writes
  // it does not exclude those.
  bool is_left_out(const std::string& source, const frontend::EntryPlace& place) const {
    if (!is_excluded(source, request_.root, exclude_)) return false;
    return !frontend::is_made_by_build(source, place) || !frontend::only_includes(source);
  }

  void add_idle(const std::string& file, const std::string& source, const frontend::EntryPlace& place) {
    std::error_code error;
    if (language_of(source).empty() || fs::exists(source, error)) {
      idle_.emplace_back(file, source);
    } else if (!is_left_out(source, place)) {
      skip(frontend::skip_reason(source, {}, place), file, source);
    }
  }

  void note_fault(const std::string& fault, const CompileDatabase& database) {
    SkippedEntries& group = skipped_["the entry of the compile database is not complete"];
    group.matters = true;
    group.cause = SkipCause::entry;
    group.sources.push_back(database.file.filename().string() + ": " + fault);
  }

  void note(const ArgumentChange& change) {
    ArgumentChange& known = changes_.try_emplace({change.argument, change.reason}, change).first->second;
    ++known.commands;
  }

  void skip(SkippedEntries reason, const std::string& file, const std::string& source) {
    if (reason.cause == SkipCause::gone) missing_.emplace_back(file, source);
    if (reason.cause == SkipCause::language && reason.reason.starts_with("preprocessed")) {
      preprocessed_.emplace_back(file, source);
      return;
    }
    SkippedEntries& group = skipped_[reason.reason];
    group.matters = reason.matters;
    group.cause = reason.cause;
    group.sources.push_back(file);
  }

  // Steps that compile nothing, and what a compiler cache preprocessed before, are no loss where the source is compiled by
  // another entry.
  void judge_idle_entries() {
    std::set<std::string> compiled, stems;
    for (const CompileCommand& command : sources_.commands) {
      compiled.insert(command.source);
      stems.insert(std::filesystem::path(command.source).replace_extension().string());
    }
    std::error_code error;
    for (const auto& [file, source] : idle_) {
      const bool is_code = !language_of(source).empty() && fs::exists(source, error);
      if (!is_code || compiled.contains(source) || is_excluded(source, request_.root, exclude_)) continue;
      SkippedEntries& group = skipped_["the command does not call a known compiler"];
      group.matters = true;
      group.cause = SkipCause::command;
      group.sources.push_back(file);
    }
    for (const auto& [file, source] : preprocessed_) {
      if (stems.contains(std::filesystem::path(source).replace_extension().string())) continue;
      SkippedEntries& group = skipped_["preprocessed source, whose includes are gone"];
      group.matters = true;
      group.cause = SkipCause::language;
      group.sources.push_back(file);
    }
  }

  void find_moved_root() {
    std::vector<std::string> elsewhere;
    for (const auto& [file, source] : missing_) elsewhere.push_back(source);
    // A copy of a project whose database still names the original.
    for (const CompileCommand& command : sources_.commands) {
      const std::filesystem::path relative = std::filesystem::path(command.source).lexically_relative(request_.root);
      if (relative.empty() || *relative.begin() == "..") elsewhere.push_back(command.source);
    }
    sources_.moved_from = frontend::moved_root(elsewhere, request_.root);
    if (sources_.moved_from.empty()) return;
    for (auto& [reason, group] : skipped_) {
      if (group.cause == SkipCause::gone) group.cause = SkipCause::elsewhere;
    }
  }

  // The headers and the target of a cross compiler.
  void take_target(const std::string& source, const frontend::CompilerCall& call, std::vector<std::string>& arguments) {
    const std::string target = frontend::target_of(call.arguments);
    const std::string compiler = frontend::resolved_program(call.arguments.front(), call.directory);
    const bool may_ask = frontend::may_run(compiler, request_.query_drivers);
    const frontend::DriverAnswer* answer = may_ask ? &ask(compiler, source, arguments) : nullptr;
    const bool has_headers = answer != nullptr && !answer->include_folders.empty();
    if (!has_headers && frontend::is_foreign_target(target)) ++cross_compilers_[compiler];
    const std::string& wanted = answer != nullptr && !answer->target.empty() ? answer->target : target;
    if (!wanted.empty() && !frontend::is_known_target(wanted)) {
      unknown_targets_.insert(wanted);
      arguments = frontend::for_known_target(arguments, has_headers);
    } else if (answer != nullptr && !answer->target.empty()) {
      arguments.push_back("--target=" + answer->target);
    }
    if (answer == nullptr) return;
    for (const std::string& folder : answer->include_folders) arguments.insert(arguments.end(), {"-isystem", folder});
  }

  const frontend::DriverAnswer& ask(const std::string& compiler, const std::string& source,
                                    const std::vector<std::string>& arguments) {
    std::vector<std::string> machine_options;
    std::copy_if(arguments.begin(), arguments.end(), std::back_inserter(machine_options),
                 [](const std::string& word) { return word.starts_with("-m"); });
    const std::string language = language_of(source);
    const auto [known, is_new] = answers_.try_emplace({compiler, language, machine_options});
    if (is_new) {
      known->second = frontend::ask_driver(compiler, language.empty() ? "c++" : language, machine_options);
    }
    return known->second;
  }

  using Files = std::vector<std::pair<std::string, std::string>>;  // as written, and absolute

  const SourceRequest& request_;
  std::vector<Glob> exclude_;
  Sources& sources_;
  std::set<std::tuple<std::string, std::string, std::vector<std::string>>> known_;
  std::map<std::pair<std::string, std::string>, ArgumentChange> changes_;
  std::map<std::string, SkippedEntries> skipped_;
  Files idle_, preprocessed_, missing_;
  frontend::HeaderCommands headers_;
  std::map<std::string, std::uint32_t> cross_compilers_;
  std::set<std::string> unknown_targets_;
  std::map<std::tuple<std::string, std::string, std::vector<std::string>>, frontend::DriverAnswer> answers_;
};

void keep_included(const SourceRequest& request, std::vector<CompileCommand> commands, Sources& sources) {
  const std::vector<Glob> exclude = globs_of(request.exclude);
  for (CompileCommand& command : commands) {
    if (!is_excluded(command.source, request.root, exclude)) sources.commands.push_back(std::move(command));
  }
  if (sources.commands.empty()) {
    throw UserError(request.root.string() + ": no C or C++ source files", "name the folder that holds the sources");
  }
}

// compile_flags.txt, as clangd reads it: the same flags for all sources.
Sources sources_from_flags(const SourceRequest& request, const fs::path& flags_file) {
  Sources sources;
  sources.root = request.root;
  sources.build_dir = request.root;
  sources.database = flags_file;
  std::vector<CompileCommand> commands = frontend::commands_from_flags(request.root, flags_file);
  sources.entries = static_cast<std::uint32_t>(commands.size());
  for (CompileCommand& command : commands) {
    command.arguments = frontend::clean_arguments(command.arguments, command.directory).arguments;
  }
  keep_included(request, std::move(commands), sources);
  return sources;
}

Sources inferred_sources(const SourceRequest& request) {
  Sources sources;
  sources.root = request.root;
  sources.inferred = true;
  sources.build_dir = request.root;
  keep_included(request, frontend::infer_commands(request.root), sources);
  return sources;
}

}  // namespace

Sources find_sources(const SourceRequest& request) {
  Sources sources;
  sources.root = request.root;
  sources.path_map = request.path_map;
  const auto has_database = [&](const BuildFolder& build) {
    std::error_code error;
    return fs::exists(fs::path(build.dir) / "compile_commands.json", error) || fs::is_regular_file(build.dir, error);
  };
  // A build that a configuration names may not have been made here.
  const bool infers = request.infer_commands && std::ranges::none_of(request.builds, has_database);
  if (!request.builds.empty() && !infers) {
    sources.databases = frontend::labelled_databases(request.root, request.builds);
  } else if (const fs::path database = frontend::usual_database(request.root); !database.empty()) {
    sources.databases = {{database, "", 0}};
  } else if (std::error_code error; fs::is_regular_file(request.root / "compile_flags.txt", error)) {
    return sources_from_flags(request, request.root / "compile_flags.txt");
  } else if (request.infer_commands) {
    return inferred_sources(request);
  } else {
    throw UserError(request.root.string() + ": no compile_commands.json here, in build*/ or in out*/",
                    frontend::advice_for_missing_database(request.root));
  }
  sources.database = sources.databases.front().file;
  sources.build_dir = sources.database.parent_path();
  Collector collector(request, sources);
  for (CompileDatabase& database : sources.databases) {
    std::vector<frontend::DatabaseEntry> entries = frontend::read_compile_database(database.file);
    database.entries = static_cast<std::uint32_t>(entries.size());
    sources.entries += database.entries;
    const bool among_sources = database.file.parent_path() != request.root &&
                               is_among_sources(entries, database.file.parent_path(), request.path_map);
    collector.know_headers(entries);
    for (frontend::DatabaseEntry& entry : entries) collector.add(std::move(entry), database, among_sources);
  }
  collector.finish();
  return sources;
}

}  // namespace loadline

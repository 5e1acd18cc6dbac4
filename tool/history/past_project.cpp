// Moves a compile database into the past.
// SPDX-License-Identifier: Apache-2.0
#include "tool/history/past_project.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>

#include <fmt/core.h>

#include "analyzers/frontend/commands/compile_database.h"
#include "analyzers/words/json_text.h"
#include "analyzers/words/path_pattern.h"
#include "analyzers/words/user_error.h"
#include "reports/terminal_text.h"
#include "tool/cache_folder.h"
#include "tool/history/committed_tree.h"
#include "tool/history/moved_paths.h"

namespace loadline {

namespace {

namespace fs = std::filesystem;
using frontend::DatabaseEntry;

bool is_below(const fs::path& path, const fs::path& folder) {
  const fs::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

bool has_extension(const fs::path& path, std::initializer_list<std::string_view> extensions) {
  const std::string extension = path.extension().string();
  return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

bool is_source(const fs::path& path) { return has_extension(path, {".cc", ".cpp", ".cxx", ".c++", ".C", ".c"}); }
bool is_header(const fs::path& path) {
  return has_extension(path, {".h", ".hh", ".hpp", ".hxx", ".h++", ".inc", ".ipp", ".inl", ".tcc", ".def"});
}

// A pattern that matches this path and nothing else.
std::string pattern_for(const std::string& path) {
  std::string pattern;
  for (const char c : path) {
    if (std::string_view("*?{}[]!,\\").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

// Names too long and folders that cannot be read count as absent.
bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

// The regular files below `folder`, sorted.
std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error, ignored;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->is_regular_file(ignored)) files.push_back(at->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The folders that both are in.
fs::path common_folder(const fs::path& a, const fs::path& b) {
  fs::path common;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end() && *i == *j; ++i, ++j) common /= *i;
  return common;
}

fs::path source_of(const DatabaseEntry& entry) { return (fs::path(entry.directory) / entry.file).lexically_normal(); }

// How many folders two paths share from the left, and then how many letters: the nearest relative.
std::pair<std::size_t, std::size_t> nearness(const fs::path& a, const fs::path& b) {
  const auto folders = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const std::string first = a.filename().string(), second = b.filename().string();
  const auto letters = std::mismatch(first.begin(), first.end(), second.begin(), second.end());
  return {static_cast<std::size_t>(std::distance(a.begin(), folders.first)),
          static_cast<std::size_t>(letters.first - first.begin())};
}

// The entry of another source, made one for `source`.
DatabaseEntry entry_like(DatabaseEntry entry, const fs::path& source) {
  const fs::path old = source_of(entry);
  for (std::string& argument : entry.arguments) {
    const bool is_file = argument == entry.file || (fs::path(entry.directory) / argument).lexically_normal() == old;
    if (is_file) argument = source.string();
  }
  entry.file = source.string();
  return entry;
}

// Whether `source`, which is gone, was surely built like the source of the entry: it was beside it, or is the same file that
// has moved since. A tree also holds examples and tests that no command builds.
bool was_built_like(const fs::path& source, const DatabaseEntry& entry) {
  const fs::path other = source_of(entry);
  return other.parent_path() == source.parent_path() || (other.filename() == source.filename() && !is_there(other));
}

// Sources of the past that today's database does not know and that are gone from the work tree: removed or renamed.
// Each gets the command of the source nearest to it.
std::vector<DatabaseEntry> entries_for_gone(const fs::path& tree, const fs::path& top,
                                            const std::vector<DatabaseEntry>& known) {
  std::set<fs::path> covered;
  std::error_code error;
  for (const DatabaseEntry& entry : known) covered.insert(fs::weakly_canonical(source_of(entry), error));
  std::vector<fs::path> gone;
  for (const fs::path& path : files_below(tree)) {
    if (is_source(path) && !covered.contains(path) && !is_there(top / path.lexically_relative(tree)))
      gone.push_back(path);
  }
  std::vector<DatabaseEntry> entries;
  for (const fs::path& source : gone) {
    const DatabaseEntry* nearest = nullptr;
    for (const DatabaseEntry& entry : known) {
      if (!was_built_like(source, entry)) continue;
      if (nearest == nullptr || nearness(source, source_of(entry)) > nearness(source, source_of(*nearest)))
        nearest = &entry;
    }
    if (nearest != nullptr) entries.push_back(entry_like(*nearest, source));
  }
  return entries;
}

}  // namespace

PastProject::PastProject(const ProjectOptions& options, const Project& today, const std::string& name,
                         const std::string& commit)
    : options_(options), today_(today), name_(name), commit_(commit), repository_(today.root) {
  // Repository and build folder keep their places relative to each other: compile commands may be full of "../".
  const fs::path build = today.sources.build_dir.lexically_normal();
  const fs::path common = common_folder(repository_.top(), build);
  tree_ = scratch_.path() / "tree" / repository_.top().lexically_relative(common);
  tree_ = tree_.lexically_normal();
  build_ = (scratch_.path() / "tree" / build.lexically_relative(common)).lexically_normal();
  if (!build_.has_filename()) build_ = build_.parent_path();
  if (!tree_.has_filename()) tree_ = tree_.parent_path();
  write_commit();
  if (!today.sources.databases.empty()) {
    copy_generated_headers();
    write_database();
  }
}

void PastProject::write_commit() {
  const fs::path inside = tree_.lexically_relative(scratch_.path());
  // The build folder is today's: it comes first, and nothing of the commit takes its place.
  scratch_.make_folder(inside);
  scratch_.make_folder(build_.lexically_relative(scratch_.path()));
  CommittedTree tree(scratch_, inside);
  left_out_ = repository_.visit_files(commit_, [&](const CommittedFile& file, std::string_view bytes) {
    if (file.is_link) {
      tree.add_link(file.path, bytes);
    } else {
      tree.add_file(file.path, bytes);
    }
  });
  const std::vector<std::string> more = tree.finish();
  left_out_.insert(left_out_.end(), more.begin(), more.end());
}

void PastProject::write_database() const {
  std::vector<DatabaseEntry> all;
  for (const CompileDatabase& database : today_.sources.databases) {
    const std::vector<DatabaseEntry> entries = frontend::read_compile_database(database.file);
    all.insert(all.end(), entries.begin(), entries.end());
  }
  for (DatabaseEntry& entry : all) frontend::map_paths(entry, today_.sources.path_map);
  const MovedPaths paths({{repository_.top(), tree_}, {today_.sources.build_dir.lexically_normal(), build_}}, all);
  for (DatabaseEntry& entry : all) entry = paths.moved(entry);
  std::vector<DatabaseEntry> entries = entries_for_gone(tree_, repository_.top(), all);
  std::copy_if(all.begin(), all.end(), std::back_inserter(entries),
               [](const DatabaseEntry& entry) { return is_there(source_of(entry)); });
  if (entries.empty()) {
    throw UserError(
        fmt::format("commit {} has none of the sources that the compile database names", commit_.substr(0, 12)),
        "compare with a more recent commit");
  }
  Json database = Json::array();
  for (const DatabaseEntry& entry : entries) {
    const fs::path directory = fs::path(entry.directory).lexically_normal();
    if (is_below(directory, scratch_.path())) scratch_.make_folder(directory.lexically_relative(scratch_.path()));
    database.push_back({{"directory", entry.directory}, {"file", entry.file}, {"arguments", entry.arguments}});
  }
  const fs::path file = build_.lexically_relative(scratch_.path()) / "compile_commands.json";
  if (!scratch_.replace_file(file, indented_json_text(database, 1))) {
    throw AnalysisFailure(fmt::format("commit {} has a folder named compile_commands.json", commit_.substr(0, 12)), "");
  }
}

// What the build generates is in no history.
void PastProject::copy_generated_headers() const {
  const fs::path& build = today_.sources.build_dir;
  if (build == today_.root) return;
  std::error_code error;
  for (auto file = fs::recursive_directory_iterator(build, error); !error && file != fs::recursive_directory_iterator();
       file.increment(error)) {
    std::error_code ignored;
    if (file->is_directory(ignored) && file->path().filename() == ".loadline") file.disable_recursion_pending();
    if (!file->is_regular_file(ignored) || !is_header(file->path())) continue;
    std::ifstream stream(file->path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    const fs::path target = build_ / file->path().lexically_relative(build);
    scratch_.write_file(target.lexically_relative(scratch_.path()), bytes);
  }
}

// Where a module's files were is known from the commit's own configuration, for files that today's patterns do not know: a folder
// that was renamed since still belongs to its module. What is allowed is up to today's alone.
void PastProject::add_moved_files(const fs::path& root, Config& config) const {
  std::vector<ModuleDeclaration> past;
  try {
    past = load_config(root, std::nullopt).architecture.modules;
  } catch (const UserError&) {
    return;  // of another version, or broken: then it says nothing
  }
  std::vector<ModuleDeclaration>& modules = config.architecture.modules;
  std::map<std::string, Glob> globs;  // each pattern is compiled once
  const auto matches = [&](const std::string& pattern, const std::string& path) {
    return globs.try_emplace(pattern, pattern, PatternSyntax::path).first->second.matches(path);
  };
  const auto claims = [&](const ModuleDeclaration& module, const std::string& path) {
    return std::any_of(module.paths.begin(), module.paths.end(),
                       [&](const PathPattern& pattern) { return matches(pattern.text, path); });
  };
  for (const fs::path& file : files_below(root)) {
    const std::string path = file.lexically_relative(root).generic_string();
    if (!is_source(path) && !is_header(path)) continue;
    const auto has_it = [&](const ModuleDeclaration& module) { return claims(module, path); };
    if (std::any_of(modules.begin(), modules.end(), has_it)) continue;
    const auto then = std::find_if(past.begin(), past.end(), has_it);
    if (then == past.end()) continue;
    const auto now = std::find_if(modules.begin(), modules.end(),
                                  [&](const ModuleDeclaration& module) { return module.name == then->name; });
    if (now != modules.end()) now->paths.push_back({pattern_for(path), now->place});
  }
}

std::unique_ptr<Project> PastProject::analyse() const {
  for (const std::string& sentence : left_out_) {
    if (sentence.find("submodule") == std::string::npos) continue;
    std::cerr << "loadline: warning: " << terminal_text(sentence) << ": what it holds counts as new\n";
  }
  ProjectOptions options = options_;
  options.build_dirs.clear();
  if (!today_.sources.databases.empty()) options.build_dirs.push_back(build_.string());
  options.path_map.clear();  // done in the database that was written
  if (options.cache_dir.empty()) options.cache_dir = default_cache_folder(today_.root).string();  // shared with today
  PreparedProject prepared;
  prepared.root = (tree_ / today_.root.lexically_relative(repository_.top())).lexically_normal();
  std::error_code error;
  const fs::path root = fs::canonical(prepared.root, error);
  if (error) {
    throw UserError(fmt::format("commit {} has no folder for this project", commit_.substr(0, 12)),
                    "compare with a later commit");
  }
  prepared.root = root;
  prepared.config = today_.config;
  add_moved_files(prepared.root, prepared.config);
  prepared.targets = today_.targets;
  return analyse_prepared(options, std::move(prepared));
}

}  // namespace loadline

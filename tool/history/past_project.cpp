// Moves a compile database into the past.
// SPDX-License-Identifier: Apache-2.0
#include "tool/history/past_project.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>

#include <nlohmann/json.hpp>

#include "analyzers/calls/effects.h"
#include "analyzers/frontend/commands/compile_database.h"
#include "analyzers/structure/metrics.h"
#include "analyzers/words/path_pattern.h"
#include "analyzers/words/user_error.h"
#include "reports/terminal_text.h"
#include "tool/cache_folder.h"

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

// `from` as a whole path in front of others, wherever it stands in the text: "-I/src/a" but not "-I/src2".
std::string with_moved_paths(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    const std::size_t end = at + from.size();
    if (end < text.size() && text[end] != '/' && text[end] != '"' && text[end] != '\'' && text[end] != ':') {
      at = end;
      continue;
    }
    text.replace(at, from.size(), to);
    at += to.size();
  }
  return text;
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

// Whether `source`, which is gone, was surely built like the source of the entry: it lay beside it, or is the same file that
// has moved since. A tree also holds examples and tests that no command builds.
bool was_built_like(const fs::path& source, const DatabaseEntry& entry) {
  const fs::path other = source_of(entry);
  return other.parent_path() == source.parent_path() || (other.filename() == source.filename() && !fs::exists(other));
}

// Sources of the past that today's database does not know and that are gone from the work tree: removed or renamed.
// Each gets the command of the source nearest to it.
std::vector<DatabaseEntry> entries_for_gone(const fs::path& tree, const fs::path& top,
                                            const std::vector<DatabaseEntry>& known) {
  std::set<fs::path> covered;
  for (const DatabaseEntry& entry : known) covered.insert(source_of(entry));
  std::vector<fs::path> gone;
  for (const fs::directory_entry& file : fs::recursive_directory_iterator(tree)) {
    const fs::path path = file.path();
    if (!file.is_regular_file() || !is_source(path) || covered.contains(path)) continue;
    if (!fs::exists(top / path.lexically_relative(tree))) gone.push_back(path);
  }
  std::sort(gone.begin(), gone.end());
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

PastProject::PastProject(const ProjectOptions& options, const Project& today, const std::string& ref)
    : options_(options), today_(today), ref_(ref), repository_(today.root), commit_(repository_.commit(ref)) {
  tree_ = scratch_.path() / "tree";
  const fs::path& build = today.sources.build_dir;
  const bool is_inside = is_below(build, repository_.top());
  build_ = is_inside ? tree_ / build.lexically_relative(repository_.top()) : scratch_.path() / "build";
  build_ = build_.lexically_normal();
  fs::create_directories(tree_);
  fs::create_directories(build_);
  left_out_ = repository_.write_files(commit_, tree_);
  if (!today.sources.inferred) {
    copy_generated_headers();
    write_database();
  }
}

std::string PastProject::moved(const std::string& text) const {
  const std::string build = today_.sources.build_dir.lexically_normal().string();
  const std::string within = with_moved_paths(text, build, build_.string());
  return with_moved_paths(within, repository_.top().string(), tree_.string());
}

void PastProject::write_database() const {
  std::vector<DatabaseEntry> all = frontend::read_compile_database(today_.sources.database);
  for (DatabaseEntry& entry : all) {
    entry.directory = moved(entry.directory);
    entry.file = moved(entry.file);
    for (std::string& argument : entry.arguments) argument = moved(argument);
  }
  std::vector<DatabaseEntry> entries = entries_for_gone(tree_, repository_.top(), all);
  std::copy_if(all.begin(), all.end(), std::back_inserter(entries),
               [](const DatabaseEntry& entry) { return fs::exists(source_of(entry)); });
  if (entries.empty()) {
    throw UserError("commit " + commit_.substr(0, 12) + " has none of the sources of today's compile database",
                    "compare with a commit nearer to today");
  }
  nlohmann::json database = nlohmann::json::array();
  for (const DatabaseEntry& entry : entries) {
    std::error_code error;
    fs::create_directories(entry.directory, error);
    database.push_back({{"directory", entry.directory}, {"file", entry.file}, {"arguments", entry.arguments}});
  }
  std::ofstream(build_ / "compile_commands.json")
      << database.dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// What the build generates is in no history.
void PastProject::copy_generated_headers() const {
  const fs::path& build = today_.sources.build_dir;
  if (build == today_.root) return;
  std::error_code error;
  for (auto file = fs::recursive_directory_iterator(build, error); !error && file != fs::recursive_directory_iterator();
       file.increment(error)) {
    if (file->is_directory(error) && file->path().filename() == ".loadline") file.disable_recursion_pending();
    if (!file->is_regular_file(error) || !is_header(file->path())) continue;
    const fs::path target = build_ / file->path().lexically_relative(build);
    fs::create_directories(target.parent_path(), error);
    fs::copy_file(file->path(), target, fs::copy_options::skip_existing, error);
  }
}

// Where a module's files lay is told by the commit's own configuration, for files that today's patterns do not know: a folder
// that was renamed since still belongs to its module. What is allowed is told by today's alone.
void PastProject::add_moved_files(const fs::path& root, Config& config) const {
  std::vector<ModuleDeclaration> past;
  try {
    past = load_config(root, std::nullopt).architecture.modules;
  } catch (const UserError&) {
    return;  // of another version, or broken: then it tells nothing
  }
  std::vector<ModuleDeclaration>& modules = config.architecture.modules;
  const auto claims = [](const ModuleDeclaration& module, const std::string& path) {
    return std::any_of(module.paths.begin(), module.paths.end(),
                       [&](const PathPattern& pattern) { return matches_path(pattern.text, path); });
  };
  for (const fs::directory_entry& file : fs::recursive_directory_iterator(root)) {
    const std::string path = file.path().lexically_relative(root).generic_string();
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
  options.build_dir = today_.sources.inferred ? "" : build_.string();
  if (options.cache_dir.empty()) options.cache_dir = default_cache_folder(today_.root).string();  // shared with today
  PreparedProject prepared;
  prepared.root = (tree_ / today_.root.lexically_relative(repository_.top())).lexically_normal();
  if (!fs::exists(prepared.root)) {
    throw UserError("commit " + commit_.substr(0, 12) + " has no folder for this project",
                    "compare with a later commit");
  }
  prepared.root = fs::canonical(prepared.root);
  prepared.config = today_.config;
  add_moved_files(prepared.root, prepared.config);
  prepared.targets = today_.targets;
  return analyse_prepared(options, std::move(prepared));
}

}  // namespace loadline

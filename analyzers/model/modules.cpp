// Gives every project file its module, and every service its modules.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/modules.h"

#include <algorithm>
#include <map>
#include <set>

#include "analyzers/model/build_files.h"
#include "analyzers/model/found_modules.h"
#include "analyzers/model/found_programs.h"
#include "analyzers/words/path_pattern.h"

namespace loadline {
namespace {

// One declared pattern, compiled.
struct Claim {
  const ModuleDeclaration* module = nullptr;
  Glob glob;
  // How much of a path the pattern spells out. A folder name means "folder/**", so its last '/' counts.
  std::size_t literal = 0;

  Claim(const ModuleDeclaration* owner, const PathPattern& pattern)
      : module(owner), glob(pattern.text, PatternSyntax::path), literal(literal_prefix(pattern.text).size()) {
    if (!glob.has_wildcard() && !pattern.text.ends_with('/')) ++literal;
  }
};

bool lies_inside(std::string_view name, std::string_view outer) {
  return name.size() > outer.size() && name.starts_with(outer) && name[outer.size()] == '.';
}

// Of the modules that claim a file equally well, those that do not hold another of them: "store.sql" before "store".
std::vector<std::string> innermost(const std::set<std::string>& names) {
  std::vector<std::string> result;
  for (const std::string& name : names) {
    const auto inside = [&](const std::string& other) { return lies_inside(other, name); };
    if (std::none_of(names.begin(), names.end(), inside)) result.push_back(name);
  }
  return result;
}

// The modules whose pattern spells out most of the path; sorted.
std::vector<std::string> best_claims(const std::vector<Claim>& claims, std::string_view path) {
  std::set<std::string> names;
  std::size_t best = 0;
  for (const Claim& claim : claims) {
    if (!claim.glob.matches(path)) continue;
    if (claim.literal > best) names.clear();
    if (claim.literal < best) continue;
    best = claim.literal;
    names.insert(claim.module->name);
  }
  return innermost(names);
}

std::vector<bool> excluded_files(const Program& program, const std::vector<PathPattern>& patterns) {
  std::vector<Glob> globs;
  for (const PathPattern& pattern : patterns) globs.emplace_back(pattern.text, PatternSyntax::path);
  std::vector<bool> excluded(program.files().size());
  for (FileIndex file = 0; file < excluded.size(); ++file) {
    const std::string_view path = program.files()[file].path;
    excluded[file] = std::any_of(globs.begin(), globs.end(), [&](const Glob& glob) { return glob.matches(path); });
  }
  return excluded;
}

std::map<std::string, std::size_t> sizes(const ModuleNames& names) {
  std::map<std::string, std::size_t> counts;
  for (const std::string& name : names) {
    if (!name.empty()) ++counts[name];
  }
  return counts;
}

// A library that is nearly the whole program (leveldb, RocksDB) says nothing about the structure inside it: then its
// folders are the architecture.
bool one_dominates(const std::map<std::string, std::size_t>& module_sizes) {
  std::size_t all = 0, largest = 0;
  for (const auto& [name, size] : module_sizes) {
    all += size;
    largest = std::max(largest, size);
  }
  return module_sizes.size() < 2 || largest * 4 > all * 3;
}

bool has_executable(const std::vector<BuildTarget>& targets) {
  return std::any_of(targets.begin(), targets.end(), [](const BuildTarget& target) { return target.is_executable; });
}

// All targets that `start` links, itself included.
std::set<std::string> linked_by(const BuildTarget& start, const std::map<std::string, const BuildTarget*>& by_name) {
  std::set<std::string> linked{start.name};
  std::vector<std::string> pending{start.name};
  while (!pending.empty()) {
    const auto target = by_name.find(pending.back());
    pending.pop_back();
    if (target == by_name.end()) continue;
    for (const std::string& name : target->second->link_targets) {
      if (linked.insert(name).second) pending.push_back(name);
    }
  }
  return linked;
}

}  // namespace

Modules::Modules(const Program& program, const Architecture& architecture, const std::vector<BuildTarget>& targets)
    : module_of_file_(program.files().size(), kNone), excluded_(excluded_files(program, architecture.exclude)) {
  for (const File& file : program.files()) {
    const auto lies_below = [&](const std::string& folder) { return file.path.starts_with(folder); };
    lies_in_build_.push_back(
        std::any_of(architecture.build_folders.begin(), architecture.build_folders.end(), lies_below));
  }
  if (architecture.modules.empty())
    find_modules(program, targets);
  else
    take_declared(program, architecture);
  for (Module& module : modules_) {
    for (ModuleIndex other = 0; other < modules_.size(); ++other) {
      const bool is_closer = module.parent == kNone || lies_inside(modules_[other].name, modules_[module.parent].name);
      if (lies_inside(module.name, modules_[other].name) && is_closer) module.parent = other;
    }
  }
  if (!architecture.services.empty()) {
    service_source_ = ServiceSource::config;
    take_declared_services(architecture.services);
  } else if (has_executable(targets)) {
    service_source_ = ServiceSource::build_targets;
    find_services(program, targets);
  } else {
    service_source_ = ServiceSource::mains;
    find_services(program, programs_by_main(program, excluded_));
  }
}

void Modules::take_declared(const Program& program, const Architecture& architecture) {
  source_ = ModuleSource::config;
  std::vector<Claim> claims;
  const std::vector<bool> is_written_by_build = written_by_build(program);
  const auto needs_no_module = [&](FileIndex file) { return is_written_by_build[file] || lies_in_build_[file]; };
  for (const ModuleDeclaration& declaration : architecture.modules) {
    modules_.push_back({declaration.name, {}, declaration.tags, kNone, declaration.place});
    for (const PathPattern& pattern : declaration.paths) claims.emplace_back(&declaration, pattern);
  }
  const auto by_name = [](const Module& a, const Module& b) { return a.name < b.name; };
  std::stable_sort(modules_.begin(), modules_.end(), by_name);
  for (FileIndex file = 0; file < module_of_file_.size(); ++file) {
    if (program.files()[file].origin != Origin::project || excluded_[file]) continue;
    const std::vector<std::string> owners = best_claims(claims, program.files()[file].path);
    if (owners.empty()) {
      if (!needs_no_module(file)) unassigned_.push_back(file);
      continue;
    }
    if (owners.size() > 1) overlaps_.push_back({file, owners});
    assign(file, owners.front());
  }
  find_unmatched(program, architecture);
}

void Modules::find_unmatched(const Program& program, const Architecture& architecture) {
  const auto check = [&](const PathPattern& pattern) {
    const Glob glob(pattern.text, PatternSyntax::path);
    for (FileIndex file = 0; file < program.files().size(); ++file) {
      const File& candidate = program.files()[file];
      if (candidate.origin == Origin::project && !excluded_[file] && glob.matches(candidate.path)) return;
    }
    const std::vector<std::string>& unread = architecture.unread_files;
    const bool is_there =
        std::any_of(unread.begin(), unread.end(), [&](const std::string& path) { return glob.matches(path); });
    (is_there ? unread_ : unmatched_).push_back(pattern);
  };
  for (const ModuleDeclaration& declaration : architecture.modules) {
    for (const PathPattern& pattern : declaration.paths) check(pattern);
    for (const PathPattern& pattern : declaration.public_files) check(pattern);
  }
}

void Modules::find_modules(const Program& program, const std::vector<BuildTarget>& targets) {
  std::vector<bool> counts(program.files().size());
  const std::vector<bool> is_written_by_build = written_by_build(program);
  for (FileIndex file = 0; file < counts.size(); ++file) {
    counts[file] = program.files()[file].origin == Origin::project && !excluded_[file] && !is_written_by_build[file];
  }
  ModuleNames names = modules_by_target(program, counts, targets);
  source_ = ModuleSource::build_targets;
  if (one_dominates(sizes(names))) {
    ModuleNames by_folder = modules_by_folder(program, counts);
    if (sizes(names).size() < 2 || sizes(by_folder).size() >= 2) {
      names = std::move(by_folder);
      source_ = ModuleSource::directories;
    }
  }
  split_dominating_module(program, names);
  for (const auto& [name, size] : sizes(names)) modules_.push_back({name, {}, {}, kNone, {}});
  for (FileIndex file = 0; file < names.size(); ++file) {
    if (!names[file].empty()) assign(file, names[file]);
  }
}

void Modules::assign(FileIndex file, std::string_view module) {
  module_of_file_[file] = find(module);
  modules_[module_of_file_[file]].files.push_back(file);
}

void Modules::find_services(const Program& program, const std::vector<BuildTarget>& targets) {
  std::map<std::string, const BuildTarget*> by_name;
  for (const BuildTarget& target : targets) by_name.try_emplace(target.name, &target);
  for (const auto& [name, target] : by_name) {
    if (!target->is_executable) continue;
    std::set<ModuleIndex> modules;
    for (const std::string& linked : linked_by(*target, by_name)) {
      const auto found = by_name.find(linked);
      if (found == by_name.end()) continue;
      for (const std::string& source : found->second->sources) {
        const FileIndex file = program.find_file(source);
        if (file != kNone && of(file) != kNone) modules.insert(of(file));
      }
    }
    if (!modules.empty()) services_.push_back({name, {modules.begin(), modules.end()}});
  }
}

void Modules::take_declared_services(const std::vector<ServiceDeclaration>& declarations) {
  for (const ServiceDeclaration& declaration : declarations) {
    std::set<ModuleIndex> modules;
    for (const std::string& name : declaration.modules) {
      const std::vector<ModuleIndex> selected = select(name);
      modules.insert(selected.begin(), selected.end());
    }
    services_.push_back({declaration.name, {modules.begin(), modules.end()}});
  }
  const auto by_name = [](const Service& a, const Service& b) { return a.name < b.name; };
  std::stable_sort(services_.begin(), services_.end(), by_name);
}

ModuleIndex Modules::find(std::string_view name) const {
  const auto before = [](const Module& module, std::string_view wanted) { return module.name < wanted; };
  const auto found = std::lower_bound(modules_.begin(), modules_.end(), name, before);
  if (found == modules_.end() || found->name != name) return kNone;
  return static_cast<ModuleIndex>(found - modules_.begin());
}

std::vector<ModuleIndex> Modules::select(std::string_view pattern) const {
  constexpr std::string_view kTag = "tag:";
  const bool is_tag = pattern.starts_with(kTag);
  const Glob glob(is_tag ? pattern.substr(kTag.size()) : pattern, PatternSyntax::module);
  std::vector<ModuleIndex> selected;
  for (ModuleIndex i = 0; i < modules_.size(); ++i) {
    const Module& module = modules_[i];
    const auto matches = [&](const std::string& text) { return glob.matches(text); };
    if (is_tag ? std::any_of(module.tags.begin(), module.tags.end(), matches) : matches(module.name)) {
      selected.push_back(i);
    }
  }
  return selected;
}

}  // namespace loadline

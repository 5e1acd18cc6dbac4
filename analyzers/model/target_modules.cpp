// Modules from build targets.
// SPDX-License-Identifier: Apache-2.0
//
// A build system lists sources, rarely headers, and often lists one source in several targets:
//
//   target store (library): store/db.cc store/sql.cc        store/db.h   → store, as db.cc beside it
//   target tool (executable): tool/main.cc store/sql.cc     store/keys.h → store, as most sources of its folder
//                             gen/money.cc                  store/sql.cc → store: a library is a better home than a
//   target shop (executable): shop/main.cc gen/money.cc                    program
//                                                           gen/money.cc → gen, a module of its own: it belongs to
//   no target                                                              neither program alone
//                                                           deps/jot/a.h → jot, or the one target that includes it
//   a header beside no source that two programs include, or only tests, and no library: shared, or its folder
#include <algorithm>
#include <map>
#include <set>

#include "analyzers/model/found_modules.h"
#include "analyzers/model/header_pairs.h"
#include "analyzers/model/third_party.h"
#include "analyzers/words/test_code.h"

namespace loadline {
namespace {

struct Group {
  std::string name;
  bool is_library = false;
  bool is_test = false;
  std::vector<FileIndex> files;  // sorted
};

// Whether a program is made of tests: it may compile the sources that it tests, and takes them from nobody.
bool tests_others(const Program& program, const Group& group) {
  if (group.is_library) return false;
  return is_test_code(group.name + "/x.cpp") || is_test_code(group.name + ".cpp") ||
         std::any_of(group.files.begin(), group.files.end(),
                     [&](FileIndex file) { return is_test_code(program.files()[file].path); });
}

// The targets with files of the program. Twins (a static and a shared library of the same sources) are one group under
// the shorter name.
std::vector<Group> groups_of(const Program& program, const std::vector<bool>& counts,
                             const std::vector<BuildTarget>& targets) {
  std::map<std::vector<FileIndex>, Group> by_files;
  for (const BuildTarget& target : targets) {
    if (!target.is_library && !target.is_executable) continue;
    std::set<FileIndex> files;
    for (const std::string& source : target.sources) {
      const FileIndex file = program.find_file(source);
      if (file != kNone && counts[file]) files.insert(file);
    }
    if (files.empty()) continue;
    const std::vector<FileIndex> sorted(files.begin(), files.end());
    Group& group = by_files.try_emplace(sorted, Group{target.name, target.is_library, false, sorted}).first->second;
    const auto rank = [](const std::string& name, bool is_library) {
      return std::tuple(!is_library, name.size(), name);
    };
    if (rank(target.name, target.is_library) < rank(group.name, group.is_library)) {
      group.name = target.name;
      group.is_library = target.is_library;
    }
  }
  std::vector<Group> groups;
  for (auto& [files, group] : by_files) {
    group.is_test = tests_others(program, group);
    groups.push_back(std::move(group));
  }
  // The best home first: libraries before programs, small before large.
  std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
    const auto rank = [](const Group& group) {
      return std::tuple(!group.is_library, group.is_test, group.files.size(), std::string_view(group.name));
    };
    return rank(a) < rank(b);
  });
  return groups;
}

using Votes = std::map<std::string, std::size_t>;

// The name with the most votes, the first by name among equals; "" when nobody voted.
std::string winner(const Votes& votes) {
  const auto fewer = [](const auto& a, const auto& b) { return a.second < b.second; };
  const auto best = std::max_element(votes.begin(), votes.end(), fewer);
  return best == votes.end() ? std::string() : best->first;
}

// The module of a file that several programs use and no library has: its folder, which must not be taken for one of them.
std::string shared_name(std::string_view path, const std::vector<Group>& groups) {
  const std::string_view folder = folder_of(path);
  std::string name(folder.substr(folder.rfind('/') + 1));
  if (name.empty()) return "shared";
  const bool is_taken =
      std::any_of(groups.begin(), groups.end(), [&](const Group& group) { return group.name == name; });
  return is_taken ? name + ".shared" : name;
}

// The module of the files a group's headers were not listed in, asked in the order: source, folder, those who include
// it.
class Neighbours {
 public:
  Neighbours(const Program& program, const std::vector<bool>& counts, const ModuleNames& listed,
             const std::vector<Group>& groups)
      : program_(program), listed_(listed), groups_(groups), pairs_(program, counts), includers_(listed.size()) {
    for (const Group& group : groups) group_of_[group.name] = &group;
    for (FileIndex file = 0; file < listed.size(); ++file) {
      if (listed[file].empty()) continue;
      for (std::string_view folder = folder_of(program.files()[file].path);; folder = folder_of(folder)) {
        ++by_folder_[folder][listed[file]];
        if (folder.empty()) break;
      }
    }
    count_includers(counts);
  }

  std::string module_for(FileIndex file) const {
    Votes sources;
    for (const FileIndex source : pairs_.sources_of(file)) {
      if (!listed_[source].empty()) ++sources[listed_[source]];
    }
    if (sources.size() == 1) return winner(sources);
    // A copied library is one thing: another one beside it, or whoever has a source of that name, does not own its files.
    const std::string_view path = program_.files()[file].path;
    const std::string_view library = copied_library(path);
    if (!library.empty() && !by_folder_.contains(library)) return name_of_library(library);
    bool is_public = false;  // below an include folder, whose sources are elsewhere
    std::string_view inner;
    for (std::string_view folder = folder_of(path); !folder.empty(); folder = folder_of(folder)) {
      is_public |= is_include_folder(last_folder(folder));
      const auto votes = by_folder_.find(folder);
      if (votes == by_folder_.end()) {
        inner = folder;
      } else if (inner.empty() || is_public) {
        return winner(votes->second);
      } else {
        return module_of_folder(inner, votes->second);
      }
    }
    if (!inner.empty() && !is_public && !is_build_folder(inner)) return module_of_folder(inner, {});
    if (includers_[file].empty()) return winner(by_folder_.at(""));
    if (is_build_folder(inner)) return winner(includers_[file]);
    const Votes users = homes_among(includers_[file], path);
    return users.size() == 1 || has_library(users) ? winner(users) : shared_name(path, groups_);
  }

 private:
  static std::string_view last_folder(std::string_view folder) { return folder.substr(folder.rfind('/') + 1); }

  // Who a header belongs to whoever includes it: its source, or the sources beside it. "": not known.
  std::string certain_home(FileIndex file) const {
    if (!listed_[file].empty()) return listed_[file];
    Votes sources;
    for (const FileIndex source : pairs_.sources_of(file)) {
      if (!listed_[source].empty()) ++sources[listed_[source]];
    }
    if (sources.size() == 1) return winner(sources);
    const std::string_view path = program_.files()[file].path, folder = folder_of(path);
    const auto votes = by_folder_.find(folder);
    const bool is_beside = !folder.empty() && votes != by_folder_.end() && copied_library(path).empty();
    return is_beside ? winner(votes->second) : std::string();
  }

  // Headers are included by headers too: each counts for its module, and hands on who includes it as long as it has none.
  void count_includers(const std::vector<bool>& counts) {
    std::vector<std::vector<FileIndex>> included(includers_.size());
    for (const Include& include : program_.includes()) {
      if (include.to != kNone && counts[include.from]) included[include.from].push_back(include.to);
    }
    std::map<std::string, std::vector<FileIndex>> homes;
    std::vector<bool> has_home(includers_.size());
    for (FileIndex file = 0; file < includers_.size(); ++file) {
      const std::string home = counts[file] ? certain_home(file) : std::string();
      has_home[file] = !home.empty();
      if (has_home[file]) homes[home].push_back(file);
    }
    for (auto& [home, reached] : homes) {
      for (std::size_t at = 0; at < reached.size(); ++at) {
        for (const FileIndex to : included[reached[at]]) {
          const bool is_new = includers_[to].try_emplace(home, 0).second;
          if (has_home[reached[at]]) ++includers_[to][home];
          if (is_new && !has_home[to]) reached.push_back(to);
        }
      }
    }
  }

  // A folder without any source of a target: the one target around it has its headers if it includes them or only tests do,
  // else the one target that does; else it is a module.
  std::string module_of_folder(std::string_view folder, const Votes& around) const {
    Votes users;
    const std::span<const File> files = program_.files();
    for (FileIndex file = 0; file < includers_.size(); ++file) {
      const std::string_view path = files[file].path;
      const bool lies_inside = path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
      if (!lies_inside) continue;
      for (const auto& [name, count] : includers_[file]) users[name] += count;
    }
    const Votes homes = homes_among(users, std::string(folder) + "/x.h");
    if (around.size() == 1 && (homes.empty() || users.contains(around.begin()->first))) return around.begin()->first;
    return homes.size() == 1 ? winner(homes) : std::string(last_folder(folder));
  }

  bool has_library(const Votes& votes) const {
    return std::any_of(votes.begin(), votes.end(), [&](const auto& vote) {
      const auto group = group_of_.find(vote.first);
      return group == group_of_.end() || group->second->is_library;
    });
  }

  // Those of its users that a header at `path` may belong to: libraries if there are any, and no test that includes what it
  // tests.
  Votes homes_among(const Votes& users, std::string_view path) const {
    const bool takes_programs = !has_library(users), takes_tests = is_test_code(path);
    Votes homes;
    for (const auto& vote : users) {
      const auto group = group_of_.find(vote.first);
      const bool is_library = group == group_of_.end() || group->second->is_library;
      if (is_library || (takes_programs && (takes_tests || !group->second->is_test))) homes.insert(vote);
    }
    return homes;
  }

  // A library without a target is a module of its own.
  static std::string name_of_library(std::string_view library) {
    std::string name(library);
    std::replace(name.begin(), name.end(), '/', '.');
    return name;
  }

  const Program& program_;
  const ModuleNames& listed_;
  const std::vector<Group>& groups_;
  std::map<std::string_view, const Group*> group_of_;  // by name
  HeaderPairs pairs_;
  std::map<std::string_view, Votes> by_folder_;  // a file votes in every folder above it
  std::vector<Votes> includers_;
};

}  // namespace

ModuleNames modules_by_target(const Program& program, const std::vector<bool>& counts,
                              const std::vector<BuildTarget>& targets) {
  ModuleNames listed(program.files().size());
  const std::vector<Group> groups = groups_of(program, counts, targets);
  std::vector<bool> is_shared(listed.size());
  for (const Group& group : groups) {
    for (const FileIndex file : group.files) {
      if (listed[file].empty()) {
        listed[file] = group.name;
        is_shared[file] = !group.is_library && !group.is_test;
      } else if (is_shared[file] && !group.is_test) {
        listed[file] = shared_name(program.files()[file].path, groups);
      }
    }
  }
  if (groups.empty()) return listed;
  const Neighbours neighbours(program, counts, listed, groups);
  ModuleNames names = listed;
  for (FileIndex file = 0; file < names.size(); ++file) {
    if (counts[file] && names[file].empty()) names[file] = neighbours.module_for(file);
  }
  return names;
}

}  // namespace loadline

// Modules from build targets.
// SPDX-License-Identifier: Apache-2.0
//
// A build system lists sources, rarely headers, and often lists one source in several targets:
//
//   target store (library): store/db.cc store/sql.cc        store/db.h   → store, as db.cc beside it
//   target tool (executable): tool/main.cc store/sql.cc     store/keys.h → store, as most sources of its folder
//                                                           store/sql.cc → store: a library is a better home than a
//                                                           program
#include <algorithm>
#include <map>
#include <set>

#include "analyzers/model/found_modules.h"
#include "analyzers/model/header_pairs.h"
#include "analyzers/model/third_party.h"

namespace loadline {
namespace {

struct Group {
  std::string name;
  bool is_library = false;
  std::vector<FileIndex> files;  // sorted
};

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
    Group& group = by_files.try_emplace(sorted, Group{target.name, target.is_library, sorted}).first->second;
    const auto rank = [](const std::string& name, bool is_library) {
      return std::tuple(!is_library, name.size(), name);
    };
    if (rank(target.name, target.is_library) < rank(group.name, group.is_library)) {
      group.name = target.name;
      group.is_library = target.is_library;
    }
  }
  std::vector<Group> groups;
  for (auto& [files, group] : by_files) groups.push_back(std::move(group));
  // The best home first: libraries before programs, small before large.
  std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
    return std::tuple(!a.is_library, a.files.size(), a.name) < std::tuple(!b.is_library, b.files.size(), b.name);
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

// The module of the files a group's headers were not listed in, asked in the order: source, folder, those who include
// it.
class Neighbours {
 public:
  Neighbours(const Program& program, const std::vector<bool>& counts, const ModuleNames& listed)
      : program_(program), listed_(listed), pairs_(program, counts), includers_(listed.size()) {
    for (FileIndex file = 0; file < listed.size(); ++file) {
      if (listed[file].empty()) continue;
      for (std::string_view folder = folder_of(program.files()[file].path);; folder = folder_of(folder)) {
        ++by_folder_[folder][listed[file]];
        if (folder.empty()) break;
      }
    }
    for (const Include& include : program.includes()) {
      if (include.to != kNone && !listed[include.from].empty()) ++includers_[include.to][listed[include.from]];
    }
  }

  std::string module_for(FileIndex file) const {
    Votes sources;
    for (const FileIndex source : pairs_.sources_of(file)) {
      if (!listed_[source].empty()) ++sources[listed_[source]];
    }
    if (sources.size() == 1) return winner(sources);
    // A copied library is one thing: another one beside it, or whoever has a source of that name, does not own its files.
    const std::string_view library = copied_library(program_.files()[file].path);
    if (!library.empty() && !by_folder_.contains(library)) return name_of_library(library);
    for (std::string_view folder = folder_of(program_.files()[file].path); !folder.empty();
         folder = folder_of(folder)) {
      if (const auto votes = by_folder_.find(folder); votes != by_folder_.end()) return winner(votes->second);
    }
    if (!includers_[file].empty()) return winner(includers_[file]);
    return winner(by_folder_.at(""));
  }

 private:
  // A library without a target is a module of its own.
  static std::string name_of_library(std::string_view library) {
    std::string name(library);
    std::replace(name.begin(), name.end(), '/', '.');
    return name;
  }

  const Program& program_;
  const ModuleNames& listed_;
  HeaderPairs pairs_;
  std::map<std::string_view, Votes> by_folder_;  // a file votes in every folder above it
  std::vector<Votes> includers_;
};

}  // namespace

ModuleNames modules_by_target(const Program& program, const std::vector<bool>& counts,
                              const std::vector<BuildTarget>& targets) {
  ModuleNames listed(program.files().size());
  const std::vector<Group> groups = groups_of(program, counts, targets);
  for (const Group& group : groups) {
    for (const FileIndex file : group.files) {
      if (listed[file].empty()) listed[file] = group.name;
    }
  }
  if (groups.empty()) return listed;
  const Neighbours neighbours(program, counts, listed);
  ModuleNames names = listed;
  for (FileIndex file = 0; file < names.size(); ++file) {
    if (counts[file] && names[file].empty()) names[file] = neighbours.module_for(file);
  }
  return names;
}

}  // namespace loadline

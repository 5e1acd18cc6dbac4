// Modules from folders.
// SPDX-License-Identifier: Apache-2.0
//
// The folder near the top that separates the parts of the program. Four layouts must give the same modules db
// and net:
//
//   db/a.cc           src/db/a.cc            src/db/a.cc          proj/src/db/a.cc
//   net/b.cc          src/net/b.cc           src/net/b.cc         proj/src/net/b.cc
//                     tests/t.cc (+ tests)   include/p/a.h (db)   proj/include/p/db/c.h (db)
//
// So folders that hold everything are passed through, "src" and the like too when something is beside them, and a
// header below an include folder goes where its source is, so that no component is split in two.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "analyzers/model/found_modules.h"
#include "analyzers/model/header_pairs.h"

namespace loadline {
namespace {

constexpr std::string_view kRootModule = "root";

// Folders that group modules and are not modules themselves.
bool is_grouping_folder(std::string_view folder) {
  static constexpr std::array<std::string_view, 6> kNames = {"src", "source", "sources", "libs", "modules", "packages"};
  return std::find(kNames.begin(), kNames.end(), folder) != kNames.end();
}

std::string join(const std::vector<std::string_view>& parts, std::size_t count, char separator) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += separator;
    text += parts[i];
  }
  return text;
}

class FolderModules {
 public:
  FolderModules(const Program& program, const std::vector<bool>& counts)
      : program_(program),
        counts_(counts),
        names_(program.files().size()),
        folders_(program.files().size()),
        is_generated_(program.files().size()) {
    for (FileIndex file = 0; file < folders_.size(); ++file) {
      if (!counts_[file]) continue;
      folders_[file] = folders_of(program.files()[file].path);
      if (folders_[file].empty() || !is_build_folder(folders_[file][0])) continue;
      folders_[file].erase(folders_[file].begin());
      is_generated_[file] = folders_[file].empty();
    }
  }

  ModuleNames find() && {
    pass_through();
    find_split_groups();
    place_by_folder();
    place_public_headers();
    place_generated();
    return std::move(names_);
  }

 private:
  // Goes down while one folder holds everything, apart from include folders beside it.
  void pass_through() {
    while (true) {
      std::set<std::string_view> inner, include;
      for (FileIndex file = 0; file < folders_.size(); ++file) {
        const std::vector<std::string_view>& folders = folders_[file];
        if (!counts_[file] || !is_below(folders)) continue;
        if (folders.size() == passed_.size()) return;
        const std::string_view next = folders[passed_.size()];
        (is_include_folder(next) ? include : inner).insert(next);
      }
      if (inner.empty() && passed_.empty()) inner.swap(include);  // a header-only project
      if (inner.size() != 1) return;
      passed_.push_back(*inner.begin());
    }
  }

  bool is_below(const std::vector<std::string_view>& folders) const {
    return folders.size() >= passed_.size() && std::equal(passed_.begin(), passed_.end(), folders.begin());
  }

  // A grouping folder with at least two folders in it is split.
  void find_split_groups() {
    std::map<std::string_view, std::set<std::string_view>> inner;
    for (const std::vector<std::string_view>& folders : folders_) {
      const std::size_t depth = passed_.size();
      if (is_below(folders) && folders.size() > depth + 1 && is_grouping_folder(folders[depth])) {
        if (!is_include_folder(folders[depth + 1])) inner[folders[depth]].insert(folders[depth + 1]);
      }
    }
    for (const auto& [group, parts] : inner) {
      if (parts.size() >= 2) split_.insert(group);
    }
  }

  // How many leading folders make up the module of a file; the last of them gives the name.
  std::size_t module_depth(const std::vector<std::string_view>& folders) const {
    if (!is_below(folders)) {
      // Beside the passed folders are only include folders.
      const auto parted = std::mismatch(folders.begin(), folders.end(), passed_.begin(), passed_.end());
      const auto shared = static_cast<std::size_t>(parted.first - folders.begin());
      return shared + 1;
    }
    const std::size_t depth = std::min(folders.size(), passed_.size() + 1);
    const bool is_split = folders.size() > depth && depth > passed_.size() && split_.contains(folders[depth - 1]);
    return is_split ? depth + 1 : depth;
  }

  void place_by_folder() {
    std::map<std::string_view, std::set<std::string>> claims;  // name → the folders that compete for it
    for (FileIndex file = 0; file < folders_.size(); ++file) {
      if (!counts_[file]) continue;
      const std::size_t depth = module_depth(folders_[file]);
      if (depth > 0) claims[folders_[file][depth - 1]].insert(join(folders_[file], depth, '.'));
    }
    for (FileIndex file = 0; file < folders_.size(); ++file) {
      if (!counts_[file]) continue;
      const std::vector<std::string_view>& folders = folders_[file];
      const std::size_t depth = module_depth(folders);
      if (depth == 0)
        names_[file] = kRootModule;
      else if (claims[folders[depth - 1]].size() > 1)
        names_[file] = join(folders, depth, '.');  // src/x beside x
      else
        names_[file] = folders[depth - 1];
      if (depth > 0 && is_include_folder(folders[depth - 1]) && is_header_path(program_.files()[file].path)) {
        public_headers_.push_back(file);
      } else if (depth > 0) {
        by_folder_name_.try_emplace(folders[depth - 1], names_[file]);
      }
    }
  }

  // Headers below an include folder: with their source, else by a folder that is named as a module, else with the
  // headers around them when those all went to one module.
  void place_public_headers() {
    const HeaderPairs pairs(program_, counts_);
    std::map<std::string_view, std::set<std::string>> placed_below;  // folder → modules of its paired headers
    std::vector<FileIndex> left;
    for (const FileIndex header : public_headers_) {
      std::set<std::string> modules;
      for (const FileIndex source : pairs.sources_of(header)) modules.insert(names_[source]);
      if (modules.size() != 1) {
        left.push_back(header);
        continue;
      }
      names_[header] = *modules.begin();
      for (std::string_view at = folder_of(program_.files()[header].path); !at.empty(); at = folder_of(at)) {
        placed_below[at].insert(names_[header]);
      }
    }
    for (const FileIndex header : left) {
      if (!place_by_folder_name(header)) place_with_neighbours(header, placed_below);
    }
  }

  // What was generated into the top of the build folder belongs to the only module that it was generated for: the one that
  // includes it or that it includes.
  void place_generated() {
    std::map<FileIndex, std::set<std::string>> beside;
    for (const Include& include : program_.includes()) {
      if (include.to == kNone || !counts_[include.from] || !counts_[include.to]) continue;
      if (is_generated_[include.from] == is_generated_[include.to]) continue;
      const auto [generated, other] =
          is_generated_[include.from] ? std::pair(include.from, include.to) : std::pair(include.to, include.from);
      beside[generated].insert(names_[other]);
    }
    for (const Include& include : program_.includes()) {  // a source by its header
      if (include.to == kNone || !is_generated_[include.from] || !is_generated_[include.to]) continue;
      const auto known = beside.find(include.to);
      if (known != beside.end()) beside[include.from].insert(known->second.begin(), known->second.end());
    }
    for (const auto& [file, modules] : beside) {
      if (modules.size() == 1) names_[file] = *modules.begin();
    }
  }

  bool place_by_folder_name(FileIndex header) {
    const std::vector<std::string_view>& folders = folders_[header];
    for (std::size_t i = module_depth(folders); i < folders.size(); ++i) {
      if (const auto found = by_folder_name_.find(folders[i]); found != by_folder_name_.end()) {
        names_[header] = found->second;
        return true;
      }
    }
    return false;
  }

  void place_with_neighbours(FileIndex header, const std::map<std::string_view, std::set<std::string>>& placed_below) {
    for (std::string_view at = folder_of(program_.files()[header].path); !at.empty(); at = folder_of(at)) {
      const auto found = placed_below.find(at);
      if (found == placed_below.end()) continue;
      if (found->second.size() == 1) names_[header] = *found->second.begin();
      return;
    }
  }

  const Program& program_;
  const std::vector<bool>& counts_;
  ModuleNames names_;
  std::vector<std::vector<std::string_view>> folders_;  // by file
  std::vector<std::string_view> passed_;                // the folders that hold everything
  std::set<std::string_view> split_;
  std::vector<bool> is_generated_;  // by file: at the top of the build folder
  std::vector<FileIndex> public_headers_;
  std::map<std::string_view, std::string> by_folder_name_;
};

}  // namespace

ModuleNames modules_by_folder(const Program& program, const std::vector<bool>& counts) {
  return FolderModules(program, counts).find();
}

}  // namespace loadline

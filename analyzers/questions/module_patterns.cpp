// From the files of each module back to patterns.
// SPDX-License-Identifier: Apache-2.0
//
//   db/a.cc db/sql/b.cc → db      util/x.cc → db, util/y.cc → util      db: db/**, util/x.cc     util: util/y.cc
#include "analyzers/questions/module_patterns.h"

#include <algorithm>
#include <map>
#include <set>

namespace loadline {
namespace {

struct Folder {
  std::set<ModuleIndex> below;                          // modules of all files in it
  std::map<ModuleIndex, std::vector<std::string>> own;  // files that are directly in it
};

std::string literal(std::string_view path) {
  std::string text(path);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return std::string_view("*?[]{},\\").find(c) != std::string_view::npos; },
      '?');
  return text;
}

std::string_view parent(std::string_view path) { return path.substr(0, path.rfind('/') + 1); }  // "a/b/" of "a/b/c"

std::string_view outer(std::string_view folder) {
  return folder.empty() ? folder : parent(folder.substr(0, folder.size() - 1));
}

// Folders by path with a slash at the end; "" is the root.
std::map<std::string_view, Folder> folders_of(const Program& program, const Modules& modules) {
  std::map<std::string_view, Folder> folders;
  bool has_sources = false;  // beside what the build writes, which goes without saying
  for (FileIndex file = 0; file < program.files().size(); ++file) {
    has_sources = has_sources || (modules.of(file) != kNone && !modules.lies_in_build(file));
  }
  for (FileIndex file = 0; file < program.files().size(); ++file) {
    const ModuleIndex module = modules.of(file);
    if (module == kNone || (modules.lies_in_build(file) && has_sources)) continue;
    const std::string_view path = program.files()[file].path;
    folders[parent(path)].own[module].push_back(literal(path));
    for (std::string_view folder = parent(path);; folder = outer(folder)) {
      folders[folder].below.insert(module);
      if (folder.empty()) break;
    }
  }
  return folders;
}

}  // namespace

std::vector<std::vector<std::string>> patterns_of(const Program& program, const Modules& modules) {
  std::vector<std::vector<std::string>> patterns(modules.all().size());
  const std::map<std::string_view, Folder> folders = folders_of(program, modules);
  for (const auto& [path, folder] : folders) {
    const bool is_covered = !path.empty() && folders.at(outer(path)).below.size() == 1;
    if (is_covered) continue;
    if (folder.below.size() == 1) {
      patterns[*folder.below.begin()].push_back(literal(path) + "**");
    } else if (folder.own.size() == 1 && !path.empty()) {
      patterns[folder.own.begin()->first].push_back(literal(path) + "*");
    } else {
      for (const auto& [module, files] : folder.own) {
        patterns[module].insert(patterns[module].end(), files.begin(), files.end());
      }
    }
  }
  for (std::vector<std::string>& list : patterns) std::sort(list.begin(), list.end());
  return patterns;
}

}  // namespace loadline

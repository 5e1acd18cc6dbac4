// Splits a module that is nearly the whole program by the folders inside it.
// SPDX-License-Identifier: Apache-2.0
//
//   core (97 % of the lines)   core/db/…, core/net/…, include/core/db/a.h   → core.db, core.net
//                              core/main.cc                                 → core
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "analyzers/model/found_modules.h"
#include "analyzers/model/header_pairs.h"

namespace loadline {
namespace {

constexpr std::size_t kLeastFiles = 20;  // in a module that is worth splitting
constexpr int kMaxSplits = 3;

using Members = std::vector<FileIndex>;

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

// Folders whose names say nothing about their content.
bool is_passed(std::string_view folder, std::string_view module) {
  static constexpr std::array<std::string_view, 3> kNames = {"src", "source", "sources"};
  return is_include_folder(folder) || is_build_folder(folder) || folder == last_part(module) ||
         std::find(kNames.begin(), kNames.end(), folder) != kNames.end();
}

// The module with more than three quarters of the lines; no files when there is none.
std::pair<std::string, Members> dominating(const Program& program, const ModuleNames& names) {
  std::map<std::string_view, std::pair<std::uint64_t, Members>> modules;
  std::uint64_t all = 0;
  for (FileIndex file = 0; file < names.size(); ++file) {
    if (names[file].empty()) continue;
    auto& [lines, files] = modules[names[file]];
    const std::uint64_t size = program.files()[file].lines + 1;
    lines += size;
    all += size;
    files.push_back(file);
  }
  for (auto& [name, module] : modules) {
    if (module.first * 4 > all * 3 && module.second.size() >= kLeastFiles) return {std::string(name), module.second};
  }
  return {};
}

// How many leading folders all members have in common.
std::size_t common_depth(const Program& program, const Members& members) {
  std::vector<std::string_view> common = folders_of(program.files()[members.front()].path);
  for (const FileIndex file : members) {
    const std::vector<std::string_view> folders = folders_of(program.files()[file].path);
    const auto parted = std::mismatch(common.begin(), common.end(), folders.begin(), folders.end());
    common.erase(parted.first, common.end());
  }
  return common.size();
}

// By member: the first folder that is not passed; "" for what is beside those folders.
std::vector<std::string_view> parts_below(const Program& program, const std::set<std::string_view>& passed,
                                          const std::string& module, const Members& members) {
  const std::size_t depth = common_depth(program, members);
  std::vector<std::string_view> parts;
  for (const FileIndex file : members) {
    const std::vector<std::string_view> folders = folders_of(program.files()[file].path);
    std::size_t at = depth;
    while (at < folders.size() && (is_passed(folders[at], module) || passed.contains(folders[at]))) ++at;
    parts.push_back(at < folders.size() ? folders[at] : std::string_view());
  }
  return parts;
}

// By member: the folder that distinguishes it from others. A folder that holds all of them is passed.
std::vector<std::string_view> parts_of(const Program& program, const std::string& module, const Members& members) {
  std::set<std::string_view> passed;
  while (true) {
    std::vector<std::string_view> parts = parts_below(program, passed, module, members);
    std::set<std::string_view> different(parts.begin(), parts.end());
    different.erase(std::string_view());
    if (different.size() != 1) return parts;
    passed.insert(*different.begin());
  }
}

// Headers go with their source, wherever they are.
void place_headers(const Program& program, const Members& members, std::vector<std::string_view>& parts) {
  std::vector<bool> counts(program.files().size());
  std::map<FileIndex, std::string_view> part_of;
  for (std::size_t i = 0; i < members.size(); ++i) {
    counts[members[i]] = true;
    part_of.emplace(members[i], parts[i]);
  }
  const HeaderPairs pairs(program, counts);
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!is_header_path(program.files()[members[i]].path)) continue;
    std::set<std::string_view> of_sources;
    for (const FileIndex source : pairs.sources_of(members[i])) of_sources.insert(part_of.at(source));
    if (of_sources.size() == 1) parts[i] = *of_sources.begin();
  }
}

}  // namespace

void split_dominating_module(const Program& program, ModuleNames& names) {
  for (int split = 0; split < kMaxSplits; ++split) {
    const auto [module, members] = dominating(program, names);
    if (members.empty()) return;
    std::vector<std::string_view> parts = parts_of(program, module, members);
    place_headers(program, members, parts);
    const std::set<std::string_view> different(parts.begin(), parts.end());
    if (different.size() < 2) return;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (!parts[i].empty()) names[members[i]] = module + "." + std::string(parts[i]);
    }
  }
}

}  // namespace loadline

// Groups the files that are seen together.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/model/merge/name_division.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "analyzers/words/test_code.h"

namespace loadline {
namespace {

// How many folders two paths have in common.
std::size_t common_folders(std::string_view left, std::string_view right) {
  std::size_t folders = 0;
  for (std::size_t i = 0; i < std::min(left.size(), right.size()) && left[i] == right[i]; ++i)
    folders += left[i] == '/';
  return folders;
}

FileIndex root(const std::map<FileIndex, FileIndex>& group, FileIndex file) {
  for (auto at = group.find(file); at != group.end() && at->second != file; at = group.find(file)) file = at->second;
  return file;
}

void unite(std::map<FileIndex, FileIndex>& group, FileIndex left, FileIndex right) {
  left = root(group, left);
  right = root(group, right);
  group[std::max(left, right)] = std::min(left, right);
}

std::uint32_t number_of(std::span<const FileIndex> homes, FileIndex home) {
  return static_cast<std::uint32_t>(std::lower_bound(homes.begin(), homes.end(), home) - homes.begin());
}

}  // namespace

std::optional<Division> Divider::divide(bool by_definition, std::span<const Sight> sights) const {
  std::map<FileIndex, FileIndex> group;  // by file, towards the smallest file it is seen together with
  std::map<std::uint32_t, FileIndex> first_of_unit;
  for (const Sight& sight : sights) {
    if (by_definition && !sight.is_definition) continue;
    group.try_emplace(sight.file, sight.file);
    const auto [first, is_new] = first_of_unit.try_emplace(sight.unit, sight.file);
    if (!is_new) unite(group, first->second, sight.file);
  }
  std::map<FileIndex, FileIndex> home_of_group;
  for (const Sight& sight : sights) {
    if (!sight.is_definition) continue;
    const auto [home, is_new] = home_of_group.try_emplace(root(group, sight.file), sight.file);
    if (!is_new) home->second = std::min(home->second, sight.file);
  }
  if (home_of_group.size() < 2) return std::nullopt;
  Division division;
  for (const auto& [first, home] : home_of_group) division.homes.push_back(home);
  std::sort(division.homes.begin(), division.homes.end());
  std::map<FileIndex, std::set<std::uint32_t>> meant_in;  // by file, of units that know what they mean
  for (const Sight& sight : sights) {
    const auto first = first_of_unit.find(sight.unit);
    if (first == first_of_unit.end()) continue;
    const auto home = home_of_group.find(root(group, first->second));
    if (home == home_of_group.end()) continue;
    const std::uint32_t meaning = number_of(division.homes, home->second);
    division.of[sight.unit] = meaning;
    meant_in[sight.file].insert(meaning);
  }
  std::map<std::uint32_t, std::set<std::uint32_t>> meant_beside;  // by unit that does not, of others with its headers
  for (const Sight& sight : sights) {
    if (!division.of.contains(sight.unit)) meant_beside[sight.unit].merge(std::set(meant_in[sight.file]));
  }
  for (const auto& [unit, meanings] : meant_beside) {
    if (meanings.size() > 1) {
      division.of[unit] = kUnresolved;
    } else {
      division.of[unit] = meanings.empty() ? nearest(division.homes, unit) : *meanings.begin();
    }
  }
  return division;
}

std::uint32_t Divider::nearest(std::span<const FileIndex> homes, std::uint32_t unit) const {
  const FileIndex user = source_of_unit_[unit];
  const std::string_view source = files_[user].path;
  const bool is_test = is_test_code(source);
  std::uint32_t best = kUnresolved;
  std::size_t most = 0;
  for (std::uint32_t meaning = 0; meaning < homes.size(); ++meaning) {
    const FileIndex home = homes[meaning];
    if (home == kNone || (has_main_[home] && has_main_[user] && home != user)) continue;
    if (!is_test && is_test_code(files_[home].path)) continue;
    const std::size_t common = common_folders(source, files_[home].path) + 1;
    if (common > most) best = meaning;
    if (common == most) best = kUnresolved;
    most = std::max(most, common);
  }
  return best;
}

}  // namespace loadline

// Reads names.yaml and concerns.yaml.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/libraries/name_groups.h"

#include <array>

#include <yaml-cpp/yaml.h>

#include "analyzers/libraries/library_yaml.h"
#include "analyzers/libraries/model_texts.h"
#include "analyzers/libraries/name_map.h"

namespace loadline {
namespace {

constexpr std::array<const char*, 22> kGroups = {
    "text-classes",
    "members-of-text-classes",
    "text-copies",
    "joining-members",
    "durations",
    "formatting",
    "inserting-members",
    "containers",
    "pair-inserting-members",
    "maps",
    "comparing-members",
    "prefix-members",
    "pattern-members",
    "lookup-members",
    "lists",
    "locking-members",
    "unlocking-members",
    "locking",
    "unlocking",
    "threads",
    "thread-starting",
    "thread-detaching",
};
static_assert(kGroups.size() == static_cast<std::size_t>(NameGroup::thread_detaching) + 1);

using Groups = std::array<NameMap<bool>, kGroups.size()>;

// REQUIRES: names.yaml has these groups and no other; a test reads it.
Groups read_groups() {
  Groups groups;
  const YAML::Node root = YAML::Load(std::string(model_text("names.yaml")))["groups"];
  if (root.size() != kGroups.size()) fail(root, "a group is not known");
  for (std::size_t i = 0; i < kGroups.size(); ++i) {
    for (const std::string& name : needed_names(root, kGroups[i])) groups[i].add(name, true);
  }
  return groups;
}

std::vector<LibraryConcern> read_concerns() {
  std::vector<LibraryConcern> concerns;
  const YAML::Node root = YAML::Load(std::string(model_text("concerns.yaml")));
  for (const YAML::Node& node : list_in(root, "concerns")) {
    check_keys(node, {"concern", "headers"});
    concerns.push_back({text_in(node, "concern"), text_in(node, "headers")});
  }
  return concerns;
}

}  // namespace

bool is_in(NameGroup group, std::string_view name) {
  static const Groups groups = read_groups();
  return groups[static_cast<std::size_t>(group)].find(name) != nullptr;
}

const std::vector<LibraryConcern>& library_concerns() {
  static const std::vector<LibraryConcern> concerns = read_concerns();
  return concerns;
}

}  // namespace loadline

// Groups of names that analyses understand by what they do, and what the headers of libraries are about: names.yaml and
// concerns.yaml. Unlike models, they are the same for every project.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace loadline {

// As in names.yaml, which says what each is for, with "-" for "_".
enum class NameGroup : std::uint8_t {
  text_classes,
  members_of_text_classes,
  text_copies,
  joining_members,
  durations,
  formatting,
  inserting_members,
  containers,
  pair_inserting_members,
  maps,
  comparing_members,
  prefix_members,
  pattern_members,
  lookup_members,
  lists,
  locking_members,
  unlocking_members,
  locking,
  unlocking,
  threads,
  thread_starting,
  thread_detaching,
};

// Whether the name is in the group: exactly, or by a beginning that the group has with a "*".
bool is_in(NameGroup group, std::string_view name);

// Headers, as a glob over paths, and the concern of code that uses what they declare.
struct LibraryConcern {
  std::string concern;
  std::string headers;
};
// The first one whose headers match counts.
const std::vector<LibraryConcern>& library_concerns();

}  // namespace loadline

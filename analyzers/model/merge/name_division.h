// Which of the meanings of one name each unit means; see same_names.cpp.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

constexpr std::uint32_t kUnresolved = kNone;  // the meaning of who cannot know it

struct Sight {  // of a declaration, by a unit
  std::uint32_t unit = 0;
  FileIndex file = 0;  // sorted
  bool is_definition = false;
};

struct Division {
  std::vector<FileIndex> homes;                         // by meaning: its first defining file; kNone: none is known
  std::unordered_map<std::uint32_t, std::uint32_t> of;  // from unit to meaning
};

class Divider {
 public:
  // Keeps references. `has_main`: by file.
  Divider(std::span<const File> files, const std::vector<FileIndex>& source_of_unit, const std::vector<bool>& has_main)
      : files_(files), source_of_unit_(source_of_unit), has_main_(has_main) {}

  // Nothing when the name has one meaning. `by_definition`: what is only declared together is not one thing.
  std::optional<Division> divide(bool by_definition, std::span<const Sight> sights) const;
  // The meaning whose definition is nearest to the unit, of those that can be linked with it.
  std::uint32_t nearest(std::span<const FileIndex> homes, std::uint32_t unit) const;

 private:
  std::span<const File> files_;
  const std::vector<FileIndex>& source_of_unit_;
  const std::vector<bool>& has_main_;
};

}  // namespace loadline

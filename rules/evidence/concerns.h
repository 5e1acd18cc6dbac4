// What mixed-concerns distinguishes: for each file, the concern that code deals with when it uses what is declared there.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rules/engine/rule.h"

namespace loadline {

// An entry's `concerns`, each pattern one, take the place of the concerns of well-known libraries.
class Concerns {
 public:
  Concerns(const Analyses& analyses, const RuleEntry& entry);

  // A number; 0: none.
  std::uint32_t of(FileIndex file) const { return file == kNone ? 0 : of_file_[file]; }
  const std::string& name(std::uint32_t concern) const { return names_[concern - 1]; }

 private:
  std::uint32_t number(const std::string& name);
  void take_modules(const Analyses& analyses, const std::vector<Pattern>& patterns);
  void take_libraries(const Program& program);

  std::vector<std::uint32_t> of_file_;
  std::vector<std::string> names_;
};

}  // namespace loadline

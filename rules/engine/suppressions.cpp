// Indexes marks by the lines they cover.
// SPDX-License-Identifier: Apache-2.0
#include "rules/engine/suppressions.h"

#include <algorithm>

namespace loadline {
namespace {

// "rule-a, rule-b" → {"rule-a", "rule-b"}
std::vector<std::string> names_in(std::string_view list) {
  constexpr std::string_view kSpace = " \t\r\n";
  std::vector<std::string> names;
  while (!list.empty()) {
    std::string_view name = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), name.size() + 1));
    name.remove_prefix(std::min(name.size(), name.find_first_not_of(kSpace)));
    name = name.substr(0, name.find_last_not_of(kSpace) + 1);
    if (!name.empty()) names.emplace_back(name);
  }
  return names;
}

}  // namespace

Suppressions::Suppressions(const Program& program) {
  for (const Mark& mark : program.marks()) {
    const Place where{std::string(program.files()[mark.where.file].path), mark.where.line};
    if (mark.fault != MarkFault::none) {
      faulty_.push_back({std::string(mark.rules), where, mark.fault});
      continue;
    }
    for (std::string& rule : names_in(mark.rules)) {
      const std::size_t number = all_.size();
      covering_[{Place{where.path, mark.covered}, rule}].push_back(number);
      covering_[{Place{where.path, 0}, rule}].push_back(number);
      all_.push_back({std::move(rule), where, std::string(mark.reason)});
    }
  }
}

std::vector<std::size_t> Suppressions::at(std::string_view rule, const Place& where) const {
  const auto found = covering_.find({where, std::string(rule)});
  return found == covering_.end() ? std::vector<std::size_t>() : found->second;
}

}  // namespace loadline

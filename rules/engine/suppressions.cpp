// Reads marks and works out which lines they cover.
// SPDX-License-Identifier: Apache-2.0
#include "rules/engine/suppressions.h"

#include <algorithm>
#include <set>

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

// Whether anything but a comment is known to stand on the line.
bool has_code(const Program& program, Location where) {
  const auto references = program.references_in(where.file);
  const auto reference = std::lower_bound(references.begin(), references.end(), where.line,
                                          [](const Reference& r, std::uint32_t line) { return r.line < line; });
  if (reference != references.end() && reference->line == where.line) return true;
  const auto includes = program.includes();
  const auto include = std::lower_bound(includes.begin(), includes.end(), where, [](const Include& i, Location wanted) {
    return Location{i.from, i.line} < wanted;
  });
  return include != includes.end() && Location{include->from, include->line} == where;
}

}  // namespace

Suppressions::Suppressions(const Program& program) {
  std::set<Location> own_lines;  // lines that hold nothing but a mark
  for (const Mark& mark : program.marks()) {
    if (!has_code(program, mark.where)) own_lines.insert(mark.where);
  }
  // From the bottom up, so that lines of marks on end are walked once.
  std::map<Location, std::uint32_t> covered_below;
  for (auto at = own_lines.rbegin(); at != own_lines.rend(); ++at) {
    const auto next = covered_below.find({at->file, at->line + 1});
    covered_below[*at] = next == covered_below.end() ? at->line + 1 : next->second;
  }
  for (const Mark& mark : program.marks()) {
    const Place where{std::string(program.files()[mark.where.file].path), mark.where.line};
    for (std::string& rule : names_in(mark.rules)) {
      const std::size_t number = all_.size();
      covering_[{where, rule}].push_back(number);
      covering_[{Place{where.path, 0}, rule}].push_back(number);
      if (const auto below = covered_below.find(mark.where); below != covered_below.end()) {
        covering_[{Place{where.path, below->second}, rule}].push_back(number);
      }
      all_.push_back({std::move(rule), where, std::string(mark.reason)});
    }
  }
}

std::vector<std::size_t> Suppressions::at(std::string_view rule, const Place& where) const {
  const auto found = covering_.find({where, std::string(rule)});
  return found == covering_.end() ? std::vector<std::size_t>() : found->second;
}

}  // namespace loadline

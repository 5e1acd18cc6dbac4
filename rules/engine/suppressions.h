// The marks `// loadline: allow(rule, …) reason` in the code, and which lines they cover.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzers/model/program.h"
#include "rules/engine/finding.h"

namespace loadline {

// One rule of one mark.
struct Suppression {
  std::string rule;  // as written: it may name no rule
  Place where;
  std::string reason;  // may be empty
};

// A mark covers its own line. One on a line of its own also covers the line below it; several such lines on end all
// cover the line below the last.
//
//   log(user);  // loadline: allow(rule-a) reason        this line
//
//   // loadline: allow(rule-a) reason
//   // loadline: allow(rule-b, rule-c) reason
//   log(user);                                           all three
class Suppressions {
 public:
  explicit Suppressions(const Program& program);

  const std::vector<Suppression>& all() const { return all_; }  // sorted by place
  // Numbers of those for `rule` that cover `where`; for a whole file (line 0), of those anywhere in it.
  std::vector<std::size_t> at(std::string_view rule, const Place& where) const;

 private:
  std::vector<Suppression> all_;
  std::map<std::pair<Place, std::string>, std::vector<std::size_t>> covering_;  // by place and rule
};

}  // namespace loadline

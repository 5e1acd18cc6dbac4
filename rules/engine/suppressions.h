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

// What was meant as a mark but is not understood.
struct FaultyMark {
  std::string text;  // as written, its beginning
  Place where;
  MarkFault fault;
};

// A mark after code covers its own line, and one on a line of its own the next line of code; never both.
//
//   log(user);  // loadline: allow(rule-a) reason        this line
//
//   // loadline: allow(rule-a) reason
//   // loadline: allow(rule-b, rule-c) a reason that
//   // takes two lines
//   log(user);                                           this line, for all three
class Suppressions {
 public:
  explicit Suppressions(const Program& program);

  const std::vector<Suppression>& all() const { return all_; }       // sorted by place
  const std::vector<FaultyMark>& faulty() const { return faulty_; }  // sorted by place
  // Numbers of those for `rule` that cover `where`; for a whole file (line 0), of those anywhere in it.
  std::vector<std::size_t> at(std::string_view rule, const Place& where) const;

 private:
  std::vector<Suppression> all_;
  std::vector<FaultyMark> faulty_;
  std::map<std::pair<Place, std::string>, std::vector<std::size_t>> covering_;  // by place and rule
};

}  // namespace loadline

// Targets that a program cuts into segments and compares one by one.
// SPDX-License-Identifier: Apache-2.0
//
//   auto path = split(request.path());
//   if (path[0] == "cart" && path[1] == "items")              /cart, and under it /cart/items
#pragma once

#include <optional>
#include <string>

#include "analyzers/routes/method_branches.h"
#include "analyzers/routes/request_parts.h"

namespace loadline {

class TargetSegments {
 public:
  // Keeps references to its arguments.
  TargetSegments(const ValueFlow& flow, const RequestParts& parts, const MethodBranches& branches)
      : flow_(flow), parts_(parts), branches_(branches) {}

  // The path that a comparison at `site` asks for, with what the comparisons around it ask for; nothing when it compares no
  // segment with a constant.
  std::optional<std::string> path_at(const CallSite& site) const;

 private:
  struct Segment {
    std::uint32_t number = 0;
    std::string text;
  };
  std::optional<Segment> segment_at(const CallSite& site) const;
  std::optional<std::uint32_t> number_of(const Term& operand) const;
  std::optional<std::uint32_t> number_asked_for(const Term& operand, const CallFact& made) const;

  const ValueFlow& flow_;
  const RequestParts& parts_;
  const MethodBranches& branches_;
};

}  // namespace loadline

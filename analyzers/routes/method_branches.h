// Which methods a comparison of the target is for, and where each of them is served.
// SPDX-License-Identifier: Apache-2.0
//
//   if (target == "/cart" && method == "GET") list();
//   else if (target == "/cart") { if (method == "PUT") add(); if (method == "DELETE") clear(); }
#pragma once

#include <cstdint>
#include <vector>

#include "analyzers/routes/handlers.h"
#include "analyzers/routes/request_parts.h"
#include "analyzers/routes/value_flow.h"

namespace loadline {

struct MethodBranch {
  Term method;                            // unknown: any
  const ConditionFact* served = nullptr;  // nullptr: wherever the target is compared
};

class MethodBranches {
 public:
  // Keeps references to its arguments.
  MethodBranches(const ValueFlow& flow, const RequestParts& parts) : flow_(flow), parts_(parts) {}

  // The condition that `site` is part of, nullptr when it is part of none.
  const ConditionFact* test_of(const CallSite& site) const;
  // Compared inside of the branch, in the same condition, or around: in this order. At least one.
  std::vector<MethodBranch> at(const CallSite& site) const;
  // Every comparison of the method in a function.
  std::vector<MethodBranch> in(const FunctionFact& body) const;

 private:
  Term compared_method(const FunctionFact& body, const ConditionFact& test) const;

  const ValueFlow& flow_;
  const RequestParts& parts_;
};

// The lines that run only when `test` holds. The last line of a block is `}`, or `} else if (…)`, which is no part of it.
LineRange lines_under(const ConditionFact& test);
inline bool runs_under(const ConditionFact& test, std::uint32_t line) { return lines_under(test).has(line); }

}  // namespace loadline

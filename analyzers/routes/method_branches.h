// Which methods a comparison of the target is for, and where each of them is served.
// SPDX-License-Identifier: Apache-2.0
//
//   if (target == "/cart" && method == "GET") list();
//   else if (target == "/cart") { if (method == "PUT") add(); if (method == "DELETE") clear(); }
#pragma once

#include <cstdint>
#include <vector>

#include "analyzers/routes/request_parts.h"
#include "analyzers/routes/value_flow.h"

namespace loadline {

struct MethodBranch {
  Term method;                        // unknown: any
  const TestFact* served = nullptr;   // nullptr: wherever the target is compared
};

class MethodBranches {
 public:
  // Keeps references to its arguments.
  MethodBranches(const ValueFlow& flow, const RequestParts& parts) : flow_(flow), parts_(parts) {}

  // The condition that `site` is part of, nullptr when it is part of none.
  const TestFact* test_of(const CallSite& site) const;
  // Compared inside of the branch, in the same condition, or around: in this order. At least one.
  std::vector<MethodBranch> at(const CallSite& site) const;

 private:
  Term compared_method(const FunctionFact& body, const TestFact& test) const;

  const ValueFlow& flow_;
  const RequestParts& parts_;
};

// Whether what stands in `line` runs only when `test` holds.
bool runs_under(const TestFact& test, std::uint32_t line);

}  // namespace loadline

// Which methods a comparison of the target is for, and what runs for each of them.
// SPDX-License-Identifier: Apache-2.0
//
//   if (target == "/cart" && method == "GET") list();
//   else if (target == "/cart") { if (method == "PUT") add(); if (method == "DELETE") clear(); }
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "analyzers/calls/body_flow.h"
#include "analyzers/routes/request_parts.h"
#include "analyzers/routes/route.h"
#include "analyzers/routes/value_flow.h"

namespace loadline {

struct MethodBranch {
  Term method;                             // unknown: any
  std::vector<RouteCondition> conditions;  // of the target, then of the method; empty: nothing is known of them
  std::vector<bool> runs;                  // the blocks that run for this path and method, and not for other paths
};

class MethodBranches {
 public:
  // Keeps references to its arguments.
  MethodBranches(const ValueFlow& flow, const RequestParts& parts) : flow_(flow), parts_(parts) {}

  // The number, among those of the body, of the condition that `site` is; kNone when it is none.
  std::uint32_t condition_of(const CallSite& site) const;
  // Of a condition of the target that leads somewhere when it `holds`, or when it does not: one for each method that is compared
  // around it, beside it or behind it. At least one.
  std::vector<MethodBranch> at(const CallSite& site, bool holds) const;
  // Every comparison of the method in a function, with the condition that it is.
  std::vector<MethodBranch> in(const FunctionFact& body) const;
  const BodyFlow& flow_of(const FunctionFact& body) const;

 private:
  struct Asked {
    std::map<std::uint32_t, Term> methods;  // by condition
    std::vector<std::uint32_t> targets;     // conditions that compare the target
  };
  const Asked& asked_in(const FunctionFact& body) const;
  Term compared_method(const FunctionFact& body, const ConditionFact& condition) const;
  bool compares_target(const FunctionFact& body, const ConditionFact& condition) const;

  const ValueFlow& flow_;
  const RequestParts& parts_;
  mutable std::map<const FunctionFact*, Asked> asked_;
  mutable std::map<const FunctionFact*, BodyFlow> flows_;
};

}  // namespace loadline

// Every call of a program, by what it calls.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analyzers/model/program.h"

namespace loadline {

struct CallSite {
  const FunctionFact* body = nullptr;
  std::uint32_t call = 0;  // into Bodies::calls
};

class CallSites {
 public:
  // Its sites point into `program`. Linear in calls, plus the sort.
  explicit CallSites(const Program& program);

  std::span<const CallSite> of(SymbolId callee) const;  // in the order of the bodies

 private:
  std::vector<SymbolId> callees_;  // sorted
  std::vector<CallSite> sites_;    // beside them
};

}  // namespace loadline

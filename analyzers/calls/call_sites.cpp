// Sorts calls by what they call.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/call_sites.h"

#include <algorithm>
#include <utility>

namespace loadline {

CallSites::CallSites(const Program& program) {
  const Bodies& bodies = program.bodies();
  std::vector<std::pair<SymbolId, CallSite>> all;
  all.reserve(bodies.calls.size());
  for (const FunctionFact& body : bodies.functions) {
    for (std::uint32_t call = body.first_call; call < body.first_call + body.call_count; ++call) {
      if (bodies.calls[call].callee != 0) all.push_back({bodies.calls[call].callee, {&body, call}});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  callees_.reserve(all.size());
  sites_.reserve(all.size());
  for (const auto& [callee, site] : all) {
    callees_.push_back(callee);
    sites_.push_back(site);
  }
}

std::span<const CallSite> CallSites::of(SymbolId callee) const {
  const auto [first, last] = std::equal_range(callees_.begin(), callees_.end(), callee);
  return std::span(sites_).subspan(static_cast<std::size_t>(first - callees_.begin()),
                                   static_cast<std::size_t>(last - first));
}

}  // namespace loadline

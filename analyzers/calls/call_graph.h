// Who may call whom: functions with bodies as nodes, and for each call every body it may run.
// SPDX-License-Identifier: Apache-2.0
//
// Virtual calls lead to the method and all its overrides in the program (class-hierarchy analysis); those of tests are
// candidates in tests alone. A callable that is passed to a call is run by it, or deferred: by another thread, or by whoever
// empties the place where it is kept. A call through a field leads to the callables that are kept there.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "analyzers/calls/passed_callables.h"
#include "analyzers/calls/stored_callables.h"
#include "analyzers/libraries/libraries.h"
#include "analyzers/model/graph.h"
#include "analyzers/model/id_lookup.h"
#include "analyzers/model/program.h"

namespace loadline {

enum class CallHow : std::uint8_t { direct, dispatch, callable, deferred };

struct CallEdge {
  Node to = 0;
  std::uint32_t call = 0;      // into Bodies::calls
  std::uint16_t argument = 0;  // callable, deferred: which of the call's recorded arguments
  CallHow how = CallHow::direct;
};

class CallGraph {
 public:
  // Keeps a reference to `program`. Linear in calls, plus overrides of virtual calls.
  CallGraph(const Program& program, const Libraries& libraries);

  std::uint32_t size() const { return static_cast<std::uint32_t>(symbols_.size()); }
  SymbolId symbol(Node node) const { return symbols_[node]; }
  Node find(SymbolId symbol) const;                          // kNone when it has no body
  std::span<const FunctionFact> bodies_of(Node node) const;  // a template may have several
  std::span<const CallEdge> edges_from(Node node) const;     // in the order of the calls
  // The overrides of a virtual method, transitively; itself not included.
  std::vector<SymbolId> overrides_of(SymbolId method) const;
  bool has_overrides(SymbolId method) const { return overrides_.contains(method); }
  Graph graph() const;

 private:
  void find_overrides();
  bool is_in_test(SymbolIndex function) const;
  std::vector<std::span<const FunctionFact>> bodies_run_by(const CallFact& call) const;
  void add_edges(const FunctionFact& function, const StoredCallables& stored, const PassedCallables& passed);

  const Program& program_;
  std::vector<SymbolId> symbols_;  // sorted
  IdLookup place_of_symbol_;
  std::vector<std::uint32_t> first_body_;  // into Bodies::functions, one past the end included
  std::vector<CallEdge> edges_;
  std::vector<std::uint32_t> first_edge_;
  std::unordered_map<SymbolId, std::vector<SymbolId>> overrides_;  // direct ones
};

}  // namespace loadline

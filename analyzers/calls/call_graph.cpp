// Builds the call graph from the recorded calls.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/call_graph.h"

#include <algorithm>
#include <set>

#include "analyzers/words/test_code.h"

namespace loadline {

CallGraph::CallGraph(const Program& program, const Libraries& libraries) : program_(program) {
  find_overrides();
  const std::vector<FunctionFact>& functions = program.bodies().functions;
  for (std::uint32_t at = 0; at < functions.size(); ++at) {
    if (!symbols_.empty() && symbols_.back() == functions[at].symbol) continue;
    symbols_.push_back(functions[at].symbol);
    first_body_.push_back(at);
  }
  first_body_.push_back(static_cast<std::uint32_t>(functions.size()));
  place_of_symbol_ = IdLookup(symbols_, [](SymbolId id) { return id; });
  const StoredCallables stored(program);
  const PassedCallables passed(program, libraries, [this](const CallFact& call) { return bodies_run_by(call); });
  for (Node node = 0; node < size(); ++node) {
    first_edge_.push_back(static_cast<std::uint32_t>(edges_.size()));
    for (const FunctionFact& function : bodies_of(node)) add_edges(function, stored, passed);
  }
  first_edge_.push_back(static_cast<std::uint32_t>(edges_.size()));
}

void CallGraph::find_overrides() {
  const auto symbols = program_.symbols();
  for (const Reference& reference : program_.references()) {
    if (reference.kind() != ReferenceKind::override_ || reference.from == kNone || reference.to == kNone) continue;
    if (is_in_test(reference.from) && !is_in_test(reference.to)) continue;
    overrides_[symbols[reference.to].id].push_back(symbols[reference.from].id);
  }
  for (auto& [base, overriders] : overrides_) {
    std::sort(overriders.begin(), overriders.end());
    overriders.erase(std::unique(overriders.begin(), overriders.end()), overriders.end());
  }
}

bool CallGraph::is_in_test(SymbolIndex function) const {
  const Location declared = program_.symbols()[function].declared;
  return declared.known() && is_test_code(program_.files()[declared.file].path);
}

std::vector<std::span<const FunctionFact>> CallGraph::bodies_run_by(const CallFact& call) const {
  std::vector<SymbolId> callees;
  if ((call.flags & kCallVirtual) != 0) callees = overrides_of(call.callee);
  callees.push_back(call.callee);
  std::vector<std::span<const FunctionFact>> bodies;
  for (const SymbolId callee : callees) {
    if (const Node node = find(callee); node != kNone) bodies.push_back(bodies_of(node));
  }
  return bodies;
}

std::vector<SymbolId> CallGraph::overrides_of(SymbolId method) const {
  std::set<SymbolId> seen{method};
  std::vector<SymbolId> open{method};
  std::vector<SymbolId> all;
  while (!open.empty()) {
    const auto found = overrides_.find(open.back());
    open.pop_back();
    if (found == overrides_.end()) continue;
    for (const SymbolId overrider : found->second) {
      if (!seen.insert(overrider).second) continue;
      open.push_back(overrider);
      all.push_back(overrider);
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

Node CallGraph::find(SymbolId symbol) const {
  const auto [first, last] = place_of_symbol_.range(symbol);
  const auto end = symbols_.begin() + last;
  const auto found = std::lower_bound(symbols_.begin() + first, end, symbol);
  return found == end || *found != symbol ? kNone : static_cast<Node>(found - symbols_.begin());
}

std::span<const FunctionFact> CallGraph::bodies_of(Node node) const {
  return std::span(program_.bodies().functions).subspan(first_body_[node], first_body_[node + 1] - first_body_[node]);
}

std::span<const CallEdge> CallGraph::edges_from(Node node) const {
  return std::span(edges_).subspan(first_edge_[node], first_edge_[node + 1] - first_edge_[node]);
}

void CallGraph::add_edges(const FunctionFact& function, const StoredCallables& stored, const PassedCallables& passed) {
  const Bodies& bodies = program_.bodies();
  for (std::uint32_t at = function.first_call; at < function.first_call + function.call_count; ++at) {
    const CallFact& call = bodies.calls[at];
    const auto add = [&](SymbolId callee, CallHow how, std::uint16_t argument) {
      const Node to = find(callee);
      if (to != kNone) edges_.push_back({to, at, argument, how});
    };
    add(call.callee, CallHow::direct, 0);
    for (const SymbolId callable : stored.run_by(function, call)) add(callable, CallHow::direct, 0);
    if ((call.flags & kCallVirtual) != 0) {
      for (const SymbolId overrider : overrides_of(call.callee)) add(overrider, CallHow::dispatch, 0);
    }
    const auto arguments = bodies.arguments_of(call);
    for (std::uint16_t i = 0; i < arguments.size(); ++i) {
      if (arguments[i].callable == 0 || find(arguments[i].callable) == kNone) continue;
      const CallableUse use = passed.use_of(call, arguments[i].position);
      if (use == CallableUse::none) continue;
      add(arguments[i].callable, use == CallableUse::runs ? CallHow::callable : CallHow::deferred, i);
    }
  }
}

Graph CallGraph::graph() const {
  std::vector<Edge> edges;
  edges.reserve(edges_.size());
  for (Node node = 0; node < size(); ++node) {
    for (const CallEdge& edge : edges_from(node)) edges.push_back({node, edge.to, 1});
  }
  return Graph(size(), std::move(edges));
}

}  // namespace loadline

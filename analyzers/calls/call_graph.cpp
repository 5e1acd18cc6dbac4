// Builds the call graph from the recorded calls.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/calls/call_graph.h"

#include <algorithm>
#include <set>

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
  for (Node node = 0; node < size(); ++node) {
    first_edge_.push_back(static_cast<std::uint32_t>(edges_.size()));
    for (const FunctionFact& function : bodies_of(node)) add_edges(function, stored, libraries);
  }
  first_edge_.push_back(static_cast<std::uint32_t>(edges_.size()));
}

void CallGraph::find_overrides() {
  const auto symbols = program_.symbols();
  for (const Reference& reference : program_.references()) {
    if (reference.kind() != ReferenceKind::override_ || reference.from == kNone || reference.to == kNone) continue;
    overrides_[symbols[reference.to].id].push_back(symbols[reference.from].id);
  }
  for (auto& [base, overriders] : overrides_) {
    std::sort(overriders.begin(), overriders.end());
    overriders.erase(std::unique(overriders.begin(), overriders.end()), overriders.end());
  }
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

void CallGraph::add_edges(const FunctionFact& function, const StoredCallables& stored, const Libraries& libraries) {
  const Bodies& bodies = program_.bodies();
  for (std::uint32_t at = function.first_call; at < function.first_call + function.call_count; ++at) {
    const CallFact& call = bodies.calls[at];
    const auto add = [&](SymbolId callee, CallHow how, std::uint16_t argument) {
      const Node to = find(callee);
      if (to != kNone) edges_.push_back({to, at, argument, how});
    };
    add(call.callee, CallHow::direct, 0);
    for (const SymbolId callable : stored.run_by(call)) add(callable, CallHow::direct, 0);
    if ((call.flags & kCallVirtual) != 0) {
      for (const SymbolId overrider : overrides_of(call.callee)) add(overrider, CallHow::dispatch, 0);
    }
    const auto arguments = bodies.arguments_of(call);
    if (std::none_of(arguments.begin(), arguments.end(), [](const auto& a) { return a.callable != 0; })) continue;
    // A registration keeps its handler for later, a wrapper such as std::function or std::bind runs nothing, and what runs
    // once belongs to the start of the program.
    const std::string_view name = program_.name_of(call.callee);
    if (libraries.registrations.find(name) != nullptr || libraries.once.find(name) != nullptr) continue;
    const bool is_deferred = libraries.deferring.find(name) != nullptr;
    if (!is_deferred && ((call.flags & kCallConstructs) != 0 || libraries.binding.find(name) != nullptr)) continue;
    for (std::uint16_t i = 0; i < arguments.size(); ++i) {
      if (arguments[i].callable == 0) continue;
      add(arguments[i].callable, is_deferred ? CallHow::deferred : CallHow::callable, i);
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

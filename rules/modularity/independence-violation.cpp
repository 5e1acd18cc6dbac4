// independence-violation: modules that must not know each other, and do.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "analyzers/words/path_pattern.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_filter.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

// Which party each module belongs to; kNone for bystanders. A plain name is one party with all that is nested in it; a
// glob or a tag stands for modules that are each on their own.
std::vector<std::uint32_t> parties(const Modules& modules, const std::vector<Pattern>& patterns) {
  std::vector<std::uint32_t> party(modules.all().size(), kNone);
  std::uint32_t next = 0;
  for (const Pattern& pattern : patterns) {
    const bool is_one = !is_glob(pattern.text()) && !pattern.text().starts_with("tag:");
    for (const ModuleIndex module : pattern.modules_in(modules)) {
      if (party[module] == kNone) party[module] = is_one ? next : next++;
    }
    if (is_one) ++next;
  }
  // "store" and "store.sql" share a party; parents sort before what is nested in them.
  for (ModuleIndex module = 0; module < party.size(); ++module) {
    for (ModuleIndex outer = modules.all()[module].parent; outer != kNone; outer = modules.all()[outer].parent) {
      if (party[module] != kNone && party[outer] != kNone) party[module] = party[outer];
    }
  }
  return party;
}

// The dependencies that count: what passes the filter, and not from or to modules that may bridge.
Graph graph_without(const RuleInput& input, const RuleEntry& entry, const EvidenceFilter& filter) {
  const std::vector<bool> bridges = meant_modules(input.analyses.modules(), entry.patterns("bridges"));
  const Graph all = filter.module_graph();
  std::vector<Edge> edges;
  for (const Edge& edge : all.edges()) {
    if (!bridges[edge.from] && !bridges[edge.to]) edges.push_back(edge);
  }
  return Graph(all.size(), std::move(edges));
}

void check(const RuleInput& input, const Emit& emit) {
  for (const RuleEntry& entry : input.entries) {
    const std::vector<std::uint32_t> party = parties(input.analyses.modules(), entry.patterns("modules"));
    const EvidenceFilter filter(input.analyses, entry);
    const Graph graph = graph_without(input, entry, filter);
    const std::uint32_t depth = entry.flag("direct_only") ? 1 : ~0u;
    for (Node from = 0; from < graph.size(); ++from) {
      if (party[from] == kNone) continue;
      const std::vector<bool> reached = reachable_from(graph, {from}, depth);
      for (Node to = 0; to < graph.size(); ++to) {
        if (!reached[to] || party[to] == kNone || party[to] == party[from]) continue;
        const std::vector<Node> chain = shortest_path(graph, {from}, {to});
        // A chain through a third party is the sum of two other findings.
        const bool is_minimal = std::all_of(chain.begin() + 1, chain.end() - 1, [&](Node node) {
          return party[node] == kNone || party[node] == party[from];
        });
        if (!is_minimal) continue;
        Finding finding = chain_finding(input.analyses, entry, filter, chain, "know");
        finding.advice = "cut one step of the chain, or let something above both of them connect the two";
        emit(std::move(finding));
      }
    }
  }
}

constexpr std::array kOptions = {
    OptionSpec{"modules", OptionType::module_pattern, "modules that must not know each other", true},
    OptionSpec{"bridges", OptionType::module_pattern, "modules that may connect them"},
    kKindsOption,
    kFromFilesOption,
    kToFilesOption,
    kSymbolsOption,
    OptionSpec{"direct_only", OptionType::flag, "allow dependencies through other modules", false, "false"},
};

}  // namespace

extern const Rule independence_violation = {
    .id = "independence-violation",
    .principle = "modularity",
    .title = "modules that must not know each other, and do",
    .severity = Severity::error,
    .many_entries = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

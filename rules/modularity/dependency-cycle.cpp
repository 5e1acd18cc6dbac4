// dependency-cycle: modules or files that depend on each other in a cycle.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <tuple>

#include <fmt/core.h>

#include "analyzers/structure/cycles.h"
#include "analyzers/words/phrases.h"
#include "rules/engine/rule.h"
#include "rules/evidence/cycle_level.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

std::string hop(const CycleLevel& level, Node from, Node to) {
  return '`' + level.name(from) + "` -> `" + level.name(to) + '`';
}

std::string message(const CycleLevel& level, const Cycle& cycle) {
  std::string hops;
  for (const Node node : cycle.shortest) hops += '`' + level.name(node) + "` -> ";
  hops += '`' + level.name(cycle.shortest.front()) + '`';
  const std::string members = counted(cycle.members.size(), level.kind());
  if (cycle.members.size() == cycle.shortest.size()) return members + " depend on each other in a cycle: " + hops;
  return members + " depend on each other; the shortest cycle is " + hops;
}

// Every hop of the shortest cycle with the first place that shows it.
std::vector<Step> trail(const Program& program, const CycleLevel& level, const Cycle& cycle) {
  std::vector<Step> steps;
  for (std::size_t i = 0; i < cycle.shortest.size(); ++i) {
    const Node from = cycle.shortest[i], to = cycle.shortest[(i + 1) % cycle.shortest.size()];
    const std::vector<Evidence> evidence = level.evidence(from, to);
    if (!evidence.empty()) steps.push_back(hop_step(program, level.name(from), level.name(to), evidence));
  }
  return steps;
}

std::string advice(const Program& program, const CycleLevel& level, const Cycle& cycle) {
  constexpr std::size_t kMost = 5;
  std::string text = cycle.cut.size() == 1 ? "cut " : "cut all of ";
  for (std::size_t i = 0; i < std::min(kMost, cycle.cut.size()); ++i) {
    const Edge& edge = cycle.cut[i];
    text += (i > 0 ? "; " : "") + hop(level, edge.from, edge.to) + " (" + counted(edge.weight, "reference");
    const std::vector<Evidence> evidence = level.evidence(edge.from, edge.to);
    if (!evidence.empty()) {
      const Place place = place_of(program, evidence.front().where);
      text += fmt::format(", first at {}:{}", place.path, place.line);
    }
    text += ')';
  }
  if (cycle.cut.size() > kMost) text += fmt::format("; and {} more", cycle.cut.size() - kMost);
  return text;
}

// Each edge between two members is on a cycle: one edge more is one cycle more, and so is a file more that makes one.
std::vector<FindingCarrier> edges_of(const Program& program, const CycleLevel& level, const Cycle& cycle) {
  std::vector<FindingCarrier> edges;
  for (const Edge& edge : cycle.edges) {
    const std::vector<Evidence> evidence = level.evidence(edge.from, edge.to);
    if (evidence.empty()) continue;
    const Step step = hop_step(program, level.name(edge.from), level.name(edge.to), evidence);
    edges.push_back({"", hop(level, edge.from, edge.to), {step}});
    for (FindingCarrier& file : files_in(program, evidence)) edges.push_back(std::move(file));
  }
  const auto place = [](const FindingCarrier& carrier) { return std::tie(carrier.file, carrier.symbol); };
  std::sort(edges.begin(), edges.end(),
            [&](const FindingCarrier& a, const FindingCarrier& b) { return place(a) < place(b); });
  edges.erase(std::unique(edges.begin(), edges.end(),
                          [&](const FindingCarrier& a, const FindingCarrier& b) { return place(a) == place(b); }),
              edges.end());
  return edges;
}

void check(const RuleInput& input, const Emit& emit) {
  const Program& program = input.analyses.program();
  for (const RuleEntry& entry : input.entries) {
    const CycleLevel level(input.analyses, entry, is_file_level(entry));
    for (const Cycle& cycle : level.cycles()) {
      Finding finding;
      finding.severity = entry.severity;
      finding.message = message(level, cycle);
      finding.advice = advice(program, level, cycle);
      finding.because = entry.text("because");
      finding.trail = trail(program, level, cycle);
      finding.carriers = edges_of(program, level, cycle);
      // The smallest member names the cycle: cycles share no member, so it identifies them, and it stays the same
      // when another member joins: of a growing cycle that the baseline knows, only what joins is new.
      finding.from = level.name(cycle.members.front());
      finding.kind = level.kind();
      const auto lighter = [](const Edge& a, const Edge& b) { return a.weight < b.weight; };
      const auto cheapest = std::min_element(cycle.cut.begin(), cycle.cut.end(), lighter);
      if (cheapest != cycle.cut.end()) {
        const std::vector<Evidence> evidence = level.evidence(cheapest->from, cheapest->to);
        if (!evidence.empty()) finding.where = place_of(program, evidence.front().where);
      }
      emit(std::move(finding));
    }
  }
}

constexpr std::array kOptions = {
    OptionSpec{.name = "level",
               .type = OptionType::text,
               .help = "what must be free of cycles: module or file",
               .default_value = "module",
               .choices = kLevels},
    except_option(OptionType::module_pattern, "modules that are left out"),
    OptionSpec{.name = "except_files",
               .type = OptionType::path_pattern,
               .help = "files that are left out, at file level",
               .old_name = "ignore_files"},
    kKindsOption,
    kFromFilesOption,
    kToFilesOption,
    kSymbolsOption,
};

}  // namespace

extern const Rule dependency_cycle = {
    .id = "dependency-cycle",
    .principle = "modularity",
    .title = "modules or files that depend on each other in a cycle",
    .severity = Severity::error,
    .on_by_default = true,
    .many_entries = true,
    .options = kOptions,
    .check = check,
};

}  // namespace loadline

// Trails of findings about one module as a whole: who uses it, what it uses, what it is made of.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/analyses.h"
#include "analyzers/structure/class_cohesion.h"
#include "analyzers/structure/metrics.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_filter.h"

namespace loadline {

// The modules that a module_pattern option means, sorted; all of them when the entry does not have it.
std::vector<ModuleIndex> selected_modules(const Modules& modules, const RuleEntry& entry, std::string_view option);

// By module: whether one of the patterns means it.
std::vector<bool> meant_modules(const Modules& modules, const std::vector<Pattern>& patterns);

// By module: whether `except` leaves it out; none when the entry does not have it.
std::vector<bool> ignored_modules(const Modules& modules, const RuleEntry& entry);

// A finding about the edge between two modules, at the first place of its evidence, with at most `most` of it as the
// trail; without words. REQUIRES: `evidence` is sorted and not empty.
Finding edge_finding(const Analyses& analyses, const RuleEntry& entry, ModuleIndex from, ModuleIndex to,
                     std::span<const Evidence> evidence, std::size_t most = 20);

// The same for a module that gets to another through others, along `chain`, which a rule forbids: `from` must not `verb`
// `to`. The trail has a step for each edge of what passes the filter. REQUIRES: at least two modules, each with evidence
// for the next.
Finding chain_finding(const Analyses& analyses, const RuleEntry& entry, const EvidenceFilter& filter,
                      const std::vector<Node>& chain, std::string_view verb);

// What the option `level` may say.
inline constexpr std::array<std::string_view, 2> kLevels = {"module", "file"};
inline bool is_file_level(const RuleEntry& entry) { return entry.text("level") == "file"; }

// One step for each module that depends on it, or that it depends on: the heaviest edges first.
std::vector<Step> dependant_steps(const Analyses& analyses, ModuleIndex module, std::size_t most = 10);
std::vector<Step> dependency_steps(const Analyses& analyses, ModuleIndex module, std::size_t most = 10);

// The largest files of a module.
std::vector<Step> size_steps(const Analyses& analyses, ModuleIndex module, std::size_t most = 5);

// The modules that reach most.
std::vector<Step> reach_steps(const Analyses& analyses, std::size_t most = 5);

// The groups of methods of a class, with the first method of each.
std::vector<Step> group_steps(const Program& program, const ClassCohesion& cohesion, std::size_t most = 10);

// Where the trail begins; unknown for an empty one.
Place first_place(const std::vector<Step>& trail);

// "0.67", "12": two decimals at most.
std::string rounded(double value);

// The metrics of the graph of all project files that belong to a module.
GraphMetrics project_file_metrics(const Analyses& analyses);

}  // namespace loadline

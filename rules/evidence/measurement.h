// What an entry of metric-threshold measures, and the measurements that the baseline keeps.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/engine/rule.h"

namespace loadline {

// Ends the `kind` of findings about a value that is worse than the baseline's: the value is what the baseline keeps of
// them, not the finding.
inline constexpr std::string_view kAgainstBaseline = "; baseline";

struct Measurement {
  KnownMetric metric;                        // its current value; NaN where it is not defined
  std::string subject;                       // "`core`", "the graph of 19 modules"
  std::function<std::vector<Step>()> trail;  // what makes the number up
  Place where;                               // unknown: where the trail begins
};

// That there is no metric of this name; nothing when there is.
std::optional<EntryMistake> unknown_metric(const std::string& name);

// One for each module, each class, or the whole graph. Keeps references to the analyses, which have the entry's filters.
// REQUIRES: the metric exists.
std::vector<Measurement> measure(const Analyses& analyses, const RuleEntry& entry);

// The value that the baseline holds of the same thing, or nullptr.
const KnownMetric* find_known(std::span<const KnownMetric> known, const KnownMetric& metric);

// What the baseline is to hold of the entries that ask for it: a value that got better takes the place of the old one;
// one that got worse, or is new, only when `accepts_worse`. Sorted.
std::vector<KnownMetric> metrics_for_baseline(RuleList rules, const Analyses& analyses, const RuleSettings& settings,
                                              bool accepts_worse);

}  // namespace loadline

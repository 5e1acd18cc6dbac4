// metric-threshold: a metric beyond the limit that the project sets for it.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include "rules/engine/rule.h"
#include "rules/evidence/filtered_analyses.h"
#include "rules/evidence/measurement.h"
#include "rules/evidence/module_steps.h"

namespace loadline {
namespace {

Finding finding_for(const RuleEntry& entry, const Measurement& measurement) {
  Finding finding;
  finding.severity = entry.severity;
  finding.because = entry.text("because");
  finding.from = measurement.metric.of;
  finding.to = measurement.metric.level;
  finding.kind = measurement.metric.metric;
  finding.message = measurement.metric.metric + " of " + measurement.subject;
  finding.trail = measurement.trail();
  finding.where = measurement.where.path.empty() ? first_place(finding.trail) : measurement.where;
  return finding;
}

void check_limits(const RuleEntry& entry, const Measurement& measurement, const Emit& emit) {
  const double value = measurement.metric.value;  // NaN breaks no limit
  const double least = entry.number("min", -HUGE_VAL), most = entry.number("max", HUGE_VAL);
  const bool is_low = value < least;
  if (!is_low && !(value > most)) return;
  Finding finding = finding_for(entry, measurement);
  finding.message +=
      " is " + rounded(value) + (is_low ? ", less than " : ", more than ") + rounded(is_low ? least : most);
  finding.advice = "bring it back within the limit, or change the limit with a reason";
  emit(std::move(finding));
}

// Today's value against the one that the baseline holds.
void check_ratchet(const RuleInput& input, const RuleEntry& entry, const Measurement& measurement, const Emit& emit) {
  const std::string direction = entry.text("baseline");
  const double value = measurement.metric.value;
  if (std::isnan(value)) return;
  const KnownMetric* known = find_known(input.known_metrics, measurement.metric);
  const bool is_worse = known != nullptr && (direction == "max" ? value > known->value : value < known->value);
  if (known != nullptr && !is_worse) return;
  Finding finding = finding_for(entry, measurement);
  finding.kind += kAgainstBaseline;
  finding.message += known == nullptr ? " is " + rounded(value) + ", and the baseline has no value to compare it with"
                                      : (direction == "max" ? " grew from " : " fell from ") + rounded(known->value) +
                                            " in the baseline to " + rounded(value);
  finding.advice = known == nullptr ? "freeze it: `loadline baseline --accept-new --reason …`"
                                    : "bring it back, or accept it: `loadline baseline --accept-new --reason …`";
  emit(std::move(finding));
}

std::optional<EntryMistake> mistake(const RuleEntry& entry) {
  if (auto unknown = unknown_metric(entry.text("metric"))) return unknown;
  if (!entry.has("max") && !entry.has("min") && !entry.has("baseline")) {
    return EntryMistake{
        {}, "metric-threshold for " + entry.text("metric") + " has no limit", "add `max`, `min` or `baseline`"};
  }
  if (entry.has("max") && entry.has("min") && entry.number("min", 0) > entry.number("max", 0)) {
    return EntryMistake{{}, "`min` is more than `max`: no value satisfies both", "change one of them"};
  }
  return {};
}

void check(const RuleInput& input, const Emit& emit) {
  for (const RuleEntry& entry : input.entries) {
    const FilteredAnalyses filtered(input.analyses, entry);
    for (const Measurement& measurement : measure(filtered.get(), entry)) {
      check_limits(entry, measurement, emit);
      if (entry.has("baseline")) check_ratchet(input, entry, measurement, emit);
    }
  }
}

constexpr std::array<std::string_view, 2> kDirections = {"max", "min"};

constexpr std::array kOptions = {
    OptionSpec{"metric", OptionType::text, "which metric: instability, lines, nccd, lcom4, …", true},
    OptionSpec{"max", OptionType::number, "more than this is a finding"},
    OptionSpec{"min", OptionType::number, "less than this is a finding"},
    OptionSpec{.name = "baseline",
               .type = OptionType::text,
               .help = "`max`: more than the baseline holds is a finding; `min`: less than it holds",
               .choices = kDirections},
    OptionSpec{"modules", OptionType::module_pattern, "modules it applies to, for metrics of modules and classes"},
    OptionSpec{.name = "level",
               .type = OptionType::text,
               .help = "for metrics of the whole graph: module or file",
               .default_value = "module",
               .choices = kLevels},
    kKindsOption,
    kFromFilesOption,
    kToFilesOption,
    kSymbolsOption,
};

}  // namespace

extern const Rule metric_threshold = {
    .id = "metric-threshold",
    .principle = "coupling",
    .title = "a metric beyond the limit that the project sets for it",
    .severity = Severity::error,
    .many_entries = true,
    .options = kOptions,
    .check = check,
    .mistake = mistake,
};

}  // namespace loadline

// stale-baseline: a known finding that no longer exists.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "rules/engine/judgement.h"
#include "rules/engine/rule.h"

namespace loadline {
namespace {

void check(const RuleInput& input, const Emit& emit) {
  for (const KnownFinding& entry : input.judgement->stale) {
    Finding finding;
    finding.severity = input.entries.front().severity;
    finding.where = {input.judgement->baseline_path, 0};
    finding.from = entry.from;
    finding.to = entry.to;
    finding.kind = entry.fingerprint;  // two rules may be about one pair
    finding.message = fmt::format("the baseline holds {} of `{}`{}, which no longer exists", entry.rule, entry.from,
                                  entry.to.empty() ? "" : " and `" + entry.to + '`');
    finding.advice = "`loadline baseline` removes it, so that it cannot come back unnoticed";
    emit(std::move(finding));
  }
}

}  // namespace

extern const Rule stale_baseline = {
    .id = "stale-baseline",
    .title = "a finding in the baseline that no longer exists",
    .severity = Severity::warning,
    .on_by_default = true,
    .check = check,
    .about_findings = true,
};

}  // namespace loadline

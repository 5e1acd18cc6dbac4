// suppression-without-reason: a mark in the code that does not say why.
// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "rules/all_rules.h"
#include "rules/judgement.h"

namespace loadline {
namespace {

void check(const RuleInput& input, const Emit& emit) {
  std::map<std::pair<std::string, std::string>, std::vector<Place>> silent;  // by file and rule
  for (const Suppression& suppression : input.judgement->suppressions) {
    if (suppression.reason.empty()) silent[{suppression.where.path, suppression.rule}].push_back(suppression.where);
  }
  for (const auto& [identity, places] : silent) {
    Finding finding;
    finding.severity = input.entries.front().severity;
    finding.where = places.front();
    finding.from = identity.first;
    finding.to = identity.second;
    finding.kind = "mark";
    finding.message = "`allow(" + identity.second + ")` gives no reason";
    finding.advice = "say why this is right here, behind the parenthesis";
    if (places.size() > 1) {
      for (const Place& place : places) finding.trail.push_back({place, "such a mark"});
    }
    emit(std::move(finding));
  }
}

}  // namespace

const Rule suppression_without_reason = {
    .id = "suppression-without-reason",
    .title = "a mark in the code that does not say why",
    .severity = Severity::error,
    .on_by_default = true,
    .check = check,
    .about_findings = true,
};

}  // namespace loadline

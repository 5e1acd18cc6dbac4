// Groups flawed marks by file and rule.
// SPDX-License-Identifier: Apache-2.0
#include "rules/evidence/finding_about_marks.h"
#include "rules/engine/judgement.h"
#include "rules/engine/suppressions.h"

#include <map>
#include <utility>
#include <vector>

#include <fmt/core.h>

namespace loadline {

void report_marks(const RuleInput& input, const std::function<MarkFlaw(std::size_t mark)>& flaw_of, const Emit& emit) {
  struct Flawed {
    MarkFlaw flaw;
    std::vector<Place> places;
  };
  std::map<std::pair<std::string, std::string>, Flawed> found;  // by file and rule
  const std::vector<Suppression>& marks = input.judgement->suppressions;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    MarkFlaw flaw = flaw_of(i);
    if (flaw.kind.empty()) continue;
    Flawed& group = found[{marks[i].where.path, marks[i].rule}];
    group.flaw = std::move(flaw);
    group.places.push_back(marks[i].where);
  }
  for (const auto& [identity, group] : found) {
    Finding finding;
    finding.severity = input.entries.front().severity;
    finding.where = group.places.front();
    finding.from = identity.first;
    finding.to = identity.second;
    finding.kind = group.flaw.kind;
    finding.message = fmt::format("`allow({})` {}", identity.second, group.flaw.message);
    finding.advice = group.flaw.advice;
    if (group.places.size() > 1) {
      for (const Place& place : group.places) finding.trail.push_back({place, "such a mark"});
    }
    emit(std::move(finding));
  }
}

}  // namespace loadline

// unused-suppression: a mark in the code that suppresses nothing.
// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "analyzers/model/near_matches.h"
#include "rules/all_rules.h"
#include "rules/evidence_steps.h"
#include "rules/judgement.h"

namespace loadline {
namespace {

// Why a mark for `rule` does nothing, as `kind` and in words; no kind: it may well do something in another run.
struct Uselessness {
  std::string kind, message, advice;
};

Uselessness uselessness_of(const RuleInput& input, const std::string& id) {
  const Rule* rule = find_rule(id);
  if (rule == nullptr) {
    std::vector<std::string> ids;
    for (const Rule* known : all_rules()) ids.emplace_back(known->id);
    const std::vector<std::string> near = near_matches(id, ids);
    return {"unknown", "names no rule",
            near.empty() ? "`loadline rules` lists the rules" : "did you mean " + listed(near, 3) + '?'};
  }
  if (rule->about_findings) return {"never", "suppresses nothing: this rule ignores marks", "remove it"};
  if (!input.all_entries.contains(id)) {
    return {"off", "suppresses nothing: the rule is switched off", "remove it, or switch the rule on"};
  }
  if (!input.judgement->ran(id)) return {};
  return {"unused", "suppresses nothing: the rule finds nothing there",
          "remove it, or move it to the line it is meant for"};
}

void check(const RuleInput& input, const Emit& emit) {
  const Judgement& judgement = *input.judgement;
  std::map<std::pair<std::string, std::string>, std::vector<Place>> unused;  // by file and rule
  for (std::size_t i = 0; i < judgement.suppressions.size(); ++i) {
    const Suppression& suppression = judgement.suppressions[i];
    if (!judgement.used[i]) unused[{suppression.where.path, suppression.rule}].push_back(suppression.where);
  }
  for (const auto& [identity, places] : unused) {
    const Uselessness useless = uselessness_of(input, identity.second);
    if (useless.kind.empty()) continue;
    Finding finding;
    finding.severity = input.entries.front().severity;
    finding.where = places.front();
    finding.from = identity.first;
    finding.to = identity.second;
    finding.kind = useless.kind;
    finding.message = "`allow(" + identity.second + ")` " + useless.message;
    finding.advice = useless.advice;
    if (places.size() > 1) {
      for (const Place& place : places) finding.trail.push_back({place, "such a mark"});
    }
    emit(std::move(finding));
  }
}

}  // namespace

const Rule unused_suppression = {
    .id = "unused-suppression",
    .title = "a mark in the code that suppresses nothing",
    .severity = Severity::warning,
    .on_by_default = true,
    .check = check,
    .about_findings = true,
};

}  // namespace loadline

// unused-suppression: a mark in the code that suppresses nothing.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/words/near_matches.h"
#include "rules/engine/rule.h"
#include "rules/evidence/evidence_steps.h"
#include "rules/evidence/finding_about_marks.h"

namespace loadline {
namespace {

// Why a mark for `rule` does nothing; no kind: it may well do something in another run.
MarkFlaw uselessness_of(const RuleInput& input, const std::string& id) {
  const Rule* rule = find_rule(input.rules, id);
  if (rule == nullptr) {
    std::vector<std::string> ids;
    for (const Rule* known : input.rules) ids.emplace_back(known->id);
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
  report_marks(
      input,
      [&](std::size_t mark) {
        return judgement.used[mark] ? MarkFlaw{} : uselessness_of(input, judgement.suppressions[mark].rule);
      },
      emit);
}

}  // namespace

extern const Rule unused_suppression = {
    .id = "unused-suppression",
    .title = "a mark in the code that suppresses nothing",
    .severity = Severity::warning,
    .on_by_default = true,
    .check = check,
    .about_findings = true,
};

}  // namespace loadline

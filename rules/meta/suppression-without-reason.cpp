// suppression-without-reason: a mark in the code that does not say why.
// SPDX-License-Identifier: Apache-2.0
#include "rules/engine/judgement.h"
#include "rules/engine/rule.h"
#include "rules/engine/suppressions.h"
#include "rules/evidence/finding_about_marks.h"

namespace loadline {
namespace {

void check(const RuleInput& input, const Emit& emit) {
  const std::vector<Suppression>& marks = input.judgement->suppressions;
  report_marks(
      input,
      [&](std::size_t mark) -> MarkFlaw {
        if (!marks[mark].reason.empty()) return {};
        return {"mark", "gives no reason", "say why this is right here, after the parentheses"};
      },
      emit);
}

}  // namespace

extern const Rule suppression_without_reason = {
    .id = "suppression-without-reason",
    .title = "a mark in the code that does not say why",
    .severity = Severity::error,
    .on_by_default = true,
    .check = check,
    .about_findings = true,
};

}  // namespace loadline

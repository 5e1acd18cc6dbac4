// unused-suppression: a mark in the code that suppresses nothing.
// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "analyzers/words/near_matches.h"
#include "analyzers/words/phrases.h"
#include "rules/engine/judgement.h"
#include "rules/engine/rule.h"
#include "rules/engine/suppressions.h"
#include "rules/evidence/finding_about_marks.h"

namespace loadline {
namespace {

// Why a mark for `rule` does nothing; no kind: it may do something in another run.
MarkFlaw uselessness_of(const RuleInput& input, const std::string& id) {
  const Rule* rule = find_rule(input.rules, id);
  if (rule == nullptr) {
    std::vector<std::string> ids;
    for (const Rule* known : input.rules) ids.emplace_back(known->id);
    const std::vector<std::string> near = near_matches(id, ids);
    return {"unknown", "names no rule",
            near.empty() ? "`loadline rules` lists the rules" : fmt::format("did you mean {}?", listed(near, 3, "or"))};
  }
  if (rule->about_findings) return {"never", "suppresses nothing: this rule ignores marks", "remove it"};
  if (!input.all_entries.contains(id)) {
    return {"off", "suppresses nothing: the rule is switched off", "remove it, or switch the rule on"};
  }
  if (!input.judgement->ran(id)) return {};
  return {"unused", "suppresses nothing: the rule finds nothing there",
          "remove it, or move it to the line it is meant for"};
}

struct Explanation {
  std::string what, advice;
};

Explanation explain(MarkFault fault) {
  const std::string right = "write `// loadline: allow(rule) reason`";
  switch (fault) {
    case MarkFault::documentation:
      return {"is in a documentation comment", "use an ordinary comment: `// loadline: allow(rule) reason`"};
    case MarkFault::no_parentheses: return {"has no parentheses around the rule", right};
    case MarkFault::not_closed:
      return {"is broken over two lines before its closing parenthesis",
              "put the rules on one line; the reason may continue"};
    case MarkFault::no_rule: return {"names no rule", right};
    case MarkFault::unknown_word:
      return {"is not one that loadline knows; there is only `allow`", right + ", above the line or after it"};
    case MarkFault::spelling: return {"is not spelled `loadline: allow`", right};
    case MarkFault::none: break;
  }
  return {};
}

// Each is a finding of its own: it was meant for one place, and that place is not covered.
void report_faulty_marks(const RuleInput& input, const Emit& emit) {
  std::map<std::pair<std::string, std::string>, int> seen;
  for (const FaultyMark& mark : input.judgement->faulty_marks) {
    const Explanation explanation = explain(mark.fault);
    Finding finding;
    finding.severity = input.entries.front().severity;
    finding.where = mark.where;
    finding.from = mark.where.path;
    finding.to = mark.text;
    const int number = ++seen[{finding.from, finding.to}];
    finding.kind = number == 1 ? "not understood" : "not understood " + std::to_string(number);
    finding.message = fmt::format("the mark `{}` suppresses nothing: it {}", mark.text, explanation.what);
    finding.advice = explanation.advice;
    emit(std::move(finding));
  }
}

void check(const RuleInput& input, const Emit& emit) {
  report_faulty_marks(input, emit);
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

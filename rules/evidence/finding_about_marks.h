// Findings about marks in the code: all marks for one rule in one file that share a flaw are one finding.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "rules/engine/rule.h"

namespace loadline {

// What is wrong with a mark, and what to do; no kind: nothing.
struct MarkFlaw {
  std::string kind, message, advice;
};

// Asks for each mark what is wrong with it, and emits one finding for each file and rule, with the marks as its trail.
// REQUIRES: input.judgement.
void report_marks(const RuleInput& input, const std::function<MarkFlaw(std::size_t mark)>& flaw_of, const Emit& emit);

}  // namespace loadline

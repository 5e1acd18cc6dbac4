// The judgement of a whole architecture: what gives first, the grades, the hot spots, and what to change.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "rules/assessment/hot_spots.h"
#include "rules/assessment/scorecard.h"

namespace loadline {

// Something to do, and what it buys: all findings of one row about one thing.
struct Change {
  std::string text;
  std::string principle;          // id of the row that gains most
  double points = 0;              // that the findings about the same thing cost the row
  std::uint32_t finding = kNone;  // the first of them, into the findings
};

struct Verdict {
  std::vector<std::string> sentences;  // plain words; names between backticks
  std::vector<Change> changes;         // at most three, the one that buys the most first
};

struct Assessment {
  Verdict verdict;
  std::vector<ScorecardRow> scorecard;
  std::vector<HotSpot> hot_spots;
};

// Pure function of its input.
Assessment assess(const AssessmentInput& input, const std::string& project);

}  // namespace loadline

// What breaks first: modules and handlers, ranked, with the reasons.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/assessment/scorecard.h"

namespace loadline {

struct HotSpotReason {
  double heat = 0;
  std::string text;               // "is changed by every module but one, and depends on 12"
  std::uint32_t finding = kNone;  // the first finding that says so, into the findings
};

struct HotSpot {
  bool is_handler = false;
  std::string name;
  std::uint32_t number = 0;            // the module's or the route's
  double heat = 0;                     // of its reasons, added up
  std::vector<HotSpotReason> reasons;  // hottest first
};

// How heat is computed, as text for readers.
std::string_view heat_formula();

// Hottest first; those without heat are left out. At most `most`.
std::vector<HotSpot> find_hot_spots(const AssessmentInput& input, std::size_t most);

}  // namespace loadline

// Judges findings by the marks in the code and by the baseline.
// SPDX-License-Identifier: Apache-2.0
#include "rules/judgement.h"

#include <array>

namespace loadline {

std::string_view name_of(FindingStatus status) {
  static constexpr std::array<std::string_view, 3> kNames = {"fresh", "known", "suppressed"};
  return kNames.at(static_cast<std::size_t>(status));
}

}  // namespace loadline
